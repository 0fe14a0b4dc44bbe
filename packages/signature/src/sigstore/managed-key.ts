import type { SigstoreCode } from '../codes/sigstore-codes.js';
import { decodePem } from '../encoding/pem.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import { importPublicKey } from './public-key.js';
import type { ManagedKey } from './imported-key.js';
import { managedKeyParts, sealManagedKey } from './managed-key-parts.js';

export type { ManagedKey } from './imported-key.js';

/** What is known about a key beside its bytes. */
export interface ManagedKeyOptions {
  readonly hint?: string;
  /** RFC 3339: verified times before `start` or after `end` are outside its validity; both ends belong to it. */
  readonly validFor?: { readonly start?: string; readonly end?: string };
}

/**
 * Imports a public key from PEM (`PUBLIC KEY`). P-256, P-384, P-521, RSA from 2048 bits, Ed25519 that is not of low order;
 * anything else is `key-malformed`.
 */
export function parseManagedKey(
  pem: string,
  options: ManagedKeyOptions = {},
): Checked<ManagedKey> | Refusal<SigstoreCode> {
  const block = pem.length > 20_000 ? null : decodePem(pem);
  if (block?.label !== 'PUBLIC KEY') return refuse('key-malformed', 'The key is not one PEM block of a PUBLIC KEY.');
  return importManagedKey(block.bytes, options);
}

/** Imports a public key from the DER of its SubjectPublicKeyInfo; otherwise as {@link parseManagedKey}. */
export function importManagedKey(
  spki: Uint8Array,
  options: ManagedKeyOptions = {},
): Checked<ManagedKey> | Refusal<SigstoreCode> {
  const key = importPublicKey(spki);
  if (typeof key === 'string') return refuse('key-malformed', `The public key is ${key}.`);
  const [start, end] = [timeOf(options.validFor?.start, -Infinity), timeOf(options.validFor?.end, Infinity)];
  if (start === null || end === null) return refuse('key-malformed', "The key's validity is not in RFC 3339.");
  const { hint } = options;
  return checked(sealManagedKey({ key, start, end, ...(hint === undefined ? {} : { hint }) }));
}

/** True when the key may be the one that a bundle with this hint names. */
export function answersHint(key: ManagedKey, hint: string): boolean {
  const parts = managedKeyParts(key);
  return parts !== undefined && (parts.hint === undefined || parts.hint === hint);
}

function timeOf(text: string | undefined, otherwise: number): number | null {
  if (text === undefined) return otherwise;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
