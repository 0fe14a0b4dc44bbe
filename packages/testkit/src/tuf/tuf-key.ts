import { constants, createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { canonicalTufJson, type TufJson } from './canonical-tuf-json.js';

/** A key of a TUF role. */
export interface TufKey {
  readonly id: string;
  /** As it stands in `keys` of root or targets metadata. */
  readonly json: { readonly [name: string]: TufJson };
  readonly publicKey: KeyObject;
  /** Hex signature of these bytes. */
  sign(bytes: Uint8Array): string;
}

/** Kinds of keys that TUF clients know. */
export type TufKeyType = 'ed25519' | 'ecdsa' | 'ecdsa-p384' | 'rsa';

const ecdsa = (namedCurve: string, hash: string, scheme: string) => ({
  pair: () => generateKeyPairSync('ec', { namedCurve }),
  hash,
  json: { keytype: 'ecdsa', scheme },
});

const kinds = {
  ed25519: {
    pair: () => generateKeyPairSync('ed25519'),
    hash: null,
    json: { keytype: 'ed25519', scheme: 'ed25519' },
  },
  ecdsa: ecdsa('P-256', 'sha256', 'ecdsa-sha2-nistp256'),
  'ecdsa-p384': ecdsa('P-384', 'sha384', 'ecdsa-sha2-nistp384'),
  rsa: {
    pair: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
    hash: 'sha256',
    json: { keytype: 'rsa', scheme: 'rsassa-pss-sha256' },
  },
};

/** Makes a key. Ed25519 as hex, the others as PEM, as repositories write them. */
export function mintTufKey(type: TufKeyType = 'ed25519'): TufKey {
  const { pair, hash, json } = kinds[type];
  const { publicKey, privateKey } = pair();
  const text = type === 'ed25519' ? rawHex(publicKey) : publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const padding = type === 'rsa' ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {};
  return keyOf(
    { ...json, keyval: { public: text } },
    { publicKey, sign: (bytes) => sign(hash, bytes, { key: privateKey, ...padding }).toString('hex') },
  );
}

/** The same key under another id: by a member that changes the digest and nothing else. */
export function underAnotherId(key: TufKey, note = 'again'): TufKey {
  return keyOf({ ...key.json, 'x-note': note }, key);
}

/** The same key with another text as its value, and perhaps of another type or scheme, under the id that this gives. */
export function writtenAnew(key: TufKey, text: string, more: { keytype?: string; scheme?: string } = {}): TufKey {
  return keyOf({ ...key.json, ...more, keyval: { public: text } }, key);
}

function keyOf(json: TufKey['json'], { publicKey, sign }: Pick<TufKey, 'publicKey' | 'sign'>): TufKey {
  const id = createHash('sha256').update(canonicalTufJson(json)).digest('hex');
  return { id, json, publicKey, sign };
}

function rawHex(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
}
