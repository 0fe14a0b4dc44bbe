/**
 * Whether a licence token is the issuer's, and the customer's: read as data, never by running the package that brings it. In this
 * order, and the first that speaks ends it: form, revocation, expected fingerprints, the issuer's key, claims, entity, times. A list of
 * revoked tokens that cannot be read leaves nothing better than `unknown`.
 */

import { AssayError } from '@assay/model';
import { licenseTokenCodes, type LicenseTokenCode } from '../codes/license-token-codes.js';
import { refuse, type Refusal } from '../outcome.js';
import { shown } from '../provenance/shown.js';
import { judgeInstant } from '../registry/judge-instant.js';
import type { PublicKey } from '../sigstore/public-key.js';
import type { LicenseTokenRules } from './license-token-rules.js';
import { licenseTokenVerdict, type LicenseTokenVerdict } from './license-token-verdict.js';
import { readMd5Trailer } from './md5-trailer.js';
import { readOpaqueToken, readTextToken } from './plain-token.js';
import { readJwt } from './read-jwt.js';
import { readTokenRules } from './read-token-rules.js';
import { recoverToken } from './recover-token.js';
import type { RevocationList, RevocationListProblem } from './revocation-list.js';
import { tokenFingerprint, trimWhiteSpace } from './token-fingerprint.js';
import { isReading, type TokenAnswer, type TokenReading } from './token-reading.js';

/** What is known beside the token and its rules. */
export interface LicenseTokenContext {
  /** The judge's time, RFC 3339 in UTC. */
  readonly at: string;
  /** What `parseRevocationList` answered; absent: the issuer has no list, or nobody asks for it. */
  readonly revoked?: RevocationList | RevocationListProblem;
}

const maxBytes = 1024 * 1024;

/**
 * Judges the bytes of a token by its rules. Never throws for any token; throws AssayError `ERR_POLICY` for rules that no token can
 * be held to (see `licenseTokenRulesProblem`), `ERR_INTERNAL` when `at` is no time. `proven` needs a signature by a pinned key, or an
 * expected fingerprint; everything a rule asks for must hold as well.
 */
export function verifyLicenseToken(
  token: Uint8Array,
  rules: LicenseTokenRules,
  { at, revoked }: LicenseTokenContext,
): LicenseTokenVerdict {
  const keys = readTokenRules(rules);
  if (typeof keys === 'string') {
    throw new AssayError('ERR_POLICY', keys, {
      hint: 'Correct the token rules of this licence in the policy or profile.',
    });
  }
  const fingerprint = tokenFingerprint(token);
  const asked: Asked = { rules, keys, fingerprint, now: judgeInstant(at), revoked: fingerprintsOf(revoked) };
  const answer = refusedUnread(token, asked) ?? readToken(token, asked);
  const reading = isReading(answer) ? answer : null;
  const found = isReading(answer) ? judgeReading(answer, asked) : answer;
  return licenseTokenVerdict(unlessUnreadable(found, revoked), fingerprint, reading);
}

interface Asked {
  readonly rules: LicenseTokenRules;
  readonly keys: readonly PublicKey[];
  readonly fingerprint: string;
  readonly now: number;
  readonly revoked: ReadonlySet<string>;
}

type Found = Pick<TokenReading, 'code' | 'detail'>;

function fingerprintsOf(revoked: LicenseTokenContext['revoked']): ReadonlySet<string> {
  return revoked !== undefined && 'fingerprints' in revoked ? revoked.fingerprints : new Set();
}

/** What can be said without reading it. */
function refusedUnread(token: Uint8Array, { rules, fingerprint, revoked }: Asked): Refusal<LicenseTokenCode> | null {
  if (token.length > maxBytes) return refuse('license-token-malformed', `It has more than ${maxBytes} bytes.`);
  if (trimWhiteSpace(token).length === 0) return refuse('license-token-malformed', 'It is empty.');
  if (revoked.has(fingerprint))
    return refuse('license-token-revoked', `Its fingerprint ${fingerprint} is on the list.`);
  const { fingerprints = [] } = rules;
  if (fingerprints.length === 0 || fingerprints.includes(fingerprint)) return null;
  return refuse('license-token-fingerprint-mismatch', `Its fingerprint is ${fingerprint}.`);
}

function readToken(token: Uint8Array, { rules, keys }: Asked): TokenAnswer {
  switch (rules.scheme) {
    case 'rsa-recover':
      return recoverToken(token, keys);
    case 'jwt':
      return readJwt(token, keys, rules);
    case 'text':
      return readTextToken(token, rules.shape);
    case 'md5-trailer':
      return readMd5Trailer(token);
    case 'opaque':
      return readOpaqueToken(token);
  }
}

function judgeReading(reading: TokenReading, asked: Asked): Found {
  const against =
    revokedTwin(reading, asked) ?? reading.objection ?? entityMismatch(reading, asked) ?? timeProblem(reading, asked);
  if (against !== null) return against;
  const { fingerprints = [] } = asked.rules;
  const isPinned = fingerprints.includes(asked.fingerprint) && reading.code !== 'license-token-verified';
  return isPinned ? refuse('license-token-pinned', `Its fingerprint is ${asked.fingerprint}.`) : reading;
}

/** The revoked token, written in the other way that its signature can be. */
function revokedTwin({ otherFingerprints = [] }: TokenReading, { revoked }: Asked): Found | null {
  const listed = otherFingerprints.find((other) => revoked.has(other));
  return listed === undefined ? null : refuse('license-token-revoked', `The same token is on the list as ${listed}.`);
}

function entityMismatch({ entity }: TokenReading, { rules }: Asked): Found | null {
  if (rules.entity === undefined || rules.entity === entity) return null;
  const said = entity === null ? 'It names nobody' : `It names ${shown(entity)}`;
  return refuse('license-token-other-entity', `${said}, not ${shown(rules.entity)}.`);
}

/** A forgeable date decides nothing, and where it is a vendor's it says until when there are updates, not until when it holds. */
function timeProblem(
  { code, notBefore = 0, notAfter = Infinity, issuedAt = 0 }: TokenReading,
  { now }: Asked,
): Found | null {
  if (code !== 'license-token-verified') return null;
  const start = Math.max(notBefore, issuedAt);
  if (start > now) return refuse('license-token-not-yet-valid', `It starts at ${new Date(start).toISOString()}.`);
  return notAfter <= now ? refuse('license-token-expired', `It ended at ${new Date(notAfter).toISOString()}.`) : null;
}

function unlessUnreadable(found: Found, revoked: LicenseTokenContext['revoked']): Found {
  const isRefuted = licenseTokenCodes[found.code].outcome === 'refuted';
  return isRefuted || revoked === undefined || 'fingerprints' in revoked ? found : revoked;
}
