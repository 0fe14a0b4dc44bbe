/** What is behind a registry's keys, for the code of this folder. */

import { AssayError } from '@assay/model';
import type { KeyObject } from 'node:crypto';
import type { RegistryKeysCode } from '../codes/registry-codes.js';
import { equalBytes } from '../encoding/bytes.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import { importKey } from './import-key.js';
import { endInstantOf, firstInstantOf } from './instant.js';
import type { RegistryKeySpec, RegistryKeyUsage } from './registry-key.js';
import type { RegistryKeys } from './registry-keys.js';

/** One imported key. Milliseconds since 1970; it may sign from `from` on and before `until`. */
export interface CompiledKey {
  readonly id: string;
  readonly key: KeyObject;
  readonly spki: Uint8Array;
  readonly from: number;
  readonly until: number;
  readonly revoked: boolean;
}

/** A key, or that there is one which this version of Assay cannot verify with. */
export type KnownKey = CompiledKey | 'unsupported';

/** An id and usage of a key of another kind than ECDSA P-256. */
export interface UnsupportedKey {
  readonly id: string;
  readonly usages: readonly RegistryKeyUsage[];
}

type Index = Readonly<Record<RegistryKeyUsage, Map<string, KnownKey>>>;

const indexes = new WeakMap<RegistryKeys, Index>();
const bothUsages: readonly RegistryKeyUsage[] = ['signatures', 'attestations'];

/** Registries have two or three. */
const mostKeys = 256;

/**
 * Compiles keys, and remembers the ids of keys of other kinds, so that a signature by one is not called unknown. Each id names one
 * key, and one validity for each usage: the same entry twice is one, two that differ are refused.
 */
export function compileKeys(
  list: readonly RegistryKeySpec[],
  unsupported: readonly UnsupportedKey[],
): Checked<RegistryKeys> | Refusal<RegistryKeysCode> {
  const count = list.length + unsupported.length;
  if (count === 0) return refuse('keys-malformed', 'There is no key in the list.');
  if (count > mostKeys) return refuse('keys-malformed', `There are more than ${mostKeys} keys in the list.`);
  const index: Index = { signatures: new Map(), attestations: new Map() };
  for (const spec of list) {
    const refusal = addKey(index, spec);
    if (refusal !== null) return refusal;
  }
  for (const { id, usages } of unsupported) {
    if (bothUsages.some((usage) => isImported(index[usage].get(id)))) return conflict(id);
    for (const usage of usages) index[usage].set(id, 'unsupported');
  }
  const ids = [...new Set([...index.signatures.keys(), ...index.attestations.keys()])];
  const keys = { ids } as unknown as RegistryKeys;
  indexes.set(keys, index);
  return checked(keys);
}

/** The key that an id names, by its exact text, for a usage; undefined when there is none. */
export function findKey(keys: RegistryKeys, usage: RegistryKeyUsage, id: string): KnownKey | undefined {
  const index = indexes.get(keys);
  if (index === undefined) {
    throw new AssayError('ERR_INTERNAL', 'These registry keys were not made by readRegistryKeys or registryKeysOf.');
  }
  return index[usage].get(id);
}

function addKey(index: Index, spec: RegistryKeySpec): Refusal<RegistryKeysCode> | null {
  const key = compileKey(spec);
  if ('ok' in key) return key;
  const named = [index.signatures.get(key.id), index.attestations.get(key.id)];
  if (!named.every((other) => isSameMaterial(other, key))) return conflict(key.id);
  for (const usage of spec.usages ?? bothUsages) {
    const other = index[usage].get(key.id);
    if (other === undefined) index[usage].set(key.id, key);
    else if (!isSameValidity(other, key)) return conflict(key.id);
  }
  return null;
}

function compileKey(spec: RegistryKeySpec): CompiledKey | Refusal<RegistryKeysCode> {
  const from = spec.from === undefined ? -Infinity : firstInstantOf(spec.from);
  const until = spec.until === undefined ? Infinity : endInstantOf(spec.until);
  const imported = importKey(spec.id, spec.key);
  if ('ok' in imported) return imported;
  if (from === null || until === null || from >= until) {
    return refuse('keys-malformed', `The validity of the key ${spec.id} is none.`);
  }
  return { id: spec.id, ...imported, from, until, revoked: spec.revoked ?? false };
}

function isImported(key: KnownKey | undefined): key is CompiledKey {
  return key !== undefined && key !== 'unsupported';
}

function isSameMaterial(other: KnownKey | undefined, key: CompiledKey): boolean {
  return other === undefined || (other !== 'unsupported' && equalBytes(other.spki, key.spki));
}

function isSameValidity(other: KnownKey, key: CompiledKey): boolean {
  if (other === 'unsupported') return false;
  return other.from === key.from && other.until === key.until && other.revoked === key.revoked;
}

function conflict(id: string): Refusal<RegistryKeysCode> {
  return refuse('keys-conflicting', `The id ${id} stands twice with different keys or validities.`);
}
