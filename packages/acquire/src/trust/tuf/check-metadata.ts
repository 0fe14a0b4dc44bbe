/**
 * Looks at TUF metadata before tuf-js does: strict JSON, every field that decides something, key ids, names. tuf-js checks the
 * signatures afterwards, over the same bytes. Everything here is written by whoever runs or forges the mirror.
 */

import { asList, asMap, asNumber, asText, parseJson, type DocMap, type DocValue } from '@assay/documents';
import { isUtcTime } from '../trust-time.js';
import { isIdOfKey, readTufKey } from './key-id.js';
import { TufFailure } from './tuf-failure.js';

/** A role's kind of metadata. */
export type MetadataType = 'root' | 'timestamp' | 'snapshot' | 'targets';

const maxBytes = 8 * 1024 * 1024;
const topRoles = ['root', 'timestamp', 'snapshot', 'targets'];
const digestLengths: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/** Throws {@link TufFailure} for metadata of `type` that is not what TUF (specification 1.0) lets it be. `name`: the file's, for people. */
export function checkMetadata(bytes: Uint8Array, type: MetadataType, name: string): void {
  const parsed = parseJson(bytes, { maxBytes, maxDepth: 32 });
  if (!parsed.ok) throw malformed(name, `is no strict JSON: ${parsed.problem.detail}`);
  const file = asMap(parsed.document.value);
  const signed = asMap(file?.get('signed'));
  if (file === undefined || signed === undefined) throw malformed(name, 'has no signed part');
  refusePrototypeKeys(file, name);
  checkSignatures(asList(file.get('signatures')), name);
  checkCommon(signed, type, name);
  if (type === 'root') checkRoot(signed, name);
  if (type === 'timestamp' || type === 'snapshot') checkMeta(asMap(signed.get('meta')), name);
  if (type === 'targets') checkTargets(signed, name);
}

/** True when some hash among them says which bytes are meant: SHA-256 or longer, written in full. */
export function hasStrongHash(hashes: Iterable<readonly [string, unknown]>): boolean {
  let strong = false;
  for (const [alg, value] of hashes) {
    const length = digestLengths.get(alg);
    if (length === undefined) continue;
    if (typeof value !== 'string' || value.length !== length || !/^[0-9a-f]+$/u.test(value)) return false;
    strong = true;
  }
  return strong;
}

