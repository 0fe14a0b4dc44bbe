import { noteKeyHash } from './checkpoint.js';
import { keyNamed, spkiSha256, type MintedKey } from './minted-key.js';
import type { ValidFor } from './valid-for.js';

/** A Rekor or certificate log: its key, names and ids. Mistakes change these. */
export interface LogPlan {
  readonly baseUrl: string;
  readonly key: MintedKey;
  /** In the trusted root, and in entries or SCTs: 32 bytes. */
  readonly logId: Uint8Array;
  /** First line of its checkpoints. */
  readonly origin: string;
  /** Name in its checkpoints' signature lines. */
  readonly name: string;
  /** First 4 bytes of its key's id in signature lines. */
  readonly keyId: Uint8Array;
  readonly validFor: ValidFor | null;
}

/** A certificate log (RFC 6962). */
export function certificateLog(host: string, validFor: ValidFor): LogPlan {
  return ecdsaLog({ host, baseUrl: `https://${host}/2022`, validFor, origin: host });
}

/** Rekor v1: ECDSA; checkpoints name the tree's number. */
export function rekorV1(host: string, validFor: ValidFor): LogPlan {
  return ecdsaLog({ host, baseUrl: `https://${host}`, validFor, origin: `${host} - 2605736670972794746` });
}

function ecdsaLog(given: {
  readonly host: string;
  readonly baseUrl: string;
  readonly validFor: ValidFor;
  readonly origin: string;
}): LogPlan {
  const { host, ...rest } = given;
  const key = keyNamed(host);
  const logId = spkiSha256(key);
  return { ...rest, name: host, key, logId, keyId: logId.subarray(0, 4) };
}

/** Rekor v2: Ed25519; ids by C2SP signed-note, so they depend on the name. */
export function rekorV2(host: string, validFor: ValidFor): LogPlan {
  const key = keyNamed(host, 'ed25519');
  const logId = noteKeyHash(host, key);
  return { baseUrl: `https://${host}`, key, logId, origin: host, name: host, keyId: logId.subarray(0, 4), validFor };
}
