import { bytesOf } from './bytes-of.js';
import { rawZip, type RawZipEntry } from './zip-builder.js';

/** A file to put into a ZIP archive. A path that ends in a slash is a folder. */
export interface ZipFile {
  /** Path below the root folder. */
  readonly path: string;
  readonly content?: string | Uint8Array;
  /** Permission bits: 0644 when not given, 0755 for a folder. */
  readonly mode?: number;
}

/** What goes into a ZIP archive. */
export interface ZipOptions {
  readonly files: readonly ZipFile[];
  /** A root folder that all files lie in, as GitHub's zipballs have one (`vendor-name-0123abc`); none when not given. */
  readonly root?: string;
  /** The archive's comment; git writes the commit's id there. */
  readonly comment?: string;
  /** True to write nothing compressed: the same bytes everywhere, for digests that are written down in a test. */
  readonly stored?: boolean;
}

/** Flag 11 (APPNOTE §4.4.4): the name is UTF-8. */
const utf8Flag = 0x0800;
const plainFile = 0o100000;
const folder = 0o040000;

/**
 * An honest ZIP archive of the files in the given order, a root folder first: fixed times, made on Unix, deflate where
 * there is content, no data descriptors, no extra fields.
 */
export function mintZip({ files, root, comment = '', stored = false }: ZipOptions): Uint8Array {
  const top = root === undefined ? '' : `${root}/`;
  const all = root === undefined ? files : [{ path: '' }, ...files];
  return rawZip({ entries: all.map((file) => entryOf(file, top, stored)), comment });
}

function entryOf({ path, content = '', mode }: ZipFile, top: string, stored: boolean): RawZipEntry {
  const name = top + path;
  const bytes = bytesOf(name);
  const unix = name.endsWith('/') ? folder | (mode ?? 0o755) : plainFile | (mode ?? 0o644);
  const flags = bytes.some((byte) => byte > 0x7f) ? utf8Flag : 0;
  return { name: bytes, content, mode: unix, flags, ...(stored ? { method: 0 } : {}) };
}
