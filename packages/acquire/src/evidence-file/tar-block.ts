/** The one form of tar header (POSIX.1-1988 ustar) that evidence files are made of, so that plain `tar` opens them. */

export const blockBytes = 512;

/** Largest member that an ustar header can describe. */
const maxMemberBytes = 8 ** 11 - 1;

/** Two empty blocks end the archive. */
export const endOfArchive = new Uint8Array(2 * blockBytes);

/** The header of a regular file: mode 0644, no owner, no time. `name` is ASCII of at most 100 characters. */
export function tarHeader(name: string, size: number): Uint8Array {
  if (name.length > 100 || size > maxMemberBytes) throw new RangeError('a member does not fit a ustar header');
  const block = Buffer.alloc(blockBytes);
  block.write(name, 0, 'latin1');
  block.write('0000644\0' + '0000000\0' + '0000000\0', 100, 'latin1');
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  block.write('00000000000\0' + '        ' + '0', 136, 'latin1');
  block.write('ustar\0' + '00', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** Zero bytes after a member of this size. */
export function paddingAfter(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}

/**
 * Name and size of a header that {@link tarHeader} wrote, or null: a header is read by writing it again and comparing,
 * so that there is exactly one way to say each thing.
 */
export function parseTarHeader(block: Uint8Array): { readonly name: string; readonly size: number } | null {
  const text = Buffer.from(block.buffer, block.byteOffset, blockBytes).toString('latin1');
  const name = text.slice(0, 100).split('\0', 1)[0] ?? '';
  const octal = text.slice(124, 135);
  if (!/^[0-7]{11}$/u.test(octal)) return null;
  const size = Number.parseInt(octal, 8);
  return Buffer.compare(tarHeader(name, size), block) === 0 ? { name, size } : null;
}
