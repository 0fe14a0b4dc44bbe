/**
 * Licences as JSON Web Tokens. Verified here, with the platform's own signatures, and not by a JOSE library: those are asynchronous
 * because WebCrypto is, which a pure check cannot be, and most of what they do (key sets, encryption, keys in headers) must not be
 * done here. What is left is one algorithm for one pinned key over the exact text.
 */

import { asText } from '@assay/documents';
import { encodeUtf8 } from '../encoding/bytes.js';
import { refuse } from '../outcome.js';
import { shown } from '../provenance/shown.js';
import type { PublicKey } from '../sigstore/public-key.js';
import { isForKey, licenseTokenAlgorithm, twinSignature, verifiesJws } from './jwt-algorithm.js';
import { claimMismatch, jwtTimes, mistypedClaim } from './jwt-claims.js';
import { encodeBase64Url } from './base64url.js';
import { parseJwt, type JwtParts } from './jwt-token.js';
import type { LicenseTokenRules } from './license-token-rules.js';
import { shownClaims } from './token-claims.js';
import { tokenFingerprint } from './token-fingerprint.js';
import type { TokenAnswer } from './token-reading.js';

type JwtRules = Pick<LicenseTokenRules, 'algorithms' | 'claims' | 'entityClaim'>;

/** Claims that name the customer, where the rules do not say which; the first there is counts. */
const entityClaims = ['entity', 'licensee', 'sub'];

/** Reads a token of this scheme under the pinned keys. */
export function readJwt(token: Uint8Array, keys: readonly PublicKey[], rules: JwtRules): TokenAnswer {
  const parts = parseJwt(token);
  if (typeof parts === 'string') return refuse('license-token-malformed', parts);
  const alg = licenseTokenAlgorithm(parts.alg);
  const { algorithms = [] } = rules;
  if (alg === null || (algorithms.length > 0 && !algorithms.includes(alg))) {
    return refuse('license-token-algorithm-refused', `It names ${shown(parts.alg)}, which is not allowed.`);
  }
  if (keys.length === 0) return refuse('license-token-no-key', `It names ${alg}.`);
  const fitting = keys.filter((key) => isForKey(alg, key));
  if (fitting.length === 0) {
    return refuse('license-token-algorithm-refused', `It names ${alg}, which no pinned key is for.`);
  }
  const key = fitting.find((candidate) => verifiesJws(alg, candidate, parts.signed, parts.signature));
  if (key === undefined) return refuse('license-token-foreign-key', 'Its signature is by no pinned key.');
  return signedReading(parts, key, rules);
}

function signedReading(parts: JwtParts, key: PublicKey, rules: JwtRules): TokenAnswer {
  const { payload } = parts;
  const mistyped = mistypedClaim(payload);
  if (mistyped !== null) {
    const detail = `The issuer signed it, but its claim ${mistyped} is not of the type that it must be.`;
    return refuse('license-token-malformed', detail);
  }
  const objection = claimMismatch(payload, rules.claims ?? {});
  return {
    code: 'license-token-verified',
    detail: `The key sha256:${key.fingerprint} signed it.`,
    entity: entityOf(parts, rules),
    claims: shownClaims(payload),
    ...jwtTimes(payload),
    otherFingerprints: twins(parts, key),
    ...(objection === null ? {} : { objection }),
  };
}

function entityOf({ payload }: JwtParts, { entityClaim }: JwtRules): string | null {
  const names = entityClaim === undefined ? entityClaims : [entityClaim];
  const name = names.find((candidate) => payload.has(candidate));
  return name === undefined ? null : (asText(payload.get(name)) ?? null);
}

function twins({ signedText, signature }: JwtParts, key: PublicKey): readonly string[] {
  const twin = twinSignature(key, signature);
  return twin === null ? [] : [tokenFingerprint(encodeUtf8(`${signedText}.${encodeBase64Url(twin)}`))];
}
