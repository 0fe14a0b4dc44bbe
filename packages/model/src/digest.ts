/**
 * Digests: what bytes hash to, and what a lockfile or a registry says they should hash to.
 *
 * Text forms are parsed strictly: a digest that is not canonical (wrong length, stray characters, a base64 tail that
 * does not re-encode to itself) is not a digest. THREATS row 11.
 */

/** Hash algorithms Assay knows by name. `md5` and `sha1` are recognised so that they can be called weak. */
export type DigestAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

/**
 * What a digest covers. `artifact`: the file exactly as the registry serves it. `tree`: a list of files (`contentsDigest`).
 * `client-archive`: an archive that the package manager makes of the files itself (Yarn 2 and later); nobody serves it.
 */
export type DigestCoverage = 'artifact' | 'document' | 'tree' | 'client-archive';

/** A digest: algorithm, lowercase hex value, and what it covers. */
export interface Digest {
  readonly alg: DigestAlgorithm;
  /** Lowercase hex of the raw hash bytes. */
  readonly value: string;
  readonly covers: DigestCoverage;
}

const byteLengths: Readonly<Record<DigestAlgorithm, number>> = {
  md5: 16,
  sha1: 20,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

/** All algorithms, weakest first. */
export const digestAlgorithms: readonly DigestAlgorithm[] = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'];

/** True for algorithms whose collisions are out of reach today: SHA-256 and longer. */
export function isStrong(alg: DigestAlgorithm): boolean {
  return alg === 'sha256' || alg === 'sha384' || alg === 'sha512';
}

/** The algorithm with this exact lowercase name, or null. */
export function digestAlgorithm(name: string): DigestAlgorithm | null {
  return digestAlgorithms.find((alg) => alg === name) ?? null;
}

/** Parses lowercase or uppercase hex of exactly the algorithm's length; null for anything else. */
export function digestFromHex(alg: DigestAlgorithm, hex: string, covers: DigestCoverage = 'artifact'): Digest | null {
  if (hex.length !== byteLengths[alg] * 2 || !isHex(hex)) return null;
  return { alg, value: hex.toLowerCase(), covers };
}

/**
 * Parses canonical base64 (RFC 4648 §4, padded) of exactly the algorithm's length; null for anything
 * else, including a last character whose unused bits are not zero.
 */
export function digestFromBase64(
  alg: DigestAlgorithm,
  text: string,
  covers: DigestCoverage = 'artifact',
): Digest | null {
  const hex = base64ToHex(text, byteLengths[alg]);
  return hex === null ? null : { alg, value: hex, covers };
}

/** One element of a Subresource Integrity list, as it stood in the source. */
export type SriPart = { readonly digest: Digest } | { readonly malformed: string };

/**
 * Parses a Subresource Integrity string (W3C SRI: `alg-base64[?options]`, separated by ASCII white space). Every part is
 * answered: unknown algorithms, empty or non-canonical values and options come back as `malformed` with their text, never
 * dropped. Empty or blank text has no parts.
 */
export function parseSri(text: string): readonly SriPart[] {
  return text
    .split(/[\t\n\f\r ]+/)
    .filter((part) => part !== '')
    .map(parseSriPart);
}

/** `alg-base64` for a digest, as npm and pnpm write it. */
export function formatSri(digest: Digest): string {
  return `${digest.alg}-${hexToBase64(digest.value)}`;
}

/** `alg:hex`, the form used in reports and on the terminal. */
export function formatDigest(digest: Digest): string {
  return `${digest.alg}:${digest.value}`;
}

/** The pins that an archive from a registry can be compared with: not those of archives that a package manager makes itself. */
export function artifactPins(pins: readonly Digest[]): readonly Digest[] {
  return pins.some(isClientMade) ? pins.filter((pin) => !isClientMade(pin)) : pins;
}

/** True for the digest of an archive that nobody serves. */
export function isClientMade({ covers }: Digest): boolean {
  return covers === 'client-archive';
}

/** True when algorithm and value are equal. */
export function sameDigest(a: Digest, b: Digest): boolean {
  return a.alg === b.alg && a.value === b.value;
}

function parseSriPart(part: string): SriPart {
  const dash = part.indexOf('-');
  const alg = dash < 0 ? null : digestAlgorithm(part.slice(0, dash));
  const digest = alg === null ? null : digestFromBase64(alg, part.slice(dash + 1));
  return digest === null ? { malformed: part } : { digest };
}

function isHex(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const digit = c >= 0x30 && c <= 0x39;
    const letter = (c >= 0x61 && c <= 0x66) || (c >= 0x41 && c <= 0x46);
    if (!digit && !letter) return false;
  }
  return true;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Value of each base64 digit by its code unit; -1 for what is none. */
const base64Values: Int8Array = Int8Array.from({ length: 128 }, (_, code) =>
  alphabet.indexOf(String.fromCharCode(code)),
);

const hexDigits: Uint8Array = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/**
 * Hex of canonical, padded base64 that decodes to exactly `bytes` bytes; null otherwise. Two digits of base64 are three of hex, and no
 * byte is made in between: a lockfile holds 100,000 digests.
 */
function base64ToHex(text: string, bytes: number): string | null {
  const padding = (3 - (bytes % 3)) % 3;
  const end = Math.ceil(bytes / 3) * 4 - padding;
  if (text.length !== end + padding || !text.endsWith('=='.slice(0, padding))) return null;
  const hex = new Array<number>(bytes * 2);
  // What stays after the last whole hex digit is unused bits, which canonical text leaves zero.
  let rest = 0;
  let bits = 0;
  let filled = 0;
  for (let i = 0; i < end; i++) {
    const value = base64Values[text.charCodeAt(i)] ?? -1;
    if (value < 0) return null;
    rest = (rest << 6) | value;
    for (bits += 6; bits >= 4; bits -= 4) {
      if (filled < hex.length) hex[filled++] = hexDigits[(rest >> (bits - 4)) & 15] ?? 0;
      else if (((rest >> (bits - 4)) & 15) !== 0) return null;
    }
    rest &= (1 << bits) - 1;
  }
  return rest === 0 ? String.fromCharCode(...hex) : null;
}

function hexToBase64(hex: string): string {
  let text = '';
  for (let i = 0; i < hex.length; i += 6) {
    const chunk = hex.slice(i, i + 6);
    const bits = Number.parseInt(chunk.padEnd(6, '0'), 16);
    const chars = chunk.length / 2 + 1;
    for (let j = 0; j < 4; j++) text += j < chars ? alphabet.charAt((bits >> (18 - 6 * j)) & 63) : '=';
  }
  return text;
}
