import { createPublicKey, generateKeyPairSync, hash, sign, type KeyObject } from 'node:crypto';

/** The kinds of key that testkit signs with. */
export type KeyKind = 'p256' | 'p384' | 'ed25519' | 'rsa2048' | 'rsa4096';

/** Hash that goes into a signature. Ed25519 ignores it. */
export type SignatureHash = 'sha256' | 'sha384' | 'sha512';

/** A key pair. */
export interface MintedKey {
  readonly kind: KeyKind;
  /** PKCS#8 PEM. */
  readonly privatePem: string;
  /** SubjectPublicKeyInfo as PEM. */
  readonly publicPem: string;
  /** SubjectPublicKeyInfo as DER. */
  readonly spki: Uint8Array;
  /** The hash that suits the kind. */
  readonly hash: SignatureHash;
  /** ECDSA (DER), RSA PKCS#1 v1.5 or Ed25519 over these bytes, which are hashed here. */
  sign(bytes: Uint8Array, hash?: SignatureHash): Uint8Array;
}

/** A fresh key pair. */
export function mintKey(kind: KeyKind = 'p256'): MintedKey {
  return mintedKey(kind, freshKey(kind));
}

const kept = new Map<string, MintedKey>();

/** The same key pair for the same kind and name, all through this process. */
export function keyNamed(name: string, kind: KeyKind = 'p256'): MintedKey {
  const id = `${kind} ${name}`;
  const key = kept.get(id) ?? mintKey(kind);
  kept.set(id, key);
  return key;
}

/** SHA-256 of the SubjectPublicKeyInfo: the key id of certificate logs, of Rekor v1, and of managed keys. */
export function spkiSha256({ spki }: Pick<MintedKey, 'spki'>): Uint8Array {
  return hash('sha256', spki, 'buffer');
}

function mintedKey(kind: KeyKind, privateKey: KeyObject): MintedKey {
  const publicKey = createPublicKey(privateKey);
  const suited = kind === 'p384' ? 'sha384' : 'sha256';
  return {
    kind,
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    spki: publicKey.export({ type: 'spki', format: 'der' }),
    hash: suited,
    sign: (bytes, wanted = suited) => sign(kind === 'ed25519' ? null : wanted, bytes, privateKey),
  };
}

function freshKey(kind: KeyKind): KeyObject {
  switch (kind) {
    case 'p256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    case 'p384':
      return generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    case 'ed25519':
      return generateKeyPairSync('ed25519').privateKey;
    case 'rsa2048':
      return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    case 'rsa4096':
      return generateKeyPairSync('rsa', { modulusLength: 4096 }).privateKey;
  }
}
