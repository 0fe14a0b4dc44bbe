import type { FileHandle } from 'node:fs/promises';
import { blockBytes, paddingAfter, parseTarHeader } from './tar-block.js';

/** Where a member's bytes lie. */
export interface Member {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

/** The file is not one that Assay wrote, or no longer. */
export class DamagedFile extends Error {}

/** Bytes read at once: most members are smaller, so that a walk is mostly one read after the other. */
const windowBytes = 256 * 1024;

/**
 * Lists the members of a tar that `TarWriter` wrote. Rejects with {@link DamagedFile} for the first byte outside the
 * members' contents that is not the one it would have written.
 */
export async function* listMembers(handle: FileHandle): AsyncGenerator<Member, void> {
  const window = new Window(handle, (await handle.stat()).size);
  for (let at = 0; ;) {
    const block = await window.read(at, blockBytes);
    if (block.every((byte) => byte === 0)) {
      await expectEnd(window, at);
      return;
    }
    const header = parseTarHeader(block);
    if (header === null) throw new DamagedFile(`there is no member header at byte ${at}`);
    const offset = at + blockBytes;
    const end = offset + header.size;
    if (end > window.size) throw new DamagedFile(`${header.name} is cut short`);
    const padding = await window.read(end, paddingAfter(header.size));
    if (padding.some((byte) => byte !== 0)) throw new DamagedFile(`${header.name} is followed by stray bytes`);
    yield { name: header.name, offset, size: header.size };
    at = end + padding.length;
  }
}

async function expectEnd(window: Window, at: number): Promise<void> {
  const rest = await window.read(at, 2 * blockBytes);
  if (rest.some((byte) => byte !== 0) || at + rest.length !== window.size) {
    throw new DamagedFile('it does not end where its members end');
  }
}

/** Reads forward through a file without a system call for each block. */
class Window {
  readonly size: number;
  readonly #handle: FileHandle;
  #start = 0;
  #bytes = new Uint8Array();

  constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  /** Exactly these bytes; a file that ends before is damaged. */
  async read(at: number, length: number): Promise<Uint8Array> {
    if (at + length > this.size) throw new DamagedFile('it is cut short');
    const inside = at >= this.#start && at + length <= this.#start + this.#bytes.length;
    if (!inside) await this.#move(at);
    const bytes = this.#bytes.subarray(at - this.#start, at - this.#start + length);
    if (bytes.length < length) throw new DamagedFile('it became shorter while it was read');
    return bytes;
  }

  async #move(at: number): Promise<void> {
    const buffer = new Uint8Array(Math.min(windowBytes, this.size - at));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.#handle.read(buffer, filled, buffer.length - filled, at + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    this.#start = at;
    this.#bytes = buffer.subarray(0, filled);
  }
}
