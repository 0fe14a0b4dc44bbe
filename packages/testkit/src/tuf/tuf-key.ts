import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { canonicalTufJson, type TufJson } from './canonical-tuf-json.js';

/** A key of a TUF role. */
export interface TufKey {
  readonly id: string;
  /** As it stands in `keys` of root or targets metadata. */
  readonly json: { readonly [name: string]: TufJson };
  /** Hex signature of these bytes. */
  sign(bytes: Uint8Array): string;
}

/** Makes a key. Ed25519 as hex, ECDSA P-256 as PEM, as repositories write them. */
export function mintTufKey(type: 'ed25519' | 'ecdsa' = 'ed25519'): TufKey {
  const pair = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const json =
    type === 'ed25519'
      ? { keytype: 'ed25519', keyval: { public: rawHex(pair.publicKey) }, scheme: 'ed25519' }
      : {
          keytype: 'ecdsa',
          keyval: { public: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString() },
          scheme: 'ecdsa-sha2-nistp256',
        };
  const digest = type === 'ed25519' ? null : 'sha256';
  return {
    id: keyId(json),
    json,
    sign: (bytes) => sign(digest, bytes, pair.privateKey).toString('hex'),
  };
}

/** The same key under another id: by a member that changes the digest and nothing else. */
export function underAnotherId(key: TufKey, note = 'again'): TufKey {
  const json = { ...key.json, 'x-note': note };
  return { id: keyId(json), json, sign: (bytes) => key.sign(bytes) };
}

function keyId(json: TufKey['json']): string {
  return createHash('sha256').update(canonicalTufJson(json)).digest('hex');
}

function rawHex(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
}
