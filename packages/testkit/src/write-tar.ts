import { bytesOf } from './bytes-of.js';
import { rawTar } from './tar-builder.js';

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

/**
 * An honest POSIX ustar archive of regular files in the given order: fixed times, no owner, two zero blocks at the end.
 * Throws RangeError when a path does not fit into a ustar header.
 */
export function writeTar(files: readonly TarFile[]): Uint8Array {
  return rawTar(
    files.map(({ path, content, mode = 0o644 }) => ({ ...splitPath(bytesOf(path)), content, mode, mtime })),
  );
}

/** ustar: the last 100 bytes in `name`, up to 155 bytes before a slash in `prefix` (POSIX pax §ustar). */
function splitPath(path: Uint8Array): { readonly name: Uint8Array; readonly prefix: Uint8Array } {
  if (path.length <= 100) return { name: path, prefix: new Uint8Array() };
  const slash = path.indexOf(0x2f, path.length - 101);
  if (slash < 1 || slash > 155) throw new RangeError(`a path of ${path.length} bytes does not fit a ustar header`);
  return { name: path.subarray(slash + 1), prefix: path.subarray(0, slash) };
}
