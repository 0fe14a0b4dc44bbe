/**
 * A tar reader that takes bytes as they come and says what the archive holds.
 *
 * One reading only: where two readers in the field would see different archives, it reports a problem; where it cannot
 * go on without choosing one of them, it stops. Content is skipped unless the visitor asks for it.
 */

import type { EntryType } from '@assay/model';
import type { ArchiveLimits } from './archive-limits.js';
import type { ProblemCode } from './archive-problems.js';
import { Extension } from './extension.js';
import { readPaxRecords } from './pax-records.js';
import { blockSize, isZeroBlock, readTarHeader, type TarHeader } from './tar-header.js';

/** An entry as its headers describe it. */
export interface TarEntry {
  readonly path: string;
  readonly type: EntryType;
  /** Permission bits, set-id bits included. */
  readonly mode: number;
  readonly size: number;
  readonly linkName: string;
  /** Where its content starts in the tar stream. */
  readonly offset: number;
  /** True when the header's prefix field also holds times, which RubyGems takes for a part of the path. */
  readonly starTimes: boolean;
  /** True when an extension header gave the path or the link target. */
  readonly renamed: boolean;
}

/** Who is told what a tar holds. */
export interface TarVisitor {
  /** Called for each entry, before its content. True: its content is wanted. */
  entry(entry: TarEntry): boolean;
  /** A part of the wanted content; a view that is good only during the call. */
  content(part: Uint8Array): void;
  /** The wanted content is complete. */
  contentEnd(): void;
  /** An extension header (PAX or GNU), which readers that know no extensions take for an entry. */
  extension(header: TarHeader): void;
  problem(code: ProblemCode, path?: string): void;
}

type State = 'header' | 'content' | 'extension' | 'padding' | 'end' | 'stopped';

const letter = (text: string): number => text.charCodeAt(0);

const entryTypes: ReadonlyMap<number, EntryType> = new Map([
  [0, 'file'],
  [letter('0'), 'file'],
  [letter('1'), 'hardlink'],
  [letter('2'), 'symlink'],
  [letter('5'), 'directory'],
]);

const deviceTypes: ReadonlySet<number> = new Set(['3', '4', '6'].map(letter));
const extensionTypes: ReadonlySet<number> = new Set(['x', 'g', 'L', 'K'].map(letter));

/** Walks one tar stream. */
export class TarWalker {
  readonly #visitor: TarVisitor;
  readonly #limits: ArchiveLimits;
  readonly #isGem: boolean;
  #state: State = 'header';
  /** Bytes of the stream before the current chunk. */
  #position = 0;
  readonly #block = new Uint8Array(blockSize);
  #filled = 0;
  /** Bytes of content, then of padding, that are still to come. */
  #remaining = 0;
  #padding = 0;
  #wanted = false;
  #path = '';
  #strayPadding = false;
  /** Zeros after the last entry, and the bytes from the first other one on. */
  #zeroBytes = 0;
  #tail = 0;
  #entries = 0;
  #effort = 0;
  readonly #extension = new Extension();
  #extensionType = 0;
  #extensionContent = new Uint8Array(0);

  /** `isGem`: it is the outer tar of a gem, which RubyGems alone reads, to its end marker and no further. */
  constructor(visitor: TarVisitor, limits: ArchiveLimits, isGem = false) {
    this.#visitor = visitor;
    this.#limits = limits;
    this.#isGem = isGem;
  }

  /** True when the rest of the stream cannot be read, or is not worth reading. */
  get stopped(): boolean {
    return this.#state === 'stopped';
  }

  /** Bytes taken so far. */
  get position(): number {
    return this.#position;
  }

  /** How much there was to do so far: headers, and extension content at 128 bytes for one. */
  get effort(): number {
    return this.#effort;
  }

  /** Takes the next bytes; the walker keeps no reference to them. */
  write(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && this.#state !== 'stopped') at = this.#step(chunk, at);
    this.#position += chunk.length;
  }

