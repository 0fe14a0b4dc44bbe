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

const hexOfByte: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Hex of canonical, padded base64 that decodes to exactly `bytes` bytes; null otherwise. */
function base64ToHex(text: string, bytes: number): string | null {
  if (text.length !== Math.ceil(bytes / 3) * 4) return null;
  const decoded = decodeBase64(text);
  // The platform decodes with forgiveness; only the canonical text comes out again.
  if (decoded?.length !== bytes || btoa(decoded) !== text) return null;
  // Joined, not added up: a lockfile holds 100,000 digests, and a text made of many parts keeps them all in memory.
  const hex: string[] = [];
  for (let i = 0; i < bytes; i++) hex.push(hexOfByte[decoded.charCodeAt(i)] ?? '');
  return hex.join('');
}

/** One code unit for each byte; null for what is no base64 at all. */
function decodeBase64(text: string): string | null {
  try {
    return atob(text);
  } catch {
    return null;
  }
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
