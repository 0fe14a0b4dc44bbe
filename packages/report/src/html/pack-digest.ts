/** Digests in two thirds of their length. */

import { formatDigest, formatSri, type Digest } from '@assay/model';
import { shown } from './package-text.js';
import { packedAlgorithms } from './report-data.js';

/** Index of the algorithm and unpadded base64; what is no hex of a known algorithm stands behind a `?` as it is. */
export function packDigest(digest: Digest): string {
  const index = packedAlgorithms.indexOf(digest.alg);
  if (index < 0 || !/^(?:[0-9a-f]{2})+$/u.test(digest.value)) return `?${shown(formatDigest(digest))}`;
  return `${String(index)}${formatSri(digest)
    .slice(digest.alg.length + 1)
    .replace(/=+$/u, '')}`;
}
