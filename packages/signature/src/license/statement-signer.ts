/** Who signs a vendor's statements: a port, so that a key in a file, in hardware or in a cloud are the same to who seals. */

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { AssayError } from '@assay/model';
import { encodeBase64 } from '../encoding/base64.js';
import type { PublicKey } from '../sigstore/public-key.js';
import { readChecksumKey, signStatement } from './statement-signature.js';

/** Signs what a DSSE envelope is signed over. */
export interface StatementSigner {
  /** Which key it is, for people: a hint that no verifier may rely on. */
  readonly keyId: string;
  /** The signature over these exact bytes, in the one form that belongs to the type of the key; see `checksumKeyProblem`. */
  sign(preAuthEncoding: Uint8Array): Promise<Uint8Array> | Uint8Array;
}

const hint = 'Make one with `openssl genpkey -algorithm ed25519`.';

/**
 * A signer with a private key from PEM, not encrypted unless a passphrase is given: Ed25519, P-256, P-384, or RSA from 3072 bits. Its key id is the SHA-256
 * of the public key's DER, in hex. Throws AssayError `ERR_USAGE` for any other text, which it never quotes.
 */
export function keySigner(pem: string, passphrase?: string): StatementSigner {
  const privateKey = privateKeyOf(pem, passphrase);
  const publicKey = publicKeyOf(privateKey);
  return {
    keyId: publicKey.fingerprint,
    sign: (preAuthEncoding) => signStatement(privateKey, publicKey, preAuthEncoding),
  };
}

function privateKeyOf(pem: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    // OpenSSL's own message stays out: it is about the secret.
    const without = passphrase === undefined ? 'without a passphrase' : 'that this passphrase opens';
    throw new AssayError('ERR_USAGE', `The signing key is not a private key in PEM ${without}.`, { hint });
  }
}

function publicKeyOf(privateKey: KeyObject): PublicKey {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const key = readChecksumKey(encodeBase64(spki));
  if (typeof key === 'string') throw new AssayError('ERR_USAGE', `The signing key cannot be used. ${key}`, { hint });
  return key;
}
