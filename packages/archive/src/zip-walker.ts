/**
 * A ZIP reader that goes forwards: entry after entry, then the central directory, then the end records, and every byte
 * belongs to one of them. Most readers start at the end and trust the central directory, others go forwards and trust the
 * local headers; an archive passes only if both see the same, so one pass over it is enough.
 */

import type { ArchiveLimits } from './archive-limits.js';
import type { ProblemCode } from './archive-problems.js';
import { readZipCentral, type MetEntry } from './zip-central.js';
import { descriptorBytes, maxDescriptorBytes } from './zip-descriptor.js';
import { end64Problem, endProblem, holdsRecord, locatorProblem } from './zip-end.js';
import { u16, u32, zipLength, zipSignature } from './zip-layout.js';
import type { ZipListing, ZipWish } from './zip-listing.js';
import { readZipLocal, zipMethod, type ZipLocal } from './zip-local.js';
import { AskBytes, AskContent, type Steps, type ZipContent } from './zip-steps.js';

/** Walks one archive and tells a listing what it finds. */
export class ZipWalker {
  readonly #listing: ZipListing;
  readonly #limits: ArchiveLimits;
  readonly #met: MetEntry[] = [];
  /** Bytes of the archive that are behind us. */
  #at = 0;
  #unpacked = 0;
  #effort = 0;
  /** The last bytes before the end records, where readers look for a ZIP64 locator. */
  #tail = new Uint8Array(0);

  constructor(listing: ZipListing, limits: ArchiveLimits) {
    this.#listing = listing;
    this.#limits = limits;
  }

  /** How much there was to do so far: headers of both kinds, and data to be inflated. */
  get effort(): number {
    return this.#effort;
  }

