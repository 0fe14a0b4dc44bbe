/** How much of an unpacked package is looked at: what is listed of an archive, and no more. */

import { defaultLimits } from '@assay/archive';

/** Caps on one tree. */
export interface TreeLimits {
  /** Files, folders and links. */
  readonly maxEntries: number;
  /** Bytes of all files together. */
  readonly maxBytes: number;
  /** Folders in folders. */
  readonly maxDepth: number;
  /** UTF-8 bytes of one path. */
  readonly maxPathBytes: number;
  /** Bytes of a file that is returned. */
  readonly maxMemberBytes: number;
}

/** The caps for a request that allows so many bytes. */
export function treeLimits(maxBytes: number): TreeLimits {
  const { maxEntries, maxPathBytes, maxMemberBytes, maxUnpackedBytes } = defaultLimits;
  return { maxEntries, maxPathBytes, maxMemberBytes, maxDepth: 128, maxBytes: Math.min(maxBytes, maxUnpackedBytes) };
}
