/** What makes a result the same one in the next run. */

import { digestOfJson } from '@assay/model';

/** What a result is about. */
interface FingerprintParts {
  readonly check: string;
  readonly code: string;
  readonly purl: string;
  readonly lockfile: string;
  /** The package's file, where it has several. */
  readonly file: string;
  readonly phase: string;
}

/** Tells results that are about the same thing apart. One for each rendering. */
export type Fingerprinter = (parts: FingerprintParts) => Readonly<Record<string, string>>;

/**
 * Fingerprints that neither lines, nor order, nor other packages, nor any digest change: SHA-256 of check, code, purl, lockfile, file
 * and phase, and a number where several results share these. GitHub reads `primaryLocationLineHash` alone.
 */
export function createFingerprinter(): Fingerprinter {
  const seen = new Map<string, number>();
  return ({ check, code, purl, lockfile, file, phase }) => {
    const parts = [check, code, purl, lockfile, file, phase].map((part) => part.toWellFormed());
    const { value } = digestOfJson(parts);
    const nth = (seen.get(value) ?? 0) + 1;
    seen.set(value, nth);
    return {
      'assayFinding/v1': nth === 1 ? value : `${value}/${String(nth)}`,
      primaryLocationLineHash: `${value.slice(0, 16)}:${String(nth)}`,
    };
  };
}
