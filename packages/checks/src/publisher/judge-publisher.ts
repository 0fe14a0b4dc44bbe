import type { ExpectedPublisher } from '@assay/model';
import { matchPublisher, type PublisherCode, type PublisherMatch } from '@assay/signature';
import type { CheckResult } from '../check.js';
import { describeBuild } from '../attested/describe-build.js';
import type { ownPublisherCodes } from './codes.js';
import { familyOf, type NamedSigner, type Witness } from './witness.js';

type Result = CheckResult<PublisherCode | keyof typeof ownPublisherCodes | 'trusted-root-expired'>;

/** The version under judgement. */
export interface VersionAbout {
  readonly version: string;
  readonly inRange: (range: string) => boolean | null;
  /** RFC 3339 UTC. */
  readonly at: string;
}

/**
 * Compares who signed with who should have. Of the kinds of evidence in which an expected publisher of this version would show, every
 * signer must be an expected one: somebody else's valid signature beside the right one is not passed over. Where none of them
 * names a signer, what came of them decides.
 */
export function judgePublisher(
  expected: readonly ExpectedPublisher[],
  witnesses: readonly Witness[],
  about: VersionAbout,
): Result {
  const applying = expected.filter(({ versions }) => versions === undefined || about.inRange(versions) !== false);
  if (applying.length === 0) {
    const detail = `No expected publisher is for version ${about.version}.`;
    return { code: 'publisher-none-applies', detail };
  }
  const families = new Set(applying.map(familyOf));
  const asked = witnesses.filter(({ family }) => families.has(family));
  const named = asked.flatMap(({ signers }) => signers);
  if (named.every(({ attestsOnly }) => attestsOnly === true)) return notNamed(asked);
  const refuted = asked.find(({ outcome }) => outcome === 'refuted');
  if (refuted !== undefined) return { code: 'publisher-evidence-refuted', detail: refuted.detail };
  return compareAll(applying, named, about);
}

function notNamed(asked: readonly Witness[]): Result {
  const by = (outcome: Witness['outcome']) => asked.find((witness) => witness.outcome === outcome);
  const refuted = by('refuted');
  if (refuted !== undefined) return { code: 'publisher-evidence-refuted', detail: refuted.detail };
  const expired = asked.find(({ code }) => code === 'trusted-root-expired');
  if (expired !== undefined) return { code: 'trusted-root-expired', detail: expired.detail };
  const unknown = by('unknown');
  if (unknown !== undefined) return { code: 'publisher-not-verified', detail: unknown.detail };
  const told = asked.map(({ detail }) => detail).join(' ');
  return { code: 'publisher-not-shown', detail: told === '' ? 'Nothing that is looked at here names a signer.' : told };
}

function compareAll(
  applying: readonly ExpectedPublisher[],
  named: readonly NamedSigner[],
  about: VersionAbout,
): Result {
  const compared = named.map((signer) => matchPublisher(applying, { ...signer, ...about }));
  const other = compared.filter((match): match is Extract<PublisherMatch, { match: false }> => !match.match);
  const [worst] = other.filter(({ code }) => code !== 'publisher-kind-mismatch');
  const mismatch = worst ?? other[0];
  if (mismatch !== undefined) return { code: mismatch.code, detail: mismatch.detail };
  const told = named.map(({ signer, signedAt }) => describeBuild(signer, signedAt));
  return {
    code: restsOnClaim(compared, named) ? 'publisher-time-unauthenticated' : 'publisher-expected',
    detail: told.join(' '),
  };
}

/** True where an unsigned publish time decided: about the signature itself, or about the days in which a publisher counts. */
function restsOnClaim(compared: readonly PublisherMatch[], named: readonly NamedSigner[]): boolean {
  return (
    named.some(({ timeIsClaimed }) => timeIsClaimed === true) ||
    compared.some((match) => match.match && match.days === 'published-at')
  );
}
