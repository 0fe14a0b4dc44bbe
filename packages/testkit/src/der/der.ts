/** DER (X.690): just enough to write certificates, CMS and timestamps, right or wrong. Values are the bytes they are written as. */

/** Tag, definite length, content (X.690 §8.1). */
export function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.of(tag, ...lengthBytes(content.length)), content]);
}

function lengthBytes(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 0x100)) bytes.unshift(rest % 0x100);
  return [0x80 | bytes.length, ...bytes];
}

/** SEQUENCE. */
export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x30, ...parts);
}

/** SET OF: its elements sorted by their encoding (X.690 §11.6). */
export function setOf(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x31, ...parts.toSorted((a, b) => Buffer.compare(a, b)));
}

/** INTEGER of a number, or of big-endian bytes taken as unsigned. */
export function integer(value: number | Uint8Array): Uint8Array {
  return element(0x02, unsigned(typeof value === 'number' ? bigEndian(value) : value));
}

function bigEndian(value: number): Uint8Array {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

/** Shortest two's complement form of an unsigned number. */
function unsigned(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Uint8Array.of(0) : bytes.subarray(first);
  return (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Uint8Array.of(0), digits]) : digits;
}

/** BOOLEAN. */
export function boolean(value: boolean): Uint8Array {
  return element(0x01, Uint8Array.of(value ? 0xff : 0));
}

/** NULL. */
export function nullValue(): Uint8Array {
  return element(0x05);
}

/** OBJECT IDENTIFIER from its dotted form. */
export function objectId(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(arc: number): readonly number[] {
  const bytes = [arc % 0x80];
  for (let rest = Math.floor(arc / 0x80); rest > 0; rest = Math.floor(rest / 0x80)) bytes.unshift(0x80 | (rest % 0x80));
  return bytes;
}

/** OCTET STRING. */
export function octetString(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x04, ...parts);
}

/** BIT STRING of whole bytes. */
export function bitString(bytes: Uint8Array): Uint8Array {
  return element(0x03, Uint8Array.of(0), bytes);
}

/** BIT STRING of named bits, shortest form (X.690 §11.2.2): bit 0 is the most significant of the first byte. At most 16 bits. */
export function namedBits(bits: readonly number[]): Uint8Array {
  const last = Math.max(-1, ...bits);
  const bytes = new Uint8Array(Math.floor(last / 8) + 1);
  for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return element(0x03, Uint8Array.of(last === -1 ? 0 : 7 - (last & 7)), bytes);
}

/** UTF8String. */
export function utf8String(text: string): Uint8Array {
  return element(0x0c, Buffer.from(text, 'utf8'));
}

/** UTCTime or GeneralizedTime by year, to the second (RFC 5280 §4.1.2.5). */
export function time(date: Date): Uint8Array {
  const year = date.getUTCFullYear();
  if (year < 1950 || year > 2049) return generalizedTime(date);
  return element(0x17, Buffer.from(digits(date).slice(2), 'latin1'));
}

/** GeneralizedTime, to the second. */
export function generalizedTime(date: Date): Uint8Array {
  return element(0x18, Buffer.from(digits(date), 'latin1'));
}

/** YYYYMMDDHHMMSSZ. */
function digits(date: Date): string {
  return `${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
}

/** `[n] EXPLICIT`. */
export function explicit(number: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return element(0xa0 | number, ...parts);
}

/** `[n] IMPLICIT` over a primitive value: its content as it is. */
export function implicit(number: number, content: Uint8Array): Uint8Array {
  return element(0x80 | number, content);
}
