import { formatDigest, isStrong, parseSri, type Digest } from '@assay/model';

/** Room for dozens of digests; npm signs over one. */
const longestIntegrity = 4096;

/**
 * What the integrity that a registry signed has to do with the bytes at hand.
 *
 * - `bound`: a strong digest (SHA-256 or longer) is equal, and none differs.
 * - `weakly-bound`: only MD5 or SHA-1 are equal.
 * - `not-comparable`: no algorithm in common.
 * - `different`: some digest of the same algorithm differs, weak ones included: a digest list is a conjunction.
 * - `malformed`: a part of it is no digest.
 */
export type Binding =
  | { readonly result: 'bound'; readonly digest: Digest }
  | { readonly result: 'weakly-bound' }
  | { readonly result: 'not-comparable' }
  | { readonly result: 'different'; readonly detail: string }
  | { readonly result: 'malformed'; readonly detail: string };

/** Compares every digest in the signed text with every digest of the same algorithm that is pinned or was computed. */
export function compareSigned(signedIntegrity: string, expected: readonly Digest[]): Binding {
  const parts = signedIntegrity.length > longestIntegrity ? [] : parseSri(signedIntegrity);
  if (parts.length === 0) return { result: 'malformed', detail: 'The signed integrity holds no digest.' };
  let bound: Digest | null = null;
  let weakly = false;
  for (const part of parts) {
    if ('malformed' in part) return { result: 'malformed', detail: 'A part of the signed integrity is no digest.' };
    const { digest } = part;
    for (const other of expected) {
      if (other.alg !== digest.alg) continue;
      if (other.value !== digest.value) return different(digest, other);
      if (isStrong(digest.alg)) bound ??= digest;
      else weakly = true;
    }
  }
  if (bound !== null) return { result: 'bound', digest: bound };
  return { result: weakly ? 'weakly-bound' : 'not-comparable' };
}

function different(signed: Digest, expected: Digest): Binding {
  return { result: 'different', detail: `Signed is ${formatDigest(signed)}, expected ${formatDigest(expected)}.` };
}