  /** Ends the stream. Returns true when the archive was read to its end. */
  end(): boolean {
    if (this.#state === 'stopped') return false;
    const between = this.#state === 'header' || this.#state === 'end';
    const isCut = this.#position % blockSize !== 0 && this.#tail === 0;
    if (!between || this.#position === 0 || isCut) return this.#stop('tar-truncated');
    if (this.#extension.pending) return this.#stop('extension-dangling');
    if (this.#state === 'header') return this.#stop('tar-no-end');
    if (this.#tail > 0) this.#visitor.problem('tar-trailing-bytes');
    if (this.#entries === 0) this.#visitor.problem('tar-empty');
    else if (this.#zeroBytes < 2 * blockSize) this.#visitor.problem('tar-short-end');
    return true;
  }

  #step(chunk: Uint8Array, at: number): number {
    switch (this.#state) {
      case 'header':
        return this.#takeHeader(chunk, at);
      case 'content':
        return this.#takeContent(chunk, at);
      case 'extension':
        return this.#takeExtension(chunk, at);
      case 'padding':
        return this.#takePadding(chunk, at);
      case 'end':
        return this.#takeEnd(chunk, at);
      case 'stopped':
        return chunk.length;
    }
  }

  #takeHeader(chunk: Uint8Array, at: number): number {
    if (this.#filled === 0 && chunk.length - at >= blockSize) {
      this.#header(chunk, at, this.#position + at + blockSize);
      return at + blockSize;
    }
    const count = Math.min(blockSize - this.#filled, chunk.length - at);
    this.#block.set(chunk.subarray(at, at + count), this.#filled);
    this.#filled += count;
    if (this.#filled === blockSize) {
      this.#filled = 0;
      this.#header(this.#block, 0, this.#position + at + count);
    }
    return at + count;
  }

  /** `next`: where in the stream the block after this one starts. */
  #header(block: Uint8Array, at: number, next: number): void {
    if (block[at] === 0 && isZeroBlock(block, at)) {
      if (this.#extension.pending) this.#stop('extension-dangling');
      else this.#state = 'end';
      this.#zeroBytes = blockSize;
      return;
    }
    this.#effort++;
    const header = readTarHeader(block, at);
    if (typeof header === 'string') this.#stop(header);
    else if (extensionTypes.has(header.type)) this.#beginExtension(header);
    else this.#beginEntry(header, next);
  }

  #beginEntry(raw: TarHeader, offset: number): void {
    const renamed = this.#extension.pending;
    const header = renamed ? this.#extension.apply(raw) : raw;
    if (typeof header === 'string') {
      this.#stop(header, raw.path);
      return;
    }
    this.#path = header.path;
    this.#entries++;
    if (this.#entries > this.#limits.maxEntries) {
      this.#stop('limit-entries');
      return;
    }
    this.#wanted = false;
    const type = this.#typeOf(header);
    if (this.stopped) return;
    if (type !== null) {
      const changed = renamed && (header.path !== raw.path || header.linkName !== raw.linkName);
      this.#wanted = this.#visitor.entry(entryOf(header, type, offset, changed));
    }
    this.#expect(header.size, 'content');
    if (header.size === 0 && this.#wanted) this.#visitor.contentEnd();
  }

  /** The entry's type, or null when it is reported and its content skipped. */
  #typeOf(header: TarHeader): EntryType | null {
    const type = entryTypes.get(header.type);
    if (type === undefined) {
      this.#visitor.problem(deviceTypes.has(header.type) ? 'entry-device' : 'entry-type', header.path);
      return null;
    }
    if (type === 'file') return this.#fileType(header);
    // node-tar skips a link's content but not a folder's, Python neither, RubyGems both.
    if (header.size !== 0) this.#stop('entry-size', header.path);
    const isLink = type === 'symlink' || type === 'hardlink';
    // node-tar skips the header alone of an entry whose link target is wrongly there or missing.
    if (isLink === (header.linkName === '')) this.#stop('entry-link-target', header.path);
    return type;
  }

  /** Some readers take a file whose name ends in a slash for a folder and skip no content, others for a file. */
  #fileType(header: TarHeader): EntryType {
    if (header.linkName !== '') this.#stop('entry-link-target', header.path);
    if (header.path.endsWith('/')) this.#stop('entry-folder-file', header.path);
    return 'file';
  }

  #beginExtension(header: TarHeader): void {
    this.#visitor.extension(header);
    const code = this.#extensionHeaderCode(header);
    if (code !== null) {
      this.#stop(code, header.path);
      return;
    }
    this.#path = header.path;
    this.#extensionType = header.type;
    this.#effort += header.size / 128;
    this.#extensionContent = new Uint8Array(header.size);
    this.#expect(header.size, 'extension');
  }

  /** node-tar skips the header alone when it has no name or has a link target, and takes the content for headers. */
  #extensionHeaderCode(header: TarHeader): ProblemCode | null {
    if (header.path === '') return 'name-empty';
    if (header.linkName !== '') return 'entry-link-target';
    if (header.size === 0) return 'extension-malformed';
    return header.size > this.#limits.maxPaxBytes ? 'limit-extension' : null;
  }

  #expect(size: number, state: 'content' | 'extension'): void {
    this.#remaining = size;
    this.#strayPadding = false;
    this.#padding = (blockSize - (size % blockSize)) % blockSize;
    this.#state = size === 0 ? 'header' : state;
  }

  #takeContent(chunk: Uint8Array, at: number): number {
    const count = Math.min(this.#remaining, chunk.length - at);
    if (this.#wanted) this.#visitor.content(chunk.subarray(at, at + count));
    this.#remaining -= count;
    if (this.#remaining === 0) {
      if (this.#wanted) this.#visitor.contentEnd();
      this.#state = this.#padding === 0 ? 'header' : 'padding';
    }
    return at + count;
  }

  #takeExtension(chunk: Uint8Array, at: number): number {
    const content = this.#extensionContent;
    const count = Math.min(this.#remaining, chunk.length - at);
    content.set(chunk.subarray(at, at + count), content.length - this.#remaining);
    this.#remaining -= count;
    if (this.#remaining === 0) {
      this.#state = this.#padding === 0 ? 'header' : 'padding';
      this.#endExtension();
    }
    return at + count;
  }

  #endExtension(): void {
    const code = this.#extensionCode(this.#extensionContent);
    if (code !== null) this.#stop(code, this.#path);
  }

  #extensionCode(content: Uint8Array): ProblemCode | null {
    switch (this.#extensionType) {
      case letter('L'):
        return this.#extension.addLong('name', content);
      case letter('K'):
        return this.#extension.addLong('link', content);
      default:
        return this.#paxCode(content);
    }
  }

  #paxCode(content: Uint8Array): ProblemCode | null {
    const records = readPaxRecords(content);
    if (typeof records === 'string') return records;
    if (records.vendor) this.#visitor.problem('extension-vendor-key', this.#path);
    if (this.#extensionType !== letter('g')) return this.#extension.addPax(records);
    // Python applies a global header at once, node-tar keeps some keywords of it and drops others.
    if (records.beyondComment) return 'extension-global';
    if (this.#extension.pending) return 'extension-conflict';
    this.#visitor.problem('extension-comment');
    return null;
  }

  #takePadding(chunk: Uint8Array, at: number): number {
    const end = Math.min(at + this.#padding, chunk.length);
    if (!isZero(chunk, at, end)) this.#strayBytes();
    this.#padding -= end - at;
    if (this.#padding === 0 && !this.stopped) this.#state = 'header';
    return end;
  }

  /** Python reads an extension header together with its padding, so bytes there can be records. */
  #strayBytes(): void {
    if (this.#extension.pending) this.#stop('extension-malformed', this.#path);
    else if (!this.#strayPadding) this.#visitor.problem('tar-padding', this.#path);
    this.#strayPadding = true;
  }

  #takeEnd(chunk: Uint8Array, at: number): number {
    let stray = at;
    if (this.#tail === 0) while (stray < chunk.length && chunk[stray] === 0) stray++;
    this.#zeroBytes += stray - at;
    this.#tail += chunk.length - stray;
    if (this.#tail > 0 && !this.#mayTrail()) this.#stop('tar-data-after-end');
    return chunk.length;
  }

  /** True while what follows the end marker is less than a header: a reader that goes on there finds no entry. */
  #mayTrail(): boolean {
    const isWhole = this.#zeroBytes >= 2 * blockSize;
    return this.#isGem && isWhole && (this.#zeroBytes % blockSize) + this.#tail < blockSize;
  }

  #stop(code: ProblemCode, path?: string): false {
    // The first reason to stop is the one that counts.
    if (this.#state !== 'stopped') this.#visitor.problem(code, path);
    this.#state = 'stopped';
    return false;
  }
}

function entryOf(header: TarHeader, type: EntryType, offset: number, renamed: boolean): TarEntry {
  const { path, mode, size, linkName, starTimes } = header;
  return { path, type, mode: mode & 0o7777, size, linkName, offset, starTimes, renamed };
}

function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== 0) return false;
  return true;
}
