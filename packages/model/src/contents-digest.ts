/** One digest for the files of a package, however they are packed. */

import type { Digest } from './digest.js';
import { digestOfJson } from './hash.js';
import { compareText } from './compare-text.js';

/** One file below the package's root, with the lowercase hex of its SHA-256. */
export interface HashedFile {
  readonly path: string;
  readonly sha256: string;
}

/**
 * SHA-256 over the RFC 8785 form of the list of `[path, sha256]`, sorted by path (UTF-16 code units). Covers `tree`: an archive and
 * its unpacked files have the same one, whatever their order, dates and modes. A path that stands twice counts twice.
 * Throws TypeError for a path with a lone surrogate.
 */
export function contentsDigest(files: readonly HashedFile[]): Digest {
  const pairs = files.map(({ path, sha256 }) => [path, sha256] as const);
  pairs.sort(([a, first], [b, second]) => compareText(a, b) || compareText(first, second));
  return { ...digestOfJson(pairs), covers: 'tree' };
}
