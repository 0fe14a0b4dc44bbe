/** Changes of a tar's blocks after which header checksums are right, so that something besides the checksum must notice. */

import { bytesOf } from '../bytes-of.js';
import type { Random } from '../random.js';
import { joinBytes } from '../tar-builder.js';

const block = 512;

/** Bytes that mean something in headers. */
const telling = [0, 0x20, 0x2f, 0x2e, 0x5c, 0x0a, 0x3d, 0x2d, 0x80, 0xff, ...bytesOf('01234567xgLKSMVDNAB')];

/** Where the fields of a header start and end. */
const edges = [
  0, 1, 99, 100, 107, 108, 124, 135, 136, 147, 156, 157, 256, 257, 262, 263, 264, 265, 329, 345, 475, 476, 499, 500,
];

/** Start and length of name, size, type, link name, magic, prefix: what makes an entry another one. */
const fields = [
  [0, 100],
  [124, 12],
  [156, 1],
  [157, 100],
  [257, 8],
  [345, 155],
] as const;

/** Sizes that lead elsewhere: octal too long, base-256, negative, none, signs and spaces. */
const sizes = [
  '00000000000\0',
  '00000001000\0',
  '77777777777\0',
  '000000000001',
  ' 1 ',
  '0x10',
  '-1',
  '',
  '\x80',
  '\xff',
  '1 2',
  '8',
];

type BlockChange = (random: Random, blocks: Uint8Array[], other: readonly Uint8Array[]) => void;

const changes: readonly BlockChange[] = [
  dropBlock,
  doubleBlock,
  moveBlock,
  borrowBlock,
  zeroBlock,
  ...Array.from({ length: 6 }, () => changeByte),
  swapFields,
  changeSize,
];

/** The tar with one to three changes, now and then cut off. `other` is what blocks are borrowed from. */
export function mutateTar(random: Random, tar: Uint8Array, other: Uint8Array): Uint8Array {
  const blocks = blocksOf(tar);
  for (let count = 1 + random.below(3); count > 0; count--) random.pick(changes)(random, blocks, blocksOf(other));
  const mutant = joinBytes(blocks);
  return random.below(8) === 0 ? mutant.slice(0, random.below(mutant.length + 1)) : mutant;
}

function blocksOf(tar: Uint8Array): Uint8Array[] {
  return Array.from(
    { length: Math.ceil(tar.length / block) },
    (_, i) => new Uint8Array(tar.subarray(i * block, (i + 1) * block)),
  );
}

function dropBlock(random: Random, blocks: Uint8Array[]): void {
  blocks.splice(random.below(blocks.length), 1);
}

function doubleBlock(random: Random, blocks: Uint8Array[]): void {
  const at = random.below(blocks.length);
  blocks.splice(at, 0, blocks[at]?.slice() ?? new Uint8Array(block));
}

function moveBlock(random: Random, blocks: Uint8Array[]): void {
  borrowBlock(random, blocks, blocks);
}

function borrowBlock(random: Random, blocks: Uint8Array[], other: readonly Uint8Array[]): void {
  if (other.length > 0) blocks.splice(random.below(blocks.length + 1), 0, random.pick(other).slice());
}

function zeroBlock(random: Random, blocks: Uint8Array[]): void {
  blocks.splice(random.below(blocks.length + 1), 0, new Uint8Array(block));
}

function changeByte(random: Random, blocks: Uint8Array[]): void {
  const target = blocks[random.below(blocks.length)];
  if (target === undefined) return;
  const offset = random.below(3) === 0 ? random.below(block) : random.pick(edges) + random.below(2);
  target[offset] = random.below(4) === 0 ? random.below(256) : random.pick(telling);
  mendChecksum(target);
}

/** One entry takes a field of another. */
function swapFields(random: Random, blocks: Uint8Array[]): void {
  const headers = blocks.filter(isHeader);
  if (headers.length === 0) return;
  const [from, to] = [random.pick(headers), random.pick(headers)];
  const [start, length] = random.pick(fields);
  to.set(from.slice(start, start + length), start);
  mendChecksum(to);
}

function changeSize(random: Random, blocks: Uint8Array[]): void {
  const headers = blocks.filter(isHeader);
  if (headers.length === 0) return;
  const target = random.pick(headers);
  target.fill(0, 124, 136);
  target.set(
    Uint8Array.from(random.pick(sizes), (char) => char.charCodeAt(0)),
    124,
  );
  mendChecksum(target);
}

/** A block counts as a header when its checksum field looks like one. */
function isHeader(bytes: Uint8Array): boolean {
  return bytes.length === block && bytes[154] === 0 && bytes[155] === 0x20 && bytes[148] === 0x30;
}

function mendChecksum(header: Uint8Array): void {
  if (!isHeader(header)) return;
  header.fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.set(bytesOf(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
}
