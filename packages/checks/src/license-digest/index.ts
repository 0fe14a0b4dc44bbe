/**
 * `license-digest`: the archive's bytes have every digest that the customer was told, that the lockfile pins, and that was recorded
 * when the package was seen first.
 */

import { formatDigest, isStrong, type CodeCatalogue, type Digest, type DigestSource } from '@assay/model';
import type { CheckResult } from '../check.js';
import { compareDigests } from '../compare-digests.js';
import { copyCodes, judgeCopies } from '../license/judge-copies.js';
import type { LicenseCheck, LicenseContext, LicenseCopy } from '../license/license-check.js';

const own = {
  'license-digest-match': { outcome: 'proven', text: 'The archive has every digest that was expected.', next: '' },
  'license-digest-first-seen': {
    outcome: 'proven',
    text: 'The archive is the one that was recorded first; nobody but the server itself has vouched for it.',
    next: '',
  },
  'license-digest-mismatch': {
    outcome: 'refuted',
    text: 'The archive is not the one whose digest the vendor gave.',
    next: 'Do not install. It was tampered with or published anew: ask the vendor, by a way you know, for the digest it should have.',
  },
  'license-republished': {
    outcome: 'refuted',
    text: 'The same version has other bytes than when it was recorded or locked.',
    next: 'Do not install. Ask the vendor whether this version was published again; only then record it anew.',
  },
  'license-digest-unpinned': {
    outcome: 'absent',
    text: 'Nothing says which bytes were bought: no digest in the policy, in a lockfile or in assay.lock.',
    next: 'Ask the vendor for the SHA-256 and put it into the policy, or record what is there now with `assay license record`.',
  },
  'digest-not-computed': {
    outcome: 'unknown',
    text: 'An expected algorithm was not computed: a defect in Assay.',
    next: 'Please report it with this output.',
  },
} as const satisfies CodeCatalogue;

type Result = CheckResult<keyof typeof own>;

export const licenseDigest: LicenseCheck = {
  id: 'license-digest',
  phases: ['before', 'after', 'bundled'],
  codes: { ...copyCodes, ...own },
  run: (context) => judgeCopies(context, 'archive', (copy) => judge(context, copy)),
};

/** A digest, and who says that it must hold. */
interface Claim {
  readonly digest: Digest;
  readonly from: string;
  readonly origin: DigestSource;
}

function judge(context: LicenseContext, { digests, where }: LicenseCopy): readonly Result[] {
  const claims = claimsOf(context);
  if (!claims.some(({ digest }) => isStrong(digest.alg))) {
    const seen = digests.filter(({ alg }) => isStrong(alg)).map(formatDigest);
    return [{ code: 'license-digest-unpinned', detail: `${where} has ${seen.join(', ')}.` }];
  }
  const missing = claims.find(({ digest }) => !digests.some(({ alg }) => alg === digest.alg));
  if (missing !== undefined) {
    return [{ code: 'digest-not-computed', detail: `${missing.digest.alg} of ${where} was not computed.` }];
  }
  const wrong = claims.filter(({ digest }) => compareDigests([digest], digests).result === 'different');
  return wrong.length > 0 ? wrong.map((claim) => difference(claim, digests)) : [agreement(claims)];
}

/** Everything that says which bytes it must be. Weak digests of a lockfile count only where it holds nothing else, and never alone. */
function claimsOf({ license, record, locks }: LicenseContext): readonly Claim[] {
  const told = license.digests.map(({ digest, origin, obtained }) => {
    return { digest, origin, from: `${origin}${obtained === undefined ? '' : ` of ${obtained}`}` };
  });
  const locked = locks
    .filter(({ version }) => version === license.version)
    .flatMap(({ pins, lockfile }) => pins.map((digest) => ({ digest, origin: 'lockfile' as const, from: lockfile })));
  const recorded = (record !== null && record.version === license.version ? record.digests : []).map((digest) => {
    return { digest, origin: 'first-use' as const, from: 'assay.lock' };
  });
  return [...told, ...locked.filter(({ digest }) => isStrong(digest.alg)), ...recorded];
}

function difference({ digest, from, origin }: Claim, actual: readonly Digest[]): Result {
  const seen = actual.find(({ alg }) => alg === digest.alg);
  const code = origin === 'first-use' || origin === 'lockfile' ? 'license-republished' : 'license-digest-mismatch';
  const had = seen === undefined ? '' : `, and it has ${formatDigest(seen)}`;
  return { code, detail: `${from} says ${formatDigest(digest)}${had}.` };
}

function agreement(claims: readonly Claim[]): Result {
  const from = [...new Set(claims.map((claim) => claim.from))].join(', ');
  const toldByOthers = claims.some(({ origin }) => origin !== 'first-use' && origin !== 'lockfile');
  const code = toldByOthers ? 'license-digest-match' : 'license-digest-first-seen';
  return { code, detail: `It agrees with ${from}.` };
}
