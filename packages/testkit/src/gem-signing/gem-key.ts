import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** The kinds of key that gems are signed with, and some that they should not be. */
export type GemKeyKind = 'rsa1024' | 'rsa2048' | 'rsa3072' | 'p256' | 'p384' | 'secp256k1' | 'dsa2048';

/** Hash that goes into a signature. */
export type GemHash = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** A key pair that signs certificates and gems. */
export interface GemKey {
  readonly kind: GemKeyKind;
  /** PKCS#8 PEM, as `gem cert --private-key` takes it. */
  readonly privatePem: string;
  /** SubjectPublicKeyInfo as DER. */
  readonly spki: Uint8Array;
  /** RSA PKCS#1 v1.5, DSA or ECDSA (DER) over these bytes, which are hashed here. */
  sign(bytes: Uint8Array, hash?: GemHash): Uint8Array;
}

const kept = new Map<string, GemKey>();

/** The same key pair for the same kind and name, all through this process: RSA keys take long to make. */
export function gemKey(name: string, kind: GemKeyKind = 'rsa2048'): GemKey {
  const id = `${kind} ${name}`;
  const key = kept.get(id) ?? mintedKey(kind, freshKey(kind));
  kept.set(id, key);
  return key;
}

function mintedKey(kind: GemKeyKind, privateKey: KeyObject): GemKey {
  return {
    kind,
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    spki: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    sign: (bytes, hash = 'sha256') => sign(hash, bytes, privateKey),
  };
}

function freshKey(kind: GemKeyKind): KeyObject {
  switch (kind) {
    case 'rsa1024':
      return generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    case 'rsa2048':
      return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    case 'rsa3072':
      return generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey;
    case 'p256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    case 'p384':
      return generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    case 'secp256k1':
      return generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey;
    case 'dsa2048':
      return generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }).privateKey;
  }
}
