/**
 * Keys in TUF metadata, by what they are. tuf-js counts a threshold by key id and believes any id: one key listed under two ids
 * would count twice (CVE-2020-6174, CVE-2026-23992). So every id must be the digest of its key, and every key of a role another one.
 */

import { createPublicKey, hash } from 'node:crypto';
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

/** The same text for the same key, however it is written: its SubjectPublicKeyInfo where it is a PEM, else its hex. */
export function keyIdentity(key: DocMap): string {
  const text = asText(asMap(key.get('keyval'))?.get('public')) ?? '';
  if (!text.startsWith('-----BEGIN')) return text.toLowerCase();
  try {
    return createPublicKey(text).export({ format: 'der', type: 'spki' }).toString('hex');
  } catch {
    return text;
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
