import type { GemMetadata } from '../gem-metadata.js';
import type { RawTarEntry } from '../tar-builder.js';
import type { TarFile } from '../write-tar.js';
import type { FilesPlan } from './files-plan.js';

/** What a gem is made of before it is packed: where mistakes are made. */
export interface LicenseGemPlan extends FilesPlan {
  readonly name: string;
  readonly version: string;
  /** Entries of data.tar after the files. */
  readonly entries: readonly RawTarEntry[];
  /** What the metadata says otherwise. */
  readonly spec: Partial<GemMetadata>;
  readonly checksums?: string;
  readonly extraMembers: readonly TarFile[];
}
