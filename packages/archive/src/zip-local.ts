/** A local file header (APPNOTE §4.3.7): what a reader that goes forwards sees of an entry. */

import type { ProblemCode } from './archive-problems.js';
import { decodeText } from './tar-text.js';
import { readZipExtra } from './zip-extra.js';
import { elsewhere32, u16, u32, u64, zipFlag } from './zip-layout.js';

/** The header's part of an entry. */
export interface ZipLocal {
  /** The name as text. */
  readonly path: string;
  readonly flags: number;
  readonly method: number;
  /** True when sum and sizes follow the data. */
  readonly described: boolean;
  /** True when the sizes that follow the data have 64 bits. */
  readonly zip64: boolean;
  /** What the header states; null when it leaves that to the data descriptor. */
  readonly crc: number | null;
  readonly packedSize: number | null;
  readonly size: number | null;
}

/** How an entry's data is packed. */
export const zipMethod = { stored: 0, deflate: 8 } as const;

/** Flags that say how strongly deflate was tried (1, 2), that sizes follow (3), and that names are UTF-8 (11). */
const harmlessFlags = 0b110 | zipFlag.descriptor | zipFlag.utf8;
/** Encrypted, strongly encrypted, header values masked (0, 6, 13). */
const encryptionFlags = zipFlag.encrypted | 0x40 | 0x2000;
/** ZIP64 is 4.5; what came later is other methods and encryption. */
const maxVersion = 45;

/** Reads a header: its fixed part, and the name and extra fields that follow. */
export function readZipLocal(head: Uint8Array, name: Uint8Array, extra: Uint8Array): ZipLocal | ProblemCode {
  const flags = u16(head, 6);
  const method = u16(head, 8);
  const unreadable = featureProblem(u16(head, 4), flags, method);
  if (unreadable !== null) return unreadable;
  const path = zipName(name, flags);
  if (path === null) return (flags & zipFlag.utf8) === 0 ? 'zip-name-encoding' : 'name-not-utf8';
  const fields = readZipExtra(extra, name);
  if (typeof fields === 'string') return fields;
  const described = (flags & zipFlag.descriptor) !== 0;
  const stated = { crc: u32(head, 14), packedSize: u32(head, 18), size: u32(head, 22) };
  const sizes = described ? describedSizes(stated, fields.zip64) : localSizes(stated, fields.zip64);
  if (sizes === null) return 'zip64-sizes';
  return { path, flags, method, described, zip64: fields.zip64 !== undefined, ...sizes };
}

/** Why no reader, or not every reader, takes an entry with this version, flags and method. */
export function featureProblem(version: number, flags: number, method: number): ProblemCode | null {
  if ((flags & encryptionFlags) !== 0) return 'zip-encrypted';
  if ((flags & ~harmlessFlags) !== 0) return 'zip-flags';
  if (method !== zipMethod.stored && method !== zipMethod.deflate) return 'zip-method';
  return (version & 0xff) > maxVersion ? 'zip-version' : null;
}

/** Without flag 11 a name is in some code page: only ASCII reads alike. Null when it is not text that reads alike. */
export function zipName(name: Uint8Array, flags: number): string | null {
  if ((flags & zipFlag.utf8) === 0 && name.some((byte) => byte > 0x7f)) return null;
  return decodeText(name, 0, name.length);
}

type Sizes = Pick<ZipLocal, 'crc' | 'packedSize' | 'size'>;
interface Stated {
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
}

/** In a local header both sizes stand in the ZIP64 field or neither does (APPNOTE §4.5.3). */
function localSizes(stated: Stated, zip64: Uint8Array | undefined): Sizes | null {
  const { crc, packedSize, size } = stated;
  const away = [packedSize, size].filter((value) => value === elsewhere32).length;
  if (zip64 === undefined) return away === 0 ? stated : null;
  return away === 2 && zip64.length === 16 ? { crc, packedSize: u64(zip64, 8), size: u64(zip64, 0) } : null;
}

/**
 * Before a data descriptor, zero says nothing. A ZIP64 field announces sizes of 64 bits; it may be empty where the header
 * does not point to it.
 */
function describedSizes(stated: Stated, zip64: Uint8Array | undefined): Sizes | null {
  const said = (value: number) => (value === 0 ? null : value);
  const { crc, packedSize, size } = stated;
  const away = [packedSize, size].filter((value) => value === elsewhere32).length;
  if (zip64 === undefined) {
    return away === 0 ? { crc: said(crc), packedSize: said(packedSize), size: said(size) } : null;
  }
  const blank = packedSize === 0 && size === 0;
  if (blank && zip64.length === 0) return { crc: said(crc), packedSize: null, size: null };
  if ((!blank && away !== 2) || zip64.length !== 16) return null;
  return { crc: said(crc), packedSize: said(u64(zip64, 8)), size: said(u64(zip64, 0)) };
}
