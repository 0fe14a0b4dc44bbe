/**
 * Keys in TUF metadata, by what they are. tuf-js counts a threshold by key id and believes any id: one key listed under two ids
 * would count twice (CVE-2020-6174, CVE-2026-23992). So every id must be the digest of its key, and every key of a role another one:
 * as numbers, not as text, since one key can be written in many ways.
 */

import { hash, KeyObject } from 'node:crypto';
import type { DocMap, DocValue } from '@assay/documents';
import { asMap, asText } from '@assay/documents';
import { getPublicKey } from '@tufjs/models/dist/utils/key.js';

/**
 * True when `id` is the SHA-256 (hex) of the key's canonical JSON: of all that stands there, or of key type, scheme and value alone,
 * with or without `keyid_hash_algorithms` (TUF §4.2; repositories disagree about what else belongs to a key).
 */
export function isIdOfKey(id: string, key: DocMap): boolean {
  const core = ['keytype', 'keyval', 'scheme'];
  const forms = [[...key.keys()], core, [...core, 'keyid_hash_algorithms']];
  return forms.some((names) => hash('sha256', canonicalMap(key, names), 'hex') === id);
}

/** A key as tuf-js verifies with it. */
export type TufKeyReading =
  /** `identity` is the same text for the same key, however it is written. */
  | { readonly kind: 'known'; readonly identity: string }
  /** tuf-js cannot read it: no signature of it ever counts. */
  | { readonly kind: 'unread' }
  /** tuf-js can read it, and nothing tells it from others. */
  | { readonly kind: 'incomparable' };

/**
 * Reads a key with the function that tuf-js verifies with, so that what is compared is what counts, and tells it by its numbers: as DER
 * one point still has three forms. RSA keys are told by their modulus alone, as whoever knows its factors can sign for every exponent.
 */
export function readTufKey(key: DocMap): TufKeyReading {
  const publicKey = publicKeyOf(key);
  if (publicKey === null) return { kind: 'unread' };
  try {
    return { kind: 'known', identity: JSON.stringify({ ...publicKey.export({ format: 'jwk' }), e: undefined }) };
  } catch {
    return { kind: 'incomparable' };
  }
}

function publicKeyOf(key: DocMap): KeyObject | null {
  const [keyType, scheme] = [asText(key.get('keytype')), asText(key.get('scheme'))];
  const keyVal = asText(asMap(key.get('keyval'))?.get('public')) ?? '';
  if (keyType === undefined || scheme === undefined || keyVal === '') return null;
  try {
    const read = getPublicKey({ keyType, scheme, keyVal }).key;
    return read instanceof KeyObject ? read : null;
  } catch {
    return null;
  }
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
