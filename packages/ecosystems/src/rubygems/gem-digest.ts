import { digestFromBase64, digestFromHex, type Digest, type DigestAlgorithm } from '@assay/model';

/**
 * Parses a digest as Bundler and the compact index write it: hex, or padded base64 in the standard or the URL-safe alphabet.
 * Null for anything else, wrong lengths and non-canonical base64 included.
 */
export function parseGemDigest(alg: DigestAlgorithm, text: string): Digest | null {
  return digestFromHex(alg, text) ?? digestFromBase64(alg, text.replaceAll('-', '+').replaceAll('_', '/'));
}
