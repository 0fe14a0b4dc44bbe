/** `license-namesake`: no public registry hands out other bytes under the private package's name (dependency confusion). */

import { compareDigests } from '../compare-digests.js';
import { isStrong, type CodeCatalogue } from '@assay/model';
import type { CheckResult } from '../check.js';
import { isNone } from '../license/judge-copies.js';
import { atMost, shownUrl } from '../license/shown.js';
import type { LicenseCheck, LicenseContext, Namesake } from '../license/license-check.js';

const own = {
  'license-name-private': { outcome: 'proven', text: 'The public registry does not have the name.', next: '' },
  'license-name-same-bytes': { outcome: 'proven', text: 'The public registry has the very same bytes.', next: '' },
  'license-name-taken': {
    outcome: 'refuted',
    text: 'Somebody has published other bytes under the private package’s name on a public registry.',
    next: 'Pin the source (Gemfile: a `source … do` block; npm: a scope with its registry), tell the vendor, and report the public package.',
  },
  'license-namesake-unknown': {
    outcome: 'unknown',
    text: 'The public registry could not be asked whether it has the name.',
    next: 'Run again; if this machine may not reach it, ignore `license-namesake` in a rule of the policy.',
  },
  'license-no-public-registry': {
    outcome: 'not-applicable',
    text: 'No public registry is configured that could have the name.',
    next: '',
  },
} as const satisfies CodeCatalogue;

export const licenseNamesake: LicenseCheck = {
  id: 'license-namesake',
  phases: ['before'],
  byDefault: 'prefer',
  codes: own,
  run: (context) => judge(context),
};

type Result = CheckResult<keyof typeof own>;

function judge(context: LicenseContext): readonly Result[] {
  const { namesakes, license } = context;
  if (namesakes.length === 0) {
    return [{ code: 'license-no-public-registry', detail: `No other registry may serve ${license.name}.` }];
  }
  return atMost(namesakes.map((namesake) => judgeOne(context, namesake)));
}

function judgeOne({ license, copies }: LicenseContext, namesake: Namesake): Result {
  const registry = shownUrl(namesake.registry);
  if (namesake.state === 'none') return { code: 'license-name-private', detail: `${registry} has no ${license.name}.` };
  if (namesake.state === 'unknown') return { code: 'license-namesake-unknown', detail: namesake.detail };
  const expected = [
    ...license.digests.map(({ digest }) => digest),
    ...(isNone(copies) ? [] : copies.flatMap(({ digests }) => digests)),
  ].filter(({ alg }) => isStrong(alg));
  const same = namesake.digests !== null && compareDigests(expected, namesake.digests).result === 'equal';
  if (same) return { code: 'license-name-same-bytes', detail: `${registry} serves the same ${license.name}.` };
  const what = namesake.digests === null ? 'other versions of' : 'another';
  return { code: 'license-name-taken', detail: `${registry} has ${what} ${license.name}.` };
}
