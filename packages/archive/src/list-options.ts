/** What a caller wants of an archive, made ready. */

import type { ArchiveFormat } from '@assay/model';
import { resolveLimits, type ArchiveLimits } from './archive-limits.js';
import { requestedMembers, type RequestedMembers } from './requested-members.js';

/** How to list an archive. */
export interface ListOptions {
  readonly format: ArchiveFormat;
  /**
   * Files whose content is wanted. `npm-tgz`: paths without the root folder (`package.json`). `gem`: members as RubyGems
   * calls them (`metadata.gz`, `checksums.yaml.gz`, `data.tar.gz.sig`), those ending in `.gz` returned inflated, and
   * files of the package as `data.tar.gz!/lib/x.rb`; data.tar.gz itself cannot be had. `zip`: full paths, or a star for the
   * archive's root folder, as in `\*\/composer.json` without the backslashes, found only when all entries lie in one.
   */
  readonly members: readonly string[];
  readonly limits?: Partial<ArchiveLimits>;
  /** True to have the SHA-256 of every file, not only of those where it matters. Roughly doubles the work. */
  readonly hashEntries?: boolean;
  /** True to have the files that by their names hold licences and notices: sixteen at most, with the text of the small ones. */
  readonly licenseFiles?: boolean;
}

/** Options with everything filled in. */
export interface ListJob {
  readonly limits: ArchiveLimits;
  readonly requested: RequestedMembers;
  /** The same names as they were given. */
  readonly names: readonly string[];
  readonly hashEntries: boolean;
  readonly licenseFiles: boolean;
}

/** Throws AssayError `ERR_USAGE` for impossible limits. */
export function listJob(options: ListOptions): ListJob {
  const { members, limits, hashEntries = false, licenseFiles = false } = options;
  return {
    limits: resolveLimits(limits),
    requested: requestedMembers(members),
    names: members,
    hashEntries,
    licenseFiles,
  };
}
