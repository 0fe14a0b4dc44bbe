/** Changes of bytes that know nothing of a format. */

import { joinBytes } from '../tar-builder.js';
import type { Random } from '../random.js';

/** Bytes that mean something in one format or another: NUL, white space, digits, separators, signs, the ends of ranges. */
const tellingBytes = [
  0, 1, 0x09, 0x0a, 0x20, 0x22, 0x2d, 0x2e, 0x2f, 0x30, 0x37, 0x39, 0x5c, 0x7f, 0x80, 0xbf, 0xc0, 0xff,
];

/** Numbers at which readers go wrong: none, one, signs, the ends of 8, 16 and 32 bits. */
const boundaryNumbers = [0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

type ByteChange = (random: Random, bytes: Uint8Array, other: Uint8Array) => Uint8Array;

const changes: readonly ByteChange[] = [
  flipBit,
  setByte,
  setByte,
  setNumber,
  insertBytes,
  deleteBytes,
  duplicateBytes,
  splice,
  cutOff,
];

/** The bytes with one change; `other` is what pieces are borrowed from. Neither input is written to. */
export function mutateBytes(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  return random.pick(changes)(random, bytes, other);
}

function flipBit(random: Random, bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes);
  const at = random.below(out.length);
  if (out.length > 0) out[at] = (out[at] ?? 0) ^ (1 << random.below(8));
  return out;
}

function setByte(random: Random, bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes);
  if (out.length > 0) out[random.below(out.length)] = random.pick(tellingBytes);
  return out;
}

/** A number of one, two or four bytes, in either order, where there may be one. */
function setNumber(random: Random, bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes);
  const width = random.pick([1, 2, 4]);
  if (out.length < width) return out;
  const at = random.below(out.length - width + 1);
  const value = random.pick(boundaryNumbers);
  const bigEndian = random.below(2) === 0;
  for (let i = 0; i < width; i++) out[at + i] = value >>> (8 * (bigEndian ? width - 1 - i : i));
  return out;
}

function insertBytes(random: Random, bytes: Uint8Array): Uint8Array {
  const piece = Uint8Array.from({ length: 1 + random.below(4) }, () => random.pick(tellingBytes));
  return replaced(bytes, { start: random.below(bytes.length + 1), length: 0 }, piece);
}

function deleteBytes(random: Random, bytes: Uint8Array): Uint8Array {
  return replaced(bytes, range(random, bytes), new Uint8Array());
}

function duplicateBytes(random: Random, bytes: Uint8Array): Uint8Array {
  const { start, length } = range(random, bytes);
  return replaced(bytes, { start, length: 0 }, bytes.subarray(start, start + length));
}

/** A piece of the other in place of one of ours. */
function splice(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const { start, length } = range(random, other);
  return replaced(bytes, range(random, bytes), other.subarray(start, start + length));
}

function cutOff(random: Random, bytes: Uint8Array): Uint8Array {
  return bytes.slice(0, random.below(bytes.length + 1));
}

interface Range {
  readonly start: number;
  readonly length: number;
}

/** Mostly short, now and then anything. */
function range(random: Random, bytes: Uint8Array): Range {
  const start = random.below(bytes.length + 1);
  const rest = bytes.length - start;
  return { start, length: random.below(1 + (random.below(4) === 0 ? rest : Math.min(rest, 16))) };
}

function replaced(bytes: Uint8Array, { start, length }: Range, piece: Uint8Array): Uint8Array {
  return joinBytes([bytes.subarray(0, start), piece, bytes.subarray(start + length)]);
}
