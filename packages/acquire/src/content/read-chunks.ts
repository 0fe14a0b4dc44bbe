import type { FileHandle } from 'node:fs/promises';

const chunkBytes = 128 * 1024;

/**
 * Bytes `from` (inclusive) up to `to` of an open file, in pieces; fewer when the file ends before. A piece is good only until the next
 * is asked for: all lie in one buffer, for a large file would else leave its own size behind as garbage.
 */
export async function* readChunks(handle: FileHandle, from: number, to: number): AsyncGenerator<Uint8Array, void> {
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(0, to - from)));
  for (let at = from; at < to;) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, to - at), at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The same bytes in one piece: for a range whose size the caller finds acceptable. */
export async function readRange(handle: FileHandle, from: number, to: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(Math.max(0, to - from));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
