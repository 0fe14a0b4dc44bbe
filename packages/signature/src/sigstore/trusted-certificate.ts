import { Buffer } from 'node:buffer';
import { X509Certificate } from '@sigstore/core';

/**
 * The certificate, which encodes itself and what its issuer signed at most once each: sigstore-js does it anew for every
 * comparison and every signature.
 */
export function rememberEncoding(certificate: X509Certificate): X509Certificate {
  encodeOnce(certificate.tbsCertificate);
  encodeOnce(certificate.root);
  return certificate;
}

function encodeOnce(element: X509Certificate['root']): void {
  const encode = element.toDER.bind(element);
  let encoded: Buffer | undefined;
  element.toDER = () => (encoded ??= encode());
}

/**
 * A certificate of a trusted root as sigstore-js takes it, which remembers what never changes: its encoding, and which of its
 * fellows issued it. sigstore-js asks for both again for every bundle, and takes more time for that than for everything else
 * (PERFORMANCE: P-384 verifies 1,300 times a second). The answers are sigstore-js's own; they are only asked for once.
 */
export class TrustedCertificate extends X509Certificate {
  readonly #issuedBy = new Map<X509Certificate, boolean>();
  #isSelfSigned: boolean | undefined;
  #publicKey: Buffer | undefined;

  static read(der: Uint8Array): TrustedCertificate {
    return new TrustedCertificate(rememberEncoding(X509Certificate.parse(Buffer.from(der))).root);
  }

  override get publicKey(): Buffer {
    this.#publicKey ??= super.publicKey;
    return this.#publicKey;
  }

  override verify(issuer?: X509Certificate): boolean {
    if (issuer === undefined) {
      this.#isSelfSigned ??= super.verify();
      return this.#isSelfSigned;
    }
    // Only fellows are remembered: whatever a bundle brings would be kept for ever.
    if (!(issuer instanceof TrustedCertificate)) return super.verify(issuer);
    const known = this.#issuedBy.get(issuer);
    if (known !== undefined) return known;
    const answer = super.verify(issuer);
    this.#issuedBy.set(issuer, answer);
    return answer;
  }
}
