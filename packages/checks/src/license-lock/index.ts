/** `license-lock`: the project's lockfile locks exactly the licence package of the policy, from its private source. */

import { compareText, isStrong, pathUnder, type CodeCatalogue } from '@assay/model';
import type { CheckResult } from '../check.js';
import type { LicenseCheck, LicenseContext, LicenseLock } from '../license/license-check.js';

const relock = 'Lock it again from the vendor’s registry, and compare the lockfile’s change with what was bought.';

const own = {
  'license-lock-consistent': { outcome: 'proven', text: 'The lockfile locks exactly this package, pinned, from its source.', next: '' },
  'license-lock-not-needed': { outcome: 'not-applicable', text: 'No lockfile has to lock this package.', next: '' },
  'license-not-locked': {
    outcome: 'absent',
    text: 'No lockfile of the project locks the licence package.',
    next: 'Add it to the project, or set `locked: false` for this entry in the policy.',
  },
  'license-lock-checksum-missing': {
    outcome: 'absent',
    text: 'The lockfile locks the licence package without a digest, so the package manager would take any bytes.',
    next: 'Bundler ≥ 2.6: `bundle lock --add-checksums`; where the server sends none, write the digest into CHECKSUMS yourself.',
  },
  'license-lock-other-version': {
    outcome: 'refuted',
    text: 'The lockfile locks another version than the policy names.',
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
  const anyLock = [...locks].sort((a, b) => compareText(a.lockfile, b.lockfile));
  if (anyLock.length === 0) {
    if (!license.locked) return [{ code: 'license-lock-not-needed', detail: `The policy says that ${name} is not locked.` }];
    const detail = hasLockfile ? `${name} stands in no lockfile.` : `There is no lockfile that could lock ${name}.`;
    return [{ code: 'license-not-locked', detail }];
  }
  return anyLock.flatMap((lock) => judgeLock(context, lock));
}

function judgeLock(context: LicenseContext, lock: LicenseLock): readonly Result[] {
  const { license } = context;
  const where = `${lock.lockfile}:${String(lock.line)}`;
  const problems: Result[] = [];
  if (lock.version !== license.version || (lock.platform ?? 'ruby') !== (license.platform ?? 'ruby')) {
    const platform = lock.platform === undefined ? '' : ` (${lock.platform})`;
    problems.push({ code: 'license-lock-other-version', detail: `${where} locks ${lock.version}${platform}, the policy names ${license.version}.` });
  }
  if (!isFromSource(context, lock)) {
    problems.push({ code: 'license-lock-other-source', detail: `${where} takes it from ${lock.source ?? lock.kind}, the policy from ${license.source ?? 'no registry'}.` });
  }
  problems.push(...pinResults(context, lock, where));
  return problems.length > 0 ? problems : [{ code: 'license-lock-consistent', detail: `${where} locks it.` }];
}

/** npm's lockfiles name the archive's URL, or leave the source to the client's configuration. */
function isFromSource({ license }: LicenseContext, { source, kind }: LicenseLock): boolean {
  if (kind !== 'registry') return false;
  if (source === null) return license.ecosystem === 'npm';
  return license.source !== null && [license.source, ...license.redirects.map((origin) => `${origin.replace(/\/$/, '')}/`)].some(
    (base) => source === base || pathUnder(base, source) !== null,
  );
}

function pinResults({ license }: LicenseContext, { pins, malformedPins, version }: LicenseLock, where: string): readonly Result[] {
  const [malformed] = malformedPins;
  if (malformed !== undefined) {
    return [{ code: 'license-lock-checksum-malformed', detail: `${where} says ${JSON.stringify(malformed.slice(0, 200))}.` }];
  }
  const strong = pins.filter(({ alg }) => isStrong(alg));
  if (strong.length === 0) return [{ code: 'license-lock-checksum-missing', detail: `${where} pins no SHA-256 or longer.` }];
  if (version !== license.version) return [];
  const wrong = license.digests.find(({ digest }) =>
    strong.some(({ alg, value }) => alg === digest.alg && value !== digest.value),
  );
  if (wrong === undefined) return [];
  return [{ code: 'license-lock-checksum-mismatch', detail: `${where} pins another ${wrong.digest.alg} than the one from ${wrong.origin}.` }];
}
