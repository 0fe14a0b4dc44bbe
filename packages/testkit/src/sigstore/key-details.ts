import type { KeyKind } from './minted-key.js';

/** Sigstore's name for what a key of this kind signs with (protobuf-specs, `PublicKeyDetails`). */
export const keyDetails: Readonly<Record<KeyKind, string>> = {
  p256: 'PKIX_ECDSA_P256_SHA_256',
  p384: 'PKIX_ECDSA_P384_SHA_384',
  ed25519: 'PKIX_ED25519',
  rsa2048: 'PKIX_RSA_PKCS1V15_2048_SHA256',
  rsa4096: 'PKIX_RSA_PKCS1V15_4096_SHA256',
};
