import type { FileHandle } from 'node:fs/promises';

const chunkBytes = 128 * 1024;

/** Bytes `from` (inclusive) up to `to` of an open file, in pieces; fewer when the file ends before. */
export async function* readChunks(handle: FileHandle, from: number, to: number): AsyncGenerator<Uint8Array, void> {
  for (let at = from; at < to;) {
    const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, to - at));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
