/**
 * Keys in TUF metadata, by what they are. tuf-js counts a threshold by key id and believes any id: one key listed under two ids
 * would count twice (CVE-2020-6174, CVE-2026-23992). So every id must be the digest of its key, and every key of a role another one:
 * as numbers, not as text, since one key can be written in many ways.
 */

import { createPublicKey, hash, type KeyObject } from 'node:crypto';
import type { DocMap, DocValue } from '@assay/documents';
import { asMap, asText } from '@assay/documents';

/**
 * True when `id` is the SHA-256 (hex) of the key's canonical JSON: of all that stands there, or of key type, scheme and value alone,
 * with or without `keyid_hash_algorithms` (TUF §4.2; repositories disagree about what else belongs to a key).
 */
export function isIdOfKey(id: string, key: DocMap): boolean {
  const core = ['keytype', 'keyval', 'scheme'];
  const forms = [[...key.keys()], core, [...core, 'keyid_hash_algorithms']];
  return forms.some((names) => hash('sha256', canonicalMap(key, names), 'hex') === id);
}

/**
 * The same text for the same key, however it is written; null for what is no key that can be read. What tuf-js would verify with is read
 * as tuf-js reads it, and told by its numbers: as DER one point still has three forms. RSA keys count by their modulus alone, as whoever
 * knows its factors can sign for every exponent.
 */
export function keyIdentity(key: DocMap): string | null {
  try {
    return JSON.stringify({ ...publicKeyOf(key).export({ format: 'jwk' }), e: undefined });
  } catch {
    return null;
  }
}

/** As @tufjs/models reads it (`utils/key.ts`): PEM for every type, hex for Ed25519 and points of the scheme's curve. */
function publicKeyOf(key: DocMap): KeyObject {
  const text = asText(asMap(key.get('keyval'))?.get('public')) ?? '';
  if (text.startsWith('-----BEGIN PUBLIC KEY-----')) return createPublicKey(text);
  const type = asText(key.get('keytype'));
  const algorithm = hexAlgorithms.get((type === 'ed25519' ? type : asText(key.get('scheme'))) ?? '');
  if (algorithm === undefined || !/^[0-9a-f]+$/iu.test(text)) throw new TypeError('no key');
  // Half a byte at the end is dropped, as tuf-js drops it.
  const bits = element(0x03, [Buffer.from([0]), Buffer.from(text, 'hex')]);
  return createPublicKey({ key: element(0x30, [algorithm, bits]), format: 'der', type: 'spki' });
}

/** AlgorithmIdentifiers (RFC 8410 §3, RFC 5480 §2.1.1). */
const hexAlgorithms: ReadonlyMap<string, Buffer> = new Map([
  ['ed25519', Buffer.from('300506032b6570', 'hex')],
  ['ecdsa-sha2-nistp256', Buffer.from('301306072a8648ce3d020106082a8648ce3d030107', 'hex')],
  ['ecdsa-sha2-nistp384', Buffer.from('301006072a8648ce3d020106052b81040022', 'hex')],
]);

/** DER of a short length: no point of these curves needs more. */
function element(tag: number, parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length > 127) throw new TypeError('no key');
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}

/** Canonical JSON as TUF means it (OLPC): sorted keys, no space, only `"` and `\` escaped. */
function canonical(value: DocValue): string {
  if (typeof value === 'string') return `"${value.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
  if (value === null || typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  return canonicalMap(value, [...value.keys()]);
}

function canonicalMap(map: DocMap, names: readonly string[]): string {
  const members = [...new Set(names)].filter((name) => map.has(name)).sort((a, b) => (a < b ? -1 : 1));
  return `{${members.map((name) => `${canonical(name)}:${canonical(map.get(name) ?? null)}`).join(',')}}`;
}

function isList(value: DocValue): value is readonly DocValue[] {
  return Array.isArray(value);
}
