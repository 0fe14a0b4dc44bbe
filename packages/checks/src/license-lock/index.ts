/** `license-lock`: the project's lockfile locks exactly the licence package of the policy, from its private source. */

import { compareText, isStrong, normaliseRegistryUrl, pathUnder, type CodeCatalogue } from '@assay/model';
import type { CheckResult } from '../check.js';
import type { LicenseCheck, LicenseContext, LicenseLock } from '../license/license-check.js';
import { isForPlatform, platformOf } from '../license/same-platform.js';
import { atMost, shown, shownUrl } from '../license/shown.js';

const relock = 'Lock it again from the vendor’s registry, and compare the lockfile’s change with what was bought.';

const own = {
  'license-lock-consistent': {
    outcome: 'proven',
    text: 'The lockfile locks exactly this package, with a digest, and from no other source.',
    next: '',
  },
  'license-lock-not-needed': { outcome: 'not-applicable', text: 'No lockfile has to lock this package.', next: '' },
  'license-not-locked': {
    outcome: 'absent',
    text: 'No lockfile of the project locks the licence package.',
    next: 'Lock it in the project, run this in the project’s folder or name it with `--project`, or set `locked: false` for this entry in the policy.',
  },
  'license-lock-checksum-missing': {
    outcome: 'absent',
    text: 'The lockfile locks the licence package without a digest, so the package manager would take any bytes.',
    next: 'Lock it again: npm and pnpm write digests by themselves, Bundler 2.6 and newer with `bundle lock --add-checksums`; where the server sends none, write the vendor’s digest into the lockfile yourself.',
  },
  'license-lock-open': {
    outcome: 'absent',
    text: 'The project asks for a range of versions, and of this package each version is another licence.',
    next: 'Ask for exactly this version: in the Gemfile, `gem "NAME", "VERSION"`; in package.json, "NAME": "VERSION".',
  },
  'license-lock-other-version': {
    outcome: 'refuted',
    text: 'The lockfile locks another version, or one for another platform, than the policy names.',
    next: 'If the licence was renewed, change the version and digests in the policy; if not, restore the lockfile.',
  },
  'license-lock-other-source': {
    outcome: 'refuted',
    text: 'The lockfile takes the package from elsewhere than the vendor’s registry.',
    next: relock,
  },
  'license-lock-checksum-malformed': {
    outcome: 'refuted',
    text: 'What stands where the lockfile’s digest should be is none, so the package manager may skip it.',
    next: relock,
  },
  'license-lock-checksum-mismatch': {
    outcome: 'refuted',
    text: 'The lockfile pins other bytes than the policy expects.',
    next: relock,
  },
} as const satisfies CodeCatalogue;

type Result = CheckResult<keyof typeof own>;

export const licenseLock: LicenseCheck = {
  id: 'license-lock',
  phases: [],
  codes: own,
  run: (context) => judge(context),
};

function judge(context: LicenseContext): readonly Result[] {
  const { license, locks, hasLockfile } = context;
  const name = `${license.name} ${license.version}`;
  if (locks.length === 0) {
    if (!license.locked)
      return [{ code: 'license-lock-not-needed', detail: `The policy says that ${name} is not locked.` }];
    const detail = hasLockfile ? `${name} stands in no lockfile.` : `There is no lockfile that could lock ${name}.`;
    return [{ code: 'license-not-locked', detail }];
  }
  const sorted = [...locks].sort((a, b) => compareText(a.lockfile, b.lockfile));
  const results = [...openResults(context), ...sorted.flatMap((lock) => judgeLock(context, lock))];
  const isGood = ({ code }: Result) => own[code].outcome === 'proven';
  return atMost([...results.filter((result) => !isGood(result)), ...results.filter(isGood)]);
}

/** For other packages the lockfile's own pin is enough. */
function openResults({ license, requirements }: LicenseContext): readonly Result[] {
  if (!license.versionIsLicenseId) return [];
  return requirements.flatMap(({ lockfile, line, requirement, exact }) => {
    if (exact) return [];
    const where = line === null ? `The manifest beside ${lockfile}` : `${lockfile}:${String(line)}`;
    const what = requirement === '' ? 'any version' : shown(requirement);
    return [{ code: 'license-lock-open', detail: `${where} asks for ${what} of ${license.name}.` }];
  });
}

function judgeLock(context: LicenseContext, lock: LicenseLock): readonly Result[] {
  const { license } = context;
  const where = `${lock.lockfile}:${String(lock.line)}`;
  const problems: Result[] = [];
  if (lock.version !== license.version || !isForPlatform(lock, license)) {
    const name = (of: Pick<LicenseLock, 'version' | 'platform'>) => `${of.version} (${platformOf(of)})`.slice(0, 200);
    const detail = `${where} locks ${name(lock)}, the policy names ${name(license)}.`;
    problems.push({ code: 'license-lock-other-version', detail });
  }
  if (!isFromSource(context, lock)) {
    const [from, wanted] = [lock.source, license.source].map((url) => (url === null ? null : shownUrl(url)));
    const detail = `${where} takes it from ${from ?? lock.kind}, the policy from ${wanted ?? 'no registry'}.`;
    problems.push({ code: 'license-lock-other-source', detail });
  }
  problems.push(...pinResults(context, lock, where));
  if (problems.length > 0) return problems;
  const unsaid = lock.source === null ? ' It names no registry: the client’s configuration does.' : '';
  return [{ code: 'license-lock-consistent', detail: `${where} locks it.${unsaid}` }];
}

/** npm's lockfiles name the archive's URL, or leave the source to the client's configuration; Bundler's name the registry itself. */
function isFromSource({ license }: LicenseContext, { source, kind }: LicenseLock): boolean {
  if (kind !== 'registry') return false;
  if (source === null) return license.ecosystem === 'npm';
  if (license.source === null) return false;
  const own = normaliseRegistryUrl(license.source);
  if (own !== null && normaliseRegistryUrl(source) === own) return true;
  if (license.ecosystem === 'rubygems') return false;
  const bases = [own ?? '', ...license.redirects.map((origin) => normaliseRegistryUrl(origin) ?? '')];
  return bases.some((base) => pathUnder(base, source) !== null);
}

function pinResults(
  { license }: LicenseContext,
  { pins, malformedPins, version, ...lock }: LicenseLock,
  where: string,
): readonly Result[] {
  const [malformed] = malformedPins;
  if (malformed !== undefined) {
    return [{ code: 'license-lock-checksum-malformed', detail: `${where} says ${shown(malformed)}.` }];
  }
  const strong = pins.filter(({ alg }) => isStrong(alg));
  if (strong.length === 0)
    return [{ code: 'license-lock-checksum-missing', detail: `${where} pins no SHA-256 or longer.` }];
  if (version !== license.version || !isForPlatform(lock, license)) return [];
  const wrong = license.digests.find(({ digest }) =>
    strong.some(({ alg, value }) => alg === digest.alg && value !== digest.value),
  );
  if (wrong === undefined) return [];
  return [
    {
      code: 'license-lock-checksum-mismatch',
      detail: `${where} pins another ${wrong.digest.alg} than the one from ${wrong.origin}.`,
    },
  ];
}
