/**
 * The data that a report brings along for its table: columns instead of objects, every text once, and what many packages share told once.
 * Numbers are indexes. Written by `packageData`, read by `packages/report/client`.
 */

/** Worst first, as the table shows them. */
export const decisions = ['fail', 'unverified', 'warn', 'waived', 'pass'] as const;

/** Worst first. */
export const outcomes = ['refuted', 'absent', 'unknown', 'proven', 'not-applicable'] as const;

/** By the first character of a packed digest. The others stand as they are, behind a `?`. */
export const packedAlgorithms = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'] as const;

/**
 * Stand in texts for what differs from package to package: the name of its first file, its name, its version, its name as package URLs
 * write it. They are private characters, which visible text never holds.
 */
export const placeholders = ['\ue000', '\ue001', '\ue002', '\ue003'] as const;

/** Texts: check, code, what it means, what to do. */
export type CodeRow = readonly [check: number, code: number, text: number, next: number];

/**
 * Code, index of the outcome, text of the detail, text of the file (-1: none), text of the phase (-1: none), text of the excerpt (-1: none), and
 * the evidence as positions in the package's own list of digests.
 */
export type FindingRow = readonly [
  code: number,
  outcome: number,
  detail: number,
  file: number,
  phase: number,
  excerpt: number,
  evidence: readonly number[],
];

/** Texts of name, platform and URL (-1: none); pins as positions in the package's digests; texts that are no digest. */
export type FileRow = readonly [
  name: number,
  platform: number,
  url: number,
  pins: readonly number[],
  malformed: readonly number[],
];

/** Lockfile, text of the scope, text of the entry, texts of other names. Its line is the package's. */
export type PlaceRow = readonly [lockfile: number, scope: number, path: number, aliases: readonly number[]];

/** A check's text, and its facts: label and value; a value below zero is the position -1 - value in the package's digests. */
export type VoucherRow = readonly [check: number, facts: readonly (readonly [label: number, value: number])[]];

/** One column for each thing known of a package. */
export interface PackageColumns {
  readonly name: readonly number[];
  readonly version: readonly number[];
  /** Text of its first file's name, without placeholders of the first kind; -1 where it has none. */
  readonly file: readonly number[];
  /** In {@link decisions}. */
  readonly decision: readonly number[];
  readonly ecosystem: readonly number[];
  /** Text of the subject id. */
  readonly id: readonly number[];
  /** Text. */
  readonly source: readonly number[];
  /** The package that pulls it in; -1 for what the project asks for itself. */
  readonly parent: readonly number[];
  /** In the lists of the same names. */
  readonly findings: readonly number[];
  readonly because: readonly number[];
  readonly files: readonly number[];
  readonly places: readonly number[];
  readonly vouchers: readonly number[];
  readonly waivers: readonly number[];
  readonly bundles: readonly number[];
  readonly conflicts: readonly number[];
  /** In `digests`. */
  readonly digests: readonly (readonly number[])[];
  /** One for each place. */
  readonly lines: readonly (readonly number[])[];
}

/** Everything. */
export interface ReportData {
  readonly format: 1;
  readonly texts: readonly string[];
  /** Index of the algorithm and unpadded base64, without a separator. */
  readonly digests: readonly string[];
  readonly codes: readonly CodeRow[];
  readonly findings: readonly FindingRow[];
  /** Texts. */
  readonly lockfiles: readonly number[];
  /** Texts, one sentence each. */
  readonly waivers: readonly number[];
  readonly lists: {
    readonly findings: readonly (readonly number[])[];
    /** Positions in the package's list of findings. */
    readonly because: readonly (readonly number[])[];
    readonly files: readonly (readonly FileRow[])[];
    readonly places: readonly (readonly PlaceRow[])[];
    readonly vouchers: readonly (readonly VoucherRow[])[];
    readonly waivers: readonly (readonly number[])[];
    /** Texts. */
    readonly bundles: readonly (readonly number[])[];
    /** Texts. */
    readonly conflicts: readonly (readonly number[])[];
  };
  readonly packages: PackageColumns;
}
