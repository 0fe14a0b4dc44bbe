/** A regular file to put into a tar archive. */
export interface TarFile {
  /** Full path in the archive, at most 255 bytes, splittable at a `/` as ustar wants it. */
  readonly path: string;
  readonly content: Uint8Array | string;
  /** Permission bits; 0644 when not given. */
  readonly mode?: number;
}

/** What real packers write for reproducible archives: 1985-10-26T08:15:00Z, npm's fixed time. */
const mtime = 499162500;

const block = 512;

/**
 * An honest POSIX ustar archive of regular files in the given order: fixed times, no owner, two zero blocks at the end.
 * Throws RangeError when a path does not fit into a ustar header.
 */
export function writeTar(files: readonly TarFile[]): Uint8Array {
  const members = files.map((file) => ({ ...file, bytes: bytesOf(file.content) }));
  const size = members.reduce((sum, { bytes }) => sum + block + padded(bytes.length), 2 * block);
  const out = new Uint8Array(size);
  let at = 0;
  for (const { path, bytes, mode = 0o644 } of members) {
    out.set(header(path, bytes.length, mode), at);
    out.set(bytes, at + block);
    at += block + padded(bytes.length);
  }
  return out;
}

/** UTF-8 bytes of a text; bytes as they are. */
export function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

function header(path: string, size: number, mode: number): Uint8Array {
  const out = new Uint8Array(block);
  const put = (text: Uint8Array | string, at: number) => {
    out.set(bytesOf(text), at);
  };
  const { name, prefix } = splitPath(bytesOf(path));
  put(name, 0);
  put(octal(mode, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(mtime, 11), 136);
  put('        0', 148);
  put('ustar\x0000', 257);
  put(prefix, 345);
  const sum = out.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)}\x00 `, 148);
  return out;
}

/** ustar: the last 100 bytes in `name`, up to 155 bytes before a slash in `prefix` (POSIX pax §ustar). */
function splitPath(path: Uint8Array): { readonly name: Uint8Array; readonly prefix: Uint8Array } {
  if (path.length <= 100) return { name: path, prefix: new Uint8Array() };
  const slash = path.indexOf(0x2f, path.length - 101);
  if (slash < 1 || slash > 155) throw new RangeError(`a path of ${path.length} bytes does not fit a ustar header`);
  return { name: path.subarray(slash + 1), prefix: path.subarray(0, slash) };
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function padded(size: number): number {
  return Math.ceil(size / block) * block;
}
