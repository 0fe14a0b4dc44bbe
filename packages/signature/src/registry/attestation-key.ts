import type { VerifiedTime } from '@assay/model';
import type { NpmAttestationCode } from '../codes/registry-codes.js';
import { equalBytes } from '../encoding/bytes.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import type { Bundle } from '../sigstore/bundle.js';
import { importManagedKey, type ManagedKey } from '../sigstore/managed-key.js';
import { findKey, type CompiledKey } from './compiled-keys.js';
import type { RegistryKeys } from './registry-keys.js';

/** The registry key that must have signed. */
export interface AttestationKey {
  readonly id: string;
  readonly key: ManagedKey;
  readonly spki: Uint8Array;
}

const imported = new WeakMap<CompiledKey, ManagedKey>();

/**
 * The registry's key that a publish attestation names by its hint. (The envelope may name one too, and clients choose by the one or
 * the other; bundles in which the two differ are malformed.) Its validity is checked with the verified times, when the bundle is.
 */
export function attestationKey(
  bundle: Bundle,
  keys: RegistryKeys | null,
): Checked<AttestationKey> | Refusal<NpmAttestationCode> {
  const hint = bundle.keyHint;
  if (hint === undefined) return refuse('attestation-signer-unexpected', 'It is not signed by a key of a registry.');
  const key = keys === null ? undefined : findKey(keys, 'attestations', hint);
  if (key === undefined) return refuse('attestation-key-unknown', `The key ${shown(hint)} is not known.`);
  if (key === 'unsupported')
    return refuse('attestation-key-unsupported', `The key ${shown(hint)} is of another kind than P-256.`);
  if (key.revoked) return refuse('attestation-key-revoked', `The key ${shown(hint)} has been revoked.`);
  const managed = managedKeyOf(key);
  return managed.ok ? checked({ id: key.id, key: managed.value, spki: key.spki }) : managed;
}

/**
 * What another registry's keys say of this key at the verified times: that it is one of them under its name, that it was revoked or had
 * another time, or nothing.
 */
export function standingAmong(
  keys: RegistryKeys | null,
  { id, spki }: AttestationKey,
  times: readonly VerifiedTime[],
): 'own' | 'revoked' | 'not-then' | 'unknown' {
  const own = keys === null ? undefined : findKey(keys, 'attestations', id);
  if (own === undefined || own === 'unsupported' || !equalBytes(own.spki, spki)) return 'unknown';
  if (own.revoked) return 'revoked';
  const instants = times.map(({ at }) => Date.parse(at));
  return instants.every((time) => own.from <= time && time < own.until) ? 'own' : 'not-then';
}

/** The key as bundles are verified with it, made once. There, both ends belong to the validity; here the last millisecond does not. */
function managedKeyOf(key: CompiledKey): Checked<ManagedKey> | Refusal<NpmAttestationCode> {
  const known = imported.get(key);
  if (known !== undefined) return checked(known);
  const { id: hint, spki, from, until } = key;
  const validFor = {
    ...(Number.isFinite(from) ? { start: new Date(from).toISOString() } : {}),
    ...(Number.isFinite(until) ? { end: new Date(until - 1).toISOString() } : {}),
  };
  const managed = importManagedKey(spki, { hint, validFor });
  if (managed.ok) imported.set(key, managed.value);
  return managed;
}

function shown(id: string): string {
  return JSON.stringify(id.length > 80 ? `${id.slice(0, 80).toWellFormed()}…` : id);
}
