/**
 * Extra fields of a header (APPNOTE §4.5): those that carry times and owners are skipped, those that say what the entry is
 * or what it is called must say the same as the header.
 */

import { crc32 } from 'node:zlib';
import type { ProblemCode } from './archive-problems.js';
import { u16, u32 } from './zip-layout.js';

const zip64Id = 0x0001;
const unicodePathId = 0x7075;

const asiId = 0x756e;

/**
 * Strong encryption (0x0014-0x0019) and AES (0x9901): the data is not what it seems. PKWARE's Unix field may hold a link's
 * target, libarchive's `xl` a mode: to those who read them, the entry may be of another type.
 */
const encryptionIds: ReadonlySet<number> = new Set([0x0014, 0x0015, 0x0016, 0x0017, 0x0018, 0x0019, 0x9901]);
const typeIds: ReadonlySet<number> = new Set([0x000d, 0x6c78]);

/** What of a header's extra fields matters. */
export interface ZipExtra {
  /** Data of the ZIP64 field. */
  readonly zip64?: Uint8Array;
}

const none: ZipExtra = {};

/** Reads the extra fields that stand with the name `name`, as it is in the header. */
export function readZipExtra(extra: Uint8Array, name: Uint8Array): ZipExtra | ProblemCode {
  if (extra.length === 0) return none;
  let zip64: Uint8Array | undefined;
  let unicode = false;
  for (let at = 0; at < extra.length;) {
    const field = fieldAt(extra, at);
    if (field === null) return 'zip-extra';
    const code = fieldProblem(field, name);
    if (code !== null) return code;
    if (field.id === zip64Id && zip64 !== undefined) return 'zip-extra-twice';
    if (field.id === unicodePathId && unicode) return 'zip-extra-twice';
    if (field.id === zip64Id) zip64 = field.data;
    if (field.id === unicodePathId) unicode = true;
    at += 4 + field.data.length;
  }
  return zip64 === undefined ? none : { zip64 };
}

interface Field {
  readonly id: number;
  readonly data: Uint8Array;
}

function fieldAt(extra: Uint8Array, at: number): Field | null {
  if (extra.length - at < 4) return null;
  const end = at + 4 + u16(extra, at + 2);
  return end > extra.length ? null : { id: u16(extra, at), data: extra.subarray(at + 4, end) };
}

function fieldProblem({ id, data }: Field, name: Uint8Array): ProblemCode | null {
  if (encryptionIds.has(id)) return 'zip-encrypted';
  if (typeIds.has(id) || (id === asiId && !isHarmlessMode(data, name))) return 'zip-extra-type';
  return id === unicodePathId && !isSameName(data, name) ? 'zip-unicode-path' : null;
}

/**
 * ASi's Unix field, as PHP's Phar writes it: sum, mode, length of a link's target, owner, group, target. Info-ZIP's unzip
 * takes the type from there when the attributes give none, so it must be none or what the name says.
 */
function isHarmlessMode(data: Uint8Array, name: Uint8Array): boolean {
  const type = u16(data, 4) & 0o170000;
  const usual = name.at(-1) === 0x2f ? 0o040000 : 0o100000;
  return data.length === 14 && u32(data, 6) === 0 && (type === 0 || type === usual);
}

/** Version 1, the sum of the header's name, and the same name once more (Info-ZIP's Unicode path, APPNOTE §4.6.9). */
function isSameName(data: Uint8Array, name: Uint8Array): boolean {
  const again = data.subarray(5);
  if (data[0] !== 1 || data.length < 5 || again.length !== name.length) return false;
  return u32(data, 1) === crc32(name) && again.every((byte, i) => byte === name[i]);
}