/** True for a target or role name that stays where it is put, as URL and as path (CVE-2021-41131, CVE-2026-24686). */
export function isSafeName(name: string): boolean {
  if (name === '' || name.length > 512 || /[\p{Cc}\\]/u.test(name)) return false;
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function checkSignatures(signatures: readonly DocValue[] | undefined, name: string): void {
  if (signatures === undefined) throw malformed(name, 'has no list of signatures');
  const seen = new Set<string>();
  for (const entry of signatures) {
    const signature = asMap(entry);
    const id = asText(signature?.get('keyid'));
    const sig = asText(signature?.get('sig'));
    // A signature that a key holder still owes is written as an empty text; it counts for nothing.
    if (id === undefined || sig === undefined || !/^[0-9a-f]*$/iu.test(sig))
      throw malformed(name, 'has a signature that is none');
    if (seen.has(id)) throw new TufFailure('tuf-duplicate-key', `${name} is signed twice by one key.`);
    seen.add(id);
  }
}

function checkCommon(signed: DocMap, type: MetadataType, name: string): void {
  if (asText(signed.get('_type')) !== type) throw malformed(name, `is no ${type} metadata`);
  if (!/^1\.\d{1,3}(?:\.\d{1,3})?$/u.test(asText(signed.get('spec_version')) ?? '')) {
    throw malformed(name, 'is of a version of TUF that is not understood');
  }
  if (!isPositive(signed.get('version'))) throw malformed(name, 'has no version number');
  if (!isUtcTime(asText(signed.get('expires')) ?? '')) throw malformed(name, 'does not say when it expires');
}

function checkRoot(signed: DocMap, name: string): void {
  const keys = checkedKeys(asMap(signed.get('keys')), name);
  const roles = asMap(signed.get('roles'));
  for (const role of topRoles) checkRole(asMap(roles?.get(role)), keys, `the role ${role} of ${name}`);
  if (typeof signed.get('consistent_snapshot') !== 'boolean') throw malformed(name, 'does not say how files are named');
}

function checkedKeys(keys: DocMap | undefined, name: string): DocMap {
  if (keys === undefined) throw malformed(name, 'has no keys');
  for (const [id, value] of keys.entries()) {
    const key = asMap(value);
    if (key === undefined) throw malformed(name, 'has a key that is none');
    if (!isIdOfKey(id, key))
      throw new TufFailure('tuf-key-id-mismatch', `${name} lists a key under an id that is not its digest.`);
  }
  return keys;
}

function checkRole(role: DocMap | undefined, keys: DocMap, what: string): void {
  const ids = asList(role?.get('keyids'))?.map((id) => asText(id));
  if (ids === undefined || ids.includes(undefined)) throw malformed(what, 'lists no key ids');
  if (!isPositive(role?.get('threshold'))) throw malformed(what, 'has no threshold');
  const read = ids.flatMap((id) => {
    const key = asMap(keys.get(id ?? ''));
    return key === undefined ? [] : [readTufKey(key)];
  });
  if (read.some(({ kind }) => kind === 'incomparable')) throw malformed(what, 'lists a key that cannot be compared');
  const identities = read.flatMap((each) => (each.kind === 'known' ? [each.identity] : []));
  const distinct = new Set(identities).size;
  if (new Set(ids).size !== ids.length || distinct !== identities.length)
    throw new TufFailure(
      'tuf-duplicate-key',
      `${capital(what)} lists one key more than once, which would then count more than once.`,
    );
  // Newer kinds of keys stand beside older ones for those who can read them. They never count here.
  if (read.length > distinct && distinct < (asNumber(role?.get('threshold') ?? null) ?? 0))
    throw malformed(what, 'lists fewer keys that can be read than have to sign');
}

function checkMeta(meta: DocMap | undefined, name: string): void {
  if (meta === undefined) throw malformed(name, 'names no metadata');
  for (const [file, value] of meta.entries()) {
    const entry = asMap(value);
    if (!isSafeName(file)) throw unsafe(name, 'a metadata file');
    if (!isPositive(entry?.get('version'))) throw malformed(name, 'names a file without its version');
    checkLength(entry?.get('length') ?? 0, name);
    const hashes = entry?.get('hashes');
    if (hashes !== undefined && !hasStrongHash(asMap(hashes)?.entries() ?? []))
      throw malformed(name, 'has no usable hash for a file');
  }
}

function checkTargets(signed: DocMap, name: string): void {
  const targets = asMap(signed.get('targets'));
  if (targets === undefined) throw malformed(name, 'has no targets');
  for (const [target, value] of targets.entries()) {
    if (!isSafeName(target)) throw unsafe(name, 'a target');
    checkLength(asMap(value)?.get('length') ?? -1, name);
  }
  const delegations = asMap(signed.get('delegations'));
  if (delegations === undefined) return;
  const keys = checkedKeys(asMap(delegations.get('keys')), name);
  for (const value of asList(delegations.get('roles')) ?? []) checkDelegation(asMap(value), keys, name);
  const succinct = asMap(delegations.get('succinct_roles'));
  if (succinct !== undefined) checkRole(succinct, keys, `the delegated roles of ${name}`);
}

/** What TUF's path patterns are made of (§4.5): names, `*` and `?`. tuf-js would read more into other characters. */
const pathPattern = /^[\w@.*?/+~-]{1,256}$/u;

function checkDelegation(role: DocMap | undefined, keys: DocMap, name: string): void {
  if (!isSafeName(asText(role?.get('name')) ?? '')) throw unsafe(name, 'a role');
  checkRole(role, keys, `a delegated role of ${name}`);
  const patterns = asList(role?.get('paths')) ?? [];
  if (patterns.length > 1000 || !patterns.every((pattern) => pathPattern.test(asText(pattern) ?? ''))) {
    throw malformed(name, 'delegates by patterns that are not understood');
  }
}

function checkLength(value: DocValue, name: string): void {
  const length = asNumber(value);
  if (length === undefined || !Number.isSafeInteger(length) || length < 0)
    throw malformed(name, 'has a length that is none');
}

/** A key named so would change what an object is, not what it holds (THREATS row 26). */
function refusePrototypeKeys(value: DocValue, name: string): void {
  if (value === null || typeof value !== 'object') return;
  const map = asMap(value);
  if (map === undefined) for (const item of asList(value) ?? []) refusePrototypeKeys(item, name);
  else {
    for (const [key, member] of map.entries()) {
      if (key === '__proto__') throw malformed(name, 'has a member called __proto__');
      refusePrototypeKeys(member, name);
    }
  }
}

function isPositive(value: DocValue | undefined): boolean {
  const number = value === undefined ? undefined : asNumber(value);
  return number !== undefined && Number.isSafeInteger(number) && number > 0;
}

function unsafe(name: string, what: string): TufFailure {
  return new TufFailure('tuf-unsafe-name', `${name} names ${what} by a path that leads elsewhere.`);
}

function malformed(name: string, why: string): TufFailure {
  return new TufFailure('tuf-malformed', `${capital(name)} ${why.replace(/\.$/u, '')}.`);
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
