/** What is inside an archive, and what is wrong with it: the result of listing without extracting. */

import type { LicenseFile } from './package-description.js';

/**
 * `npm-tgz`: gzip of tar, one root folder. `gem`: tar of gzipped members, data.tar.gz among them. `zip`: a ZIP archive of
 * any content, as Composer's packages are.
 */
export type ArchiveFormat = 'npm-tgz' | 'gem' | 'zip';

/** Entry types that Assay tells apart; anything else is a problem, not an entry. */
export type EntryType = 'file' | 'directory' | 'symlink' | 'hardlink';

/** One entry of an archive. */
export interface ArchiveEntry {
  /** The full path in the archive, as UTF-8 text. Attacker-controlled; never used as a path. */
  readonly path: string;
  readonly type: EntryType;
  /** Permission bits. */
  readonly mode: number;
  /** Content bytes; 0 for anything but files. */
  readonly size: number;
  /** SHA-256 of a file's content, lowercase hex. */
  readonly sha256?: string;
  /** Target of a symlink or hardlink. */
  readonly linkTarget?: string;
  /** The container the entry is in, for nested archives (`data.tar.gz` in a gem). */
  readonly within?: string;
}

/**
 * `refuse`: readers disagree about what the archive holds, or it would write outside its folder: the archive is refuted.
 * `limit`: a cap was reached, so the rest is not known: refuted too, since no honest package comes near the caps.
 * `note`: odd, but every client treats it the same way.
 */
export type ProblemSeverity = 'refuse' | 'limit' | 'note';

/** One thing wrong with an archive. */
export interface ArchiveProblem {
  /** Stable, kebab-case, owned by `archive` (its README lists them). */
  readonly code: string;
  readonly severity: ProblemSeverity;
  /** The entry it is about. Attacker-controlled. */
  readonly path?: string;
  /** One sentence. */
  readonly detail: string;
}

/** A listing. Complete unless a problem of severity `limit` or a structural `refuse` ended it early. */
export interface ArchiveListing {
  readonly format: ArchiveFormat;
  readonly entries: readonly ArchiveEntry[];
  readonly problems: readonly ArchiveProblem[];
  /** Content of the small members that were asked for and found, by the name they were asked under. */
  readonly members: ReadonlyMap<string, Uint8Array>;
  /** True when the walk reached the archive's end. */
  readonly complete: boolean;
  /** Only where they were asked for: the first few files that by their names hold licences or notices, by path. */
  readonly licenseFiles?: readonly LicenseFile[];
}

/** The same of files that lie unpacked in a folder; paths are below it. */
export type FileListing = Omit<ArchiveListing, 'format'>;
