/**
 * DER (X.690 §10), strictly: definite minimal lengths, low tag numbers, nothing left over. One pass, no copies: contents
 * are views into the bytes that were given, so what is hashed is what was read. Functions throw {@link DerError}; `attemptDer`
 * turns it into null at the edge.
 */

import { decodeUtf8 } from './bytes.js';

/** The bytes are not what the reader asked for. Caught by {@link attemptDer}, never seen outside this package. */
export class DerError extends Error {}

/** One element. */
export interface DerElement {
  /** The identifier octet: class, constructed bit, number. */
  readonly tag: number;
  /** Identifier, length and contents, as they stand. */
  readonly encoded: Uint8Array;
  readonly content: Uint8Array;
}

/** Identifier octets of the universal types that certificates and timestamps use. */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** What `read` answers, or null when the bytes are not what it asked for. */
export function attemptDer<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

/** The one element these bytes are. */
export function parseDer(bytes: Uint8Array, tag?: number): DerElement {
  const element = elementAt(bytes, 0);
  if (element.encoded.length !== bytes.length) throw new DerError('bytes after the element');
  return tag === undefined ? element : expectTag(element, tag);
}

/** The element itself, if it has this tag. */
export function expectTag(element: DerElement, tag: number): DerElement {
  if (element.tag !== tag) throw new DerError(`tag ${element.tag} where ${tag} must stand`);
  return element;
}

/** Walks the elements inside a SEQUENCE, or one with another tag if told, in order. */
export class DerSequence {
  readonly #content: Uint8Array;
  #at = 0;

  constructor(parent: DerElement, tag: number = derTag.sequence) {
    this.#content = expectTag(parent, tag).content;
  }

  get done(): boolean {
    return this.#at === this.#content.length;
  }

  /** The next element, which must be there and, if told, have this tag. */
  next(tag?: number): DerElement {
    if (this.done) throw new DerError('an element is missing');
    const element = elementAt(this.#content, this.#at);
    this.#at += element.encoded.length;
    return tag === undefined ? element : expectTag(element, tag);
  }

  /** The next element if it has this tag. */
  optional(tag: number): DerElement | undefined {
    return !this.done && this.#content[this.#at] === tag ? this.next() : undefined;
  }

  /** All elements that are left. */
  rest(): readonly DerElement[] {
    const elements: DerElement[] = [];
    while (!this.done) elements.push(this.next());
    return elements;
  }

  /** Nothing may be left. */
  end(): void {
    if (!this.done) throw new DerError('an element too many');
  }
}

const deepest = 32;

/** The element itself, if everything inside it, at every level, is DER as well. */
export function expectDerThroughout(element: DerElement, depth = 0): DerElement {
  if (depth > deepest) throw new DerError('nested too deep');
  const isConstructed = (element.tag & 0x20) !== 0;
  if (isConstructed) for (const child of derChildren(element)) expectDerThroughout(child, depth + 1);
  return element;
}

/** The elements inside another one. */
export function derChildren(parent: DerElement, tag?: number): readonly DerElement[] {
  return new DerSequence(parent, tag ?? parent.tag).rest();
}

function elementAt(bytes: Uint8Array, start: number): DerElement {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) throw new DerError('cut off');
  if ((tag & 0x1f) === 0x1f) throw new DerError('a tag number beyond 30');
  const { length, at } = lengthAt(bytes, start + 1, first);
  if (at + length > bytes.length) throw new DerError('cut off');
  return { tag, encoded: bytes.subarray(start, at + length), content: bytes.subarray(at, at + length) };
}

/** X.690 §10.1: definite, in the fewest octets. Four octets are more than any document here may have. */
function lengthAt(bytes: Uint8Array, start: number, first: number): { length: number; at: number } {
  if (first < 0x80) return { length: first, at: start + 1 };
  const octets = first & 0x7f;
  if (octets === 0 || octets > 4) throw new DerError('an indefinite or oversized length');
  let length = 0;
  for (let i = 1; i <= octets; i++) {
    const octet = bytes[start + i];
    if (octet === undefined) throw new DerError('cut off');
    length = length * 256 + octet;
  }
  if (length < 0x80 || bytes[start + 1] === 0) throw new DerError('a length that is not minimal');
  return { length, at: start + 1 + octets };
}

/** BOOLEAN: 00 or FF. */
export function readDerBoolean(element: DerElement): boolean {
  const { content } = expectTag(element, derTag.boolean);
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new DerError('not a DER boolean');
  return content[0] === 0xff;
}

/** INTEGER contents in the fewest octets, two's complement. */
export function readDerInteger(element: DerElement): Uint8Array {
  const { content } = expectTag(element, derTag.integer);
  const [first, second] = content;
  if (first === undefined) throw new DerError('an empty integer');
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new DerError('an integer that is not minimal');
  }
  return content;
}

/** INTEGER between 0 and 2^31−1. */
export function readDerSmallInteger(element: DerElement): number {
  const content = readDerInteger(element);
  if (content.length > 4 || (content[0] ?? 0) >= 0x80) throw new DerError('an integer out of range');
  return content.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** Octets of an identifier, and of one arc: 128 bits, a UUID (X.667 §6.5). */
const longestOid = 64;
const longestArc = 19;

/** OBJECT IDENTIFIER in dotted form; of at most 64 octets. Quadratic readers of endless arcs have stopped servers (CVE-2023-2650). */
export function readDerOid(element: DerElement): string {
  const { content } = expectTag(element, derTag.oid);
  if (content.length === 0 || (content.at(-1) ?? 0) >= 0x80) throw new DerError('an identifier that is cut off');
  if (content.length > longestOid) throw new DerError('an identifier that is too long');
  const arcs: bigint[] = [];
  let start = 0;
  for (let end = 1; end <= content.length; end++) {
    if ((content[end - 1] ?? 0) >= 0x80) continue;
    arcs.push(readArc(content.subarray(start, end)));
    start = end;
  }
  const head = arcs.shift() ?? 0n;
  const top = head < 80n ? head / 40n : 2n;
  return [top, head - top * 40n, ...arcs].join('.');
}

/** Base 128, most significant octet first, in the fewest octets (X.690 §8.19.2). */
function readArc(octets: Uint8Array): bigint {
  if (octets[0] === 0x80) throw new DerError('an identifier that is not minimal');
  if (octets.length > longestArc) throw new DerError('an identifier that is too long');
  return octets.reduce((sum, octet) => (sum << 7n) | BigInt(octet & 0x7f), 0n);
}

/** BIT STRING: its bits as bytes; unused bits must be zero (X.690 §11.2.1). */
export function readDerBits(element: DerElement): { readonly bytes: Uint8Array; readonly unused: number } {
  const { content } = expectTag(element, derTag.bitString);
  const unused = content[0] ?? 8;
  const last = content.at(-1) ?? 0;
  if (unused > 7 || (content.length === 1 && unused > 0)) throw new DerError('not a bit string');
  if (content.length > 1 && (last & ((1 << unused) - 1)) !== 0) throw new DerError('unused bits that are not zero');
  return { bytes: content.subarray(1), unused };
}

/** UTF8String. */
export function readDerUtf8(element: DerElement): string {
  return utf8Of(expectTag(element, derTag.utf8String).content);
}

/** Contents as UTF-8 text, whatever the tag says. */
export function utf8Of(content: Uint8Array): string {
  const text = decodeUtf8(content);
  if (text === null) throw new DerError('text that is not UTF-8');
  return text;
}
