/** Whether a certificate was signed with a key. */

import { verify } from 'node:crypto';
import type { Certificate } from '../sigstore/x509-certificate.js';
import type { CertificateKey } from './certificate-key.js';

interface SignatureScheme {
  readonly kind: CertificateKey['kind'];
  readonly hash: 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';
}

/** RFC 3279 §2.2, RFC 4055 §5, RFC 5758 §3. RSASSA-PSS is not among them: nothing that signs gems writes it. */
const schemes: ReadonlyMap<string, SignatureScheme> = new Map([
  ['1.2.840.113549.1.1.4', { kind: 'rsa', hash: 'md5' }],
  ['1.2.840.113549.1.1.5', { kind: 'rsa', hash: 'sha1' }],
  ['1.2.840.113549.1.1.11', { kind: 'rsa', hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { kind: 'rsa', hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { kind: 'rsa', hash: 'sha512' }],
  ['1.2.840.10045.4.1', { kind: 'ec', hash: 'sha1' }],
  ['1.2.840.10045.4.3.2', { kind: 'ec', hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { kind: 'ec', hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { kind: 'ec', hash: 'sha512' }],
  ['1.2.840.10040.4.3', { kind: 'dsa', hash: 'sha1' }],
  ['2.16.840.1.101.3.4.3.2', { kind: 'dsa', hash: 'sha256' }],
]);

/** True when the certificate's signature is one of this key, by the algorithm that the certificate names. */
export function isSignedBy(certificate: Certificate, key: CertificateKey | null): boolean {
  const scheme = schemes.get(certificate.signatureAlgorithm);
  if (key === null || scheme?.kind !== key.kind) return false;
  return verify(scheme.hash, certificate.tbs, key.key, certificate.signature);
}

/** True when the certificate's signature rests on MD5 or SHA-1, of which collisions are known. */
export function hasWeakHash(certificate: Certificate): boolean {
  const hash = schemes.get(certificate.signatureAlgorithm)?.hash;
  return hash === 'md5' || hash === 'sha1';
}