  /** The walk. Returns true when it reached the archive's end and all of it is accounted for. */
  *steps(): Steps<boolean> {
    if (!(yield* this.#start())) return false;
    for (;;) {
      const signature = u32(yield* this.#look(zipLength.signature), 0);
      if (signature !== zipSignature.local) break;
      if (!(yield* this.#local())) return false;
    }
    const offset = this.#at;
    for (let index = 0; ; index++) {
      const signature = u32(yield* this.#look(zipLength.signature), 0);
      if (signature !== zipSignature.central) break;
      if (!(yield* this.#central(index))) return false;
    }
    return yield* this.#ending(offset);
  }

  *#start(): Steps<boolean> {
    const first = yield* this.#look(zipLength.signature);
    const signature = first.length < zipLength.signature ? 0 : u32(first, 0);
    if (signature === zipSignature.local || signature === zipSignature.end) return true;
    return this.#stop('zip-start');
  }

  *#local(): Steps<boolean> {
    this.#effort++;
    const offset = this.#at;
    if (this.#met.length >= this.#limits.maxEntries) return this.#stop('limit-entries');
    const head = (yield* this.#take(zipLength.local)).slice();
    if (head.length < zipLength.local) return this.#stop('zip-truncated');
    const nameLength = u16(head, 26);
    const rest = yield* this.#take(nameLength + u16(head, 28));
    if (rest.length < nameLength + u16(head, 28)) return this.#stop('zip-truncated');
    if (nameLength > this.#limits.maxPathBytes) return this.#stop('limit-path');
    const name = rest.subarray(0, nameLength);
    const local = readZipLocal(head, name, rest.subarray(nameLength));
    if (typeof local === 'string') return this.#stop(local);
    const wish = this.#listing.meet(local.path, nameLength);
    if (typeof wish === 'string') return this.#stop(wish, local.path);
    return yield* this.#data(local, offset, wish);
  }

  *#data(local: ZipLocal, offset: number, wish: ZipWish): Steps<boolean> {
    const before = planProblem(local);
    if (before !== null) return this.#stop(before, local.path);
    if (this.#unpacked + (local.size ?? 0) > this.#limits.maxUnpackedBytes) return this.#stop('limit-unpacked');
    const stored = local.method === zipMethod.stored;
    if (!stored) this.#effort++;
    const empty = stored && local.described;
    const ask = new AskContent({
      packing: stored ? 'stored' : 'deflate',
      packedSize: empty ? 0 : local.packedSize,
      size: empty ? 0 : local.size,
      ...wish,
    });
    yield ask;
    const content = ask.answer;
    if (typeof content === 'string') return this.#stop(content, local.path);
    this.#at += content.packedSize;
    this.#unpacked += content.size;
    const code = contentProblem(local, content);
    if (code !== null) return this.#stop(code, local.path);
    this.#listing.content(content);
    if (local.described && !(yield* this.#descriptor(local, content))) return false;
    const { path, flags, method } = local;
    const { crc, packedSize, size } = content;
    this.#met.push({ path, flags, method, offset, crc, packedSize, size });
    return true;
  }

  /** Nothing but its descriptor tells where stored data ends: readers that go forwards look for one, and may be misled. */
  *#descriptor({ path, method, zip64 }: ZipLocal, content: ZipContent): Steps<boolean> {
    const bytes = yield* this.#look(maxDescriptorBytes(zip64));
    const length = descriptorBytes(bytes, content, zip64);
    if (length === null) {
      return this.#stop(method === zipMethod.stored ? 'zip-descriptor-stored' : 'zip-descriptor', path);
    }
    yield* this.#take(length);
    return true;
  }

  *#central(index: number): Steps<boolean> {
    this.#effort++;
    const met = this.#met[index];
    if (met === undefined) return this.#stop('zip-central', undefined, 'number of entries');
    const head = (yield* this.#take(zipLength.central)).slice();
    if (head.length < zipLength.central) return this.#stop('zip-truncated');
    const [nameLength, extraLength] = [u16(head, 28), u16(head, 30)];
    const length = nameLength + extraLength + u16(head, 32);
    const rest = yield* this.#take(length);
    if (rest.length < length) return this.#stop('zip-truncated');
    const name = rest.subarray(0, nameLength);
    const central = readZipCentral({ head, name, extra: rest.subarray(nameLength, nameLength + extraLength) }, met);
    if ('code' in central) return this.#stop(central.code, met.path, central.what);
    this.#tail = joinedTail(head, rest);
    const code = this.#listing.confirm(index, met, central);
    return code === null ? true : this.#stop(code, met.path);
  }

  *#ending(offset: number): Steps<boolean> {
    const found = { entries: this.#met.length, offset, size: this.#at - offset };
    const signature = u32(yield* this.#look(zipLength.signature), 0);
    const zip64 = signature === zipSignature.end64;
    if (zip64 && !(yield* this.#end64(found))) return false;
    const record = yield* this.#take(zipLength.end);
    if (record.length < zipLength.signature) return this.#stop('zip-truncated');
    if (u32(record, 0) !== zipSignature.end) return this.#stop('zip-gap');
    if (record.length < zipLength.end) return this.#stop('zip-truncated');
    if (this.#listing.confirmed < found.entries) return this.#stop('zip-central', undefined, 'number of entries');
    if (!zip64 && u32(this.#tail, 0) === zipSignature.locator64) return this.#stop('zip64-end');
    const code = endProblem(record, found, zip64);
    if (code !== null) return this.#stop(code);
    if (zip64) this.#listing.problem('zip64');
    if (found.entries === 0) this.#listing.problem('zip-empty');
    return yield* this.#comment(u16(record, 20));
  }

  *#end64(found: { readonly entries: number; readonly offset: number; readonly size: number }): Steps<boolean> {
    const at = this.#at;
    const record = (yield* this.#take(zipLength.end64)).slice();
    if (record.length < zipLength.end64) return this.#stop('zip-truncated');
    const code = end64Problem(record, found);
    if (code !== null) return this.#stop(code);
    const locator = yield* this.#take(zipLength.locator64);
    if (locator.length < zipLength.locator64) return this.#stop('zip-truncated');
    const wrong = locatorProblem(locator, at);
    return wrong === null ? true : this.#stop(wrong);
  }

  /** Readers look for the end backwards: a comment must not hold what they look for, and nothing may follow it. */
  *#comment(length: number): Steps<boolean> {
    const comment = yield* this.#take(length);
    if (comment.length < length) return this.#stop('zip-truncated');
    if (holdsRecord(comment)) return this.#stop('zip-comment-record');
    if (length > 0) this.#listing.problem('zip-comment');
    const more = yield* this.#look(1);
    return more.length === 0 ? true : this.#stop('zip-trailing-data');
  }

  *#look(length: number): Steps<Uint8Array> {
    const ask = new AskBytes(length, { peek: true });
    yield ask;
    return ask.answer;
  }

  *#take(length: number): Steps<Uint8Array> {
    const ask = new AskBytes(length, { peek: false });
    yield ask;
    this.#at += ask.answer.length;
    return ask.answer;
  }

  #stop(code: ProblemCode, path?: string, what?: string): false {
    this.#listing.problem(code, path, what);
    return false;
  }
}

/** What is wrong with an entry before its data is looked at. */
function planProblem({ method, described, packedSize, size }: ZipLocal): ProblemCode | null {
  if (method !== zipMethod.stored) return null;
  if (described) return packedSize === null && size === null ? null : 'zip-descriptor-stored';
  return packedSize === size ? null : 'zip-data';
}

/** Compares what a local header states with what the data was. */
function contentProblem(local: ZipLocal, content: ZipContent): ProblemCode | null {
  if ((local.packedSize ?? content.packedSize) !== content.packedSize) return 'zip-data-gap';
  if ((local.size ?? content.size) !== content.size) return 'zip-data';
  if ((local.crc ?? content.crc) !== content.crc) return 'zip-checksum';
  return local.path.endsWith('/') && content.size > 0 ? 'entry-size' : null;
}

/** The last bytes of a header of the central directory, as many as a ZIP64 locator has. */
function joinedTail(head: Uint8Array, rest: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(zipLength.locator64);
  const fromRest = rest.subarray(Math.max(0, rest.length - whole.length));
  whole.set(head.subarray(head.length - whole.length + fromRest.length));
  whole.set(fromRest, whole.length - fromRest.length);
  return whole;
}
