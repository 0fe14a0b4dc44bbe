import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { MintedKey } from './minted-key.js';

/** Somebody else's P-256 key: what services are shown of it. */
export interface ExternalKey extends MintedKey {
  /** Whether it made this ECDSA signature (DER, SHA-256) over these bytes. */
  verifies(bytes: Uint8Array, signature: Uint8Array): boolean;
}

/** The public key in PEM, or that of a certificate in PEM. It has no private part: to sign with it throws. Throws for other keys. */
export function externalKey(pem: string): ExternalKey {
  const publicKey = createPublicKey(pem);
  if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new TypeError('not a P-256 key');
  return {
    kind: 'p256',
    privatePem: '',
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    spki: publicKey.export({ type: 'spki', format: 'der' }),
    hash: 'sha256',
    sign: () => {
      throw new TypeError('the private key is somewhere else');
    },
    verifies: (bytes, signature) => verifies(publicKey, bytes, signature),
  };
}

function verifies(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  return verify('sha256', bytes, key, signature);
}
