/** What an entry is by its external attributes (APPNOTE §4.4.15), which readers take more or less seriously. */

import type { EntryType } from '@assay/model';
import type { ProblemCode } from './archive-problems.js';

/** Type and permission bits of an entry, or why it has no type that all readers agree on. */
export type ZipKind = { readonly type: EntryType; readonly mode: number } | ProblemCode;

/** Systems whose archives carry a Unix mode (APPNOTE §4.4.2): Unix and OS X. */
const unixSystems: ReadonlySet<number> = new Set([3, 19]);
/** FAT, Macintosh, NTFS in both numbers, VFAT: the mode is there or zero, and readers differ on whether to look. */
const otherSystems: ReadonlySet<number> = new Set([0, 7, 10, 11, 14]);

const dosFolder = 0x10;
/** Volume label (Info-ZIP's unzip leaves such entries out), device, reparse point: nothing a file has. */
const dosSpecial = 0x08 | 0x40 | 0x400;

const typeMask = 0o170000;
const unixType = { file: 0o100000, directory: 0o040000, symlink: 0o120000 } as const;

/** Judges the attributes of the entry called `path`; a slash at its end makes it a folder to every reader. */
export function zipKind(path: string, madeBy: number, external: number): ZipKind {
  const folder = path.endsWith('/');
  const system = madeBy >> 8;
  const mode = external >>> 16;
  const unix = unixSystems.has(system);
  if (!unix && !otherSystems.has(system)) return 'zip-attributes';
  if ((external & dosSpecial) !== 0 || ((external & dosFolder) !== 0 && !folder)) return 'zip-attributes';
  const type = typeOf(mode & typeMask, folder, unix);
  if (type !== 'file' && type !== 'directory' && type !== 'symlink') return type;
  const stated = unix || mode !== 0;
  return { type, mode: stated ? mode & 0o7777 : folder ? 0o755 : 0o644 };
}

function typeOf(bits: number, folder: boolean, unix: boolean): 'file' | 'directory' | 'symlink' | ProblemCode {
  if (bits === 0) return folder ? 'directory' : 'file';
  if (bits === unixType.file) return folder ? 'entry-folder-file' : 'file';
  if (bits === unixType.directory) return folder ? 'directory' : 'zip-attributes';
  if (bits !== unixType.symlink) return 'entry-device';
  if (folder) return 'entry-folder-file';
  return unix ? 'symlink' : 'zip-attributes';
}
