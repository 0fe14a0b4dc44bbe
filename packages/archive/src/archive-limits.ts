/** How much of an archive Assay is willing to look at. The sizes an archive declares are never believed. */

import { AssayError } from '@assay/model';

/** Caps on one archive, nested archives included. All are positive whole numbers. */
export interface ArchiveLimits {
  /** Bytes that all gzip members, or all entries of a ZIP, together may inflate to. */
  readonly maxUnpackedBytes: number;
  /** Entries of one tar or ZIP, and folders that its paths imply. */
  readonly maxEntries: number;
  /** UTF-8 bytes of one path or link target. */
  readonly maxPathBytes: number;
  /** UTF-8 bytes of all paths and link targets of one tar or ZIP together. */
  readonly maxListedPathBytes: number;
  /** Inflated bytes per packed byte of one gzip member or ZIP, applied once it has inflated to 64 MiB. */
  readonly maxRatio: number;
  /** Bytes of one extension header (PAX record block, GNU long name). */
  readonly maxPaxBytes: number;
  /** Bytes of one requested member, inflated. */
  readonly maxMemberBytes: number;
}

/** Generous to every package seen in the public registries, and small against what an attacker can make. */
export const defaultLimits: ArchiveLimits = {
  maxUnpackedBytes: 4 * 1024 ** 3,
  maxEntries: 200_000,
  maxPathBytes: 1024,
  maxListedPathBytes: 16 * 1024 ** 2,
  maxRatio: 100,
  maxPaxBytes: 64 * 1024,
  maxMemberBytes: 8 * 1024 ** 2,
};

/** The ratio says nothing about small outputs: a page of zeros is not a bomb. */
export const ratioFloor = 64 * 1024 ** 2;

/** Fills in what is not given. Throws AssayError `ERR_USAGE` for a limit that is not a positive whole number. */
export function resolveLimits(given: Partial<ArchiveLimits> = {}): ArchiveLimits {
  const limits = { ...defaultLimits, ...given };
  for (const [name, value] of Object.entries<number>(limits)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new AssayError('ERR_USAGE', `The archive limit ${name} must be a positive whole number.`);
    }
  }
  return limits;
}
