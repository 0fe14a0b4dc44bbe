/**
 * `license-digest`: the archive's bytes have every digest that the customer was told, that the lockfile pins, and that was recorded
 * when the package was seen first.
 */

import { formatDigest, isStrong, type CodeCatalogue, type Digest, type DigestSource } from '@assay/model';
import type { CheckResult } from '../check.js';
import { compareDigests } from '../compare-digests.js';
import { copyCodes, judgeCopies } from '../license/judge-copies.js';
import type { LicenseCheck, LicenseContext, LicenseCopy } from '../license/license-check.js';
import { isForPlatform } from '../license/same-platform.js';
import { atMost } from '../license/shown.js';
import { statedBy } from '../license/statement-verdict.js';

const own = {
  'license-digest-match': { outcome: 'proven', text: 'The archive has every digest that was expected.', next: '' },
  'license-digest-first-seen': {
    outcome: 'proven',
    text: 'The archive is the one that was locked or recorded first; nobody but the server itself has vouched for it.',
    next: '',
  },
  'license-digest-stated': {
    outcome: 'proven',
    text: 'The archive is the one that the vendor’s signed statement is about.',
    next: '',
  },
  'license-digest-mismatch': {
    outcome: 'refuted',
    text: 'The archive is not the one whose digest the vendor gave.',
    next: 'Do not install or start it. Fetch it again, past every cache; if it stays so, it was tampered with or published anew: ask the vendor, by a way you know, for the digest it should have.',
  },
  'license-republished': {
    outcome: 'refuted',
    text: 'The same version has other bytes than when it was recorded or locked.',
    next: 'Do not install. Ask the vendor whether this version was published again; only then record or lock it anew.',
  },
  'license-digest-unpinned': {
    outcome: 'absent',
    text: 'Nothing says which bytes were bought: no digest in the policy, in a lockfile or in assay.lock, and no signed statement about these.',
    next: 'Ask the vendor for the SHA-256 and put it into the policy, or record what is there now with `assay license record`.',
  },
  'license-archive-unread': {
    outcome: 'unknown',
    text: 'The archive could not be read, so its digest is not known.',
    next: 'Mend what `license-content` says about this copy first.',
    follows: 'license-content',
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

function judge(context: LicenseContext, copy: LicenseCopy): readonly Result[] {
  const { digests, where } = copy;
  const seen = digests.filter(({ alg }) => isStrong(alg));
  if (seen.length === 0) return [{ code: 'license-archive-unread', detail: `${where} was not read to its end.` }];
  const claims = claimsOf(context);
  const wrong = claims.filter(({ digest }) => compareDigests([digest], digests).result === 'different');
  if (wrong.length > 0) {
    return atMost(differingGroups(wrong).map((claims) => difference(claims, digests)));
  }
  const strong = claims.filter(({ digest }) => isStrong(digest.alg));
  const statement = strong.every(({ origin }) => isFirstUse(origin)) ? statedBy(context, copy) : null;
  if (strong.length === 0 && statement === null) {
    return [{ code: 'license-digest-unpinned', detail: `${where} has ${seen.map(formatDigest).join(', ')}.` }];
  }
  const missing = strong.find(({ digest }) => !digests.some(({ alg }) => alg === digest.alg));
  if (missing === undefined) return [statement === null ? agreement(strong) : stated(statement)];
  return [{ code: 'digest-not-computed', detail: `${missing.digest.alg} of ${where} was not computed.` }];
}

/**
 * Everything that says which bytes it must be. MD5 and SHA-1 are not computed for this; where they were, they can show a difference and
 * never prove anything. A lockfile's pins of other platforms are those of other files.
 */
function claimsOf({ license, record, locks }: LicenseContext): readonly Claim[] {
  const told = license.digests.map(({ digest, origin, obtained }) => {
    return { digest, origin, from: `${origin}${obtained === undefined ? '' : ` of ${obtained}`}` };
  });
  const locked = locks
    .filter((lock) => lock.version === license.version && isForPlatform(license, lock))
    .flatMap(({ pins, lockfile }) => pins.map((digest) => ({ digest, origin: 'lockfile' as const, from: lockfile })));
  const recorded = (record !== null && record.version === license.version ? record.digests : []).map((digest) => {
    return { digest, origin: 'first-use' as const, from: 'assay.lock' };
  });
  return [...told, ...locked, ...recorded];
}

/** Claims of the same digest together. Who is told to differ by one algorithm is not told again by another. */
function differingGroups(wrong: readonly Claim[]): readonly (readonly Claim[])[] {
  const groups = [...Map.groupBy(wrong, ({ digest }) => formatDigest(digest)).values()];
  const told = new Set<string>();
  return groups.filter((claims) => {
    const isNew = claims.some(({ from }) => !told.has(from));
    for (const { from } of claims) told.add(from);
    return isNew;
  });
}

/** All that say the same, in one sentence: what the vendor told weighs more than what was seen first. */
function difference(claims: readonly Claim[], actual: readonly Digest[]): Result {
  const digest = claims[0]?.digest;
  const seen = actual.find(({ alg, value }) => alg === digest?.alg && value !== digest.value);
  const had = seen === undefined ? '' : `, found ${formatDigest(seen)}`;
  const isFirst = claims.every(({ origin }) => isFirstUse(origin));
  const expected = digest === undefined ? '' : formatDigest(digest);
  return {
    code: isFirst ? 'license-republished' : 'license-digest-mismatch',
    detail: `Expected ${expected} (${sourcesOf(claims)})${had}.`,
  };
}

function agreement(claims: readonly Claim[]): Result {
  const code = claims.every(({ origin }) => isFirstUse(origin)) ? 'license-digest-first-seen' : 'license-digest-match';
  return { code, detail: `It agrees with ${sourcesOf(claims)}.` };
}

function stated(location: string): Result {
  return { code: 'license-digest-stated', detail: `${location} states it.` };
}

const mostNamed = 5;

function sourcesOf(claims: readonly Claim[]): string {
  const from = [...new Set(claims.map((claim) => claim.from))];
  const more = from.length > mostNamed ? ` and ${String(from.length - mostNamed)} more` : '';
  return `${from.slice(0, mostNamed).join(', ')}${more}`;
}

/** What was written down from the server's own answer: it says that nothing has changed since, not that it was right. */
function isFirstUse(origin: DigestSource): boolean {
  return origin === 'first-use' || origin === 'lockfile';
}
