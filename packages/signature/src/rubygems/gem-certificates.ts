/** Certificates that are trusted to sign gems, or to certify those who do. */

import { refuse, type Refusal } from '../outcome.js';
import { loadCertificate, type LoadedCertificate } from '../x509/loaded-certificate.js';

declare const sealed: unique symbol;

/** Trusted certificates, read once. Opaque. */
export interface GemCertificates {
  readonly [sealed]: true;
  /** How many. */
  readonly count: number;
}

const contents = new WeakMap<GemCertificates, readonly LoadedCertificate[]>();

/** A trust directory holds a few; a text of more is none. */
const mostCertificates = 1000;
const maxLength = 4 * 1024 * 1024;

const end = '-----END CERTIFICATE-----';

/** Why a text of certificates cannot be trusted. */
export type GemCertificatesCode = 'trusted-certificates-malformed';

/**
 * Reads trusted certificates: strict PEM blocks (RFC 7468), one after another, with white space between them and nothing else.
 * All of them or none: a certificate that is left out without a word would look like one that nobody trusts.
 */
export function readGemCertificates(
  text: string,
): { readonly ok: true; readonly value: GemCertificates } | Refusal<GemCertificatesCode> {
  if (text.length > maxLength) return malformed(`The text has ${text.length} characters.`);
  const blocks = text.split(end);
  const rest = blocks.pop() ?? '';
  if (rest.trim() !== '') return malformed('There is more than certificates in the text.');
  if (blocks.length > mostCertificates) return malformed(`The text holds ${blocks.length} certificates.`);
  const certificates: LoadedCertificate[] = [];
  for (const [index, block] of blocks.entries()) {
    const certificate = loadCertificate(`${block.trimStart()}${end}`);
    if (certificate === null) return malformed(`Certificate ${index + 1} is not well-formed.`);
    certificates.push(certificate);
  }
  return { ok: true, value: seal(certificates) };
}

/** Several as one. */
export function joinGemCertificates(parts: readonly GemCertificates[]): GemCertificates {
  return seal(parts.flatMap(loadedCertificates));
}

/** For the code that verifies: the certificates themselves. */
export function loadedCertificates(certificates: GemCertificates): readonly LoadedCertificate[] {
  return contents.get(certificates) ?? [];
}

function seal(certificates: readonly LoadedCertificate[]): GemCertificates {
  const value = Object.freeze({ count: certificates.length }) as GemCertificates;
  contents.set(value, certificates);
  return value;
}

function malformed(detail: string): Refusal<GemCertificatesCode> {
  return refuse('trusted-certificates-malformed', detail);
}
