import type { RawTarEntry } from '../tar-builder.js';
import type { FilesPlan } from './files-plan.js';

/** What a tarball is made of before it is packed: where mistakes are made. */
export interface LicenseTarballPlan extends FilesPlan {
  /** The package.json inside. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Entries after the files; names as they stand in the archive. */
  readonly entries: readonly RawTarEntry[];
}
