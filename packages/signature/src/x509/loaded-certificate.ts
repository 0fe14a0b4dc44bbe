/** A certificate with what one always needs of it: its fingerprint and its key. */

import { hash } from 'node:crypto';
import { equalBytes } from '../encoding/bytes.js';
import { decodePem } from '../encoding/pem.js';
import { parseCertificate, type Certificate } from '../sigstore/x509-certificate.js';
import { readCertificateKey, type CertificateKey } from './certificate-key.js';

/** A certificate that was read strictly, once. */
export interface LoadedCertificate extends Certificate {
  /** SHA-256 of the DER, lowercase hex. */
  readonly fingerprint: string;
  /** Null for a key of a kind that signs no gems. */
  readonly key: CertificateKey | null;
}

/** Real ones have 2 kB. */
const maxPemLength = 32 * 1024;

/** The certificate in one strict PEM block; null for anything else. */
export function loadCertificate(pem: string): LoadedCertificate | null {
  const block = pem.length > maxPemLength ? null : decodePem(pem);
  const certificate = block?.label === 'CERTIFICATE' ? parseCertificate(block.bytes) : null;
  if (certificate === null) return null;
  return {
    ...certificate,
    fingerprint: hash('sha256', certificate.der, 'hex'),
    key: readCertificateKey(certificate.spki),
  };
}

/** True when both certify the same key for the same name (compared as DER): all that a trust anchor is (RFC 5280 §6.1.1 d). */
export function sameHolder(a: Certificate, b: Certificate): boolean {
  return equalBytes(a.subject, b.subject) && equalBytes(a.spki, b.spki);
}
