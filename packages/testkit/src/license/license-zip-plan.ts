import type { RawZipEntry } from '../zip-builder.js';
import type { FilesPlan } from './files-plan.js';

/** What a zip is made of before it is packed: where mistakes are made. */
export interface LicenseZipPlan extends FilesPlan {
  /** The composer.json inside. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Entries after the files, below the root folder. */
  readonly entries: readonly (RawZipEntry & { readonly name: string })[];
}
