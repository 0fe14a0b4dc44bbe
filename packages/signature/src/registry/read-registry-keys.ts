import { asBoolean, asList, asMap, asText, parseJson, type DocMap, type DocValue } from '@assay/documents';
import type { RegistryKeysCode } from '../codes/registry-codes.js';
import { encodeUtf8 } from '../encoding/bytes.js';
import { refuse, type Checked, type Refusal } from '../outcome.js';
import type { RegistryKeySpec, RegistryKeyUsage } from './registry-key.js';
import { compileKeys, type UnsupportedKey } from './compiled-keys.js';
import type { RegistryKeys } from './registry-keys.js';

const maxBytes = 1024 * 1024;

/** The one kind of key there is so far, in the words of either form. */
const p256Details = 'PKIX_ECDSA_P256_SHA_256';
const p256Type = 'ecdsa-sha2-nistp256';

/** Usages that Assay knows; entries of others are for other tools. */
const usages: ReadonlyMap<string, RegistryKeyUsage> = new Map([
  ['npm:signatures', 'signatures'],
  ['npm:attestations', 'attestations'],
]);

/**
 * Reads a registry's keys, in the form of the TUF target `<host>/keys.json` (`keyId`, `keyUsage`, `publicKey`) or in that of the
 * registry's own endpoint (`keyid`, `keytype`, `scheme`, `key`, `expires`). The whole document or nothing: a broken entry, or two
 * that contradict each other, refuse it. Keys of kinds other than ECDSA P-256 are remembered by id. A `revoked` member counts in both.
 */
export function readRegistryKeys(text: string): Checked<RegistryKeys> | Refusal<RegistryKeysCode> {
  const result = parseJson(encodeUtf8(text), { maxBytes });
  if (!result.ok) return refuse('keys-malformed', result.problem.detail);
  const list = asList(asMap(result.document.value)?.get('keys'));
  if (list === undefined) return refuse('keys-malformed', 'The document has no list of keys.');
  const supported: RegistryKeySpec[] = [];
  const unsupported: UnsupportedKey[] = [];
  for (const entry of list) {
    const key = readEntry(entry);
    if (key === null) return refuse('keys-malformed', 'An entry in the list of keys is none.');
    if (key === 'for-others') continue;
    if ('key' in key) supported.push(key);
    else unsupported.push(key);
  }
  return compileKeys(supported, unsupported);
}

type Entry = RegistryKeySpec | UnsupportedKey | 'for-others' | null;

/** An entry has one form: with members of both, readers would differ about its id. */
function readEntry(value: DocValue): Entry {
  const entry = asMap(value);
  if (entry === undefined || entry.has('keyId') === entry.has('keyid')) return null;
  const revoked = entry.has('revoked') ? asBoolean(entry.get('revoked')) : false;
  if (revoked === undefined) return null;
  const key = entry.has('keyId') ? readTargetEntry(entry) : readEndpointEntry(entry);
  return key !== null && typeof key === 'object' && 'key' in key ? { ...key, revoked } : key;
}

/** `{keyId, keyUsage, publicKey: {rawBytes, keyDetails, validFor: {start, end}}}`. A key without a start is refused. */
function readTargetEntry(entry: DocMap): Entry {
  const id = asText(entry.get('keyId'));
  const usage = asText(entry.get('keyUsage'));
  const publicKey = asMap(entry.get('publicKey'));
  const details = asText(publicKey?.get('keyDetails'));
  if (id === undefined || usage === undefined || details === undefined) return null;
  const known = usages.get(usage);
  if (known === undefined) return 'for-others';
  if (details !== p256Details) return { id, usages: [known] };
  const validFor = asMap(publicKey?.get('validFor'));
  const key = asText(publicKey?.get('rawBytes'));
  const from = asText(validFor?.get('start'));
  const until = validFor === undefined ? null : optionalText(validFor, 'end');
  if (key === undefined || from === undefined || until === null) return null;
  return { id, key, from, ...(until === undefined ? {} : { until }), usages: [known] };
}

/** `{keyid, keytype, scheme, key, expires}`; `expires` is null for a key without an end. */
function readEndpointEntry(entry: DocMap): Entry {
  const id = asText(entry.get('keyid'));
  const key = asText(entry.get('key'));
  const until = optionalText(entry, 'expires');
  const kinds = [asText(entry.get('keytype')), asText(entry.get('scheme'))];
  if (id === undefined || key === undefined || until === null || kinds.includes(undefined)) return null;
  if (!kinds.every((kind) => kind === p256Type)) return { id, usages: ['signatures', 'attestations'] };
  return { id, key, ...(until === undefined ? {} : { until }) };
}

/** Undefined where the member is missing or null; null where it is something else than text. */
function optionalText(map: DocMap, key: string): string | undefined | null {
  const value = map.get(key);
  return value === undefined || value === null ? undefined : (asText(value) ?? null);
}
