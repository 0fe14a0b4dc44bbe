/** What a certificate may be used for, as far as it says (RFC 5280 §4.2.1). Problems are ends of sentences. */

import { attemptDer, DerSequence, derTag, parseDer, readDerBoolean, readDerSmallInteger } from '../encoding/der.js';
import { extendedKeyUsages, extensionOid, keyUsages, type Certificate } from '../sigstore/x509-certificate.js';

/** Extensions whose meaning is looked at here, or that mean nothing for a signature. */
const known: ReadonlySet<string> = new Set([
  extensionOid.keyUsage,
  extensionOid.subjectAltName,
  extensionOid.basicConstraints,
  extensionOid.extendedKeyUsage,
  '2.5.29.14', // subject key identifier
  '2.5.29.18', // issuer alternative name
  '2.5.29.35', // authority key identifier
]);

/** Extensions that limit what may be issued and are not looked at, so that whoever has one can issue nothing. */
const limits: ReadonlySet<string> = new Set(['2.5.29.30', '2.5.29.36', '2.5.29.54']);

const usage = { digitalSignature: 0, contentCommitment: 1, certSign: 5 } as const;
const purposes = { codeSigning: '1.3.6.1.5.5.7.3.3', any: '2.5.29.37.0' } as const;

const malformed = 'has a malformed extension';

/** Why a certificate may not sign files; null when it may. */
export function signerProblem(certificate: Certificate): string | null {
  return (
    criticalProblem(certificate) ??
    statedUse(certificate, (usages) => usages.has(usage.digitalSignature) || usages.has(usage.contentCommitment)) ??
    purposeProblem(certificate)
  );
}

/** Where an issuer stands in a chain. */
export interface IssuerPlace {
  /** True for the certificate that is trusted itself: what it does not say need not be said. */
  readonly trusted: boolean;
  /** True where the gem names it, or a renewal of it. */
  readonly named: boolean;
  /** Certificates between it and the signer. */
  readonly between: number;
}

/** Why a certificate may not issue the one below it; null when it may. */
export function issuerProblem(certificate: Certificate, place: IssuerPlace): string | null {
  const limiting = [...certificate.extensions.keys()].some((oid) => limits.has(oid));
  if (limiting) return 'limits what it may issue in a way that is not understood';
  const critical = criticalProblem(certificate);
  if (critical !== null || issuesUnasked(certificate, place)) return critical;
  return authorityProblem(certificate, place) ?? statedUse(certificate, (usages) => usages.has(usage.certSign));
}

/**
 * True where a certificate may issue the one below it although it says that it may issue none. `gem cert --build` writes that into
 * every certificate, also into those with which `gem cert --sign` then certifies others; RubyGems does not look. It says so for want
 * of an alternative: who trusts it trusts its key, so that its word for the signer, and for nobody below, is enough.
 */
export function issuesUnasked(certificate: Certificate, { trusted, named, between }: IssuerPlace): boolean {
  if (!trusted || !named || between > 0) return false;
  const extension = certificate.extensions.get(extensionOid.basicConstraints);
  const constraints = extension === undefined ? null : attemptDer(() => basicConstraints(extension.value));
  return constraints?.authority === false && constraints.pathLength === Number.POSITIVE_INFINITY;
}

/** RFC 5280 §4.2: whoever does not know a critical extension must refuse. */
function criticalProblem({ extensions }: Certificate): string | null {
  for (const [oid, { critical }] of extensions) {
    if (critical && !known.has(oid)) return `has a critical extension that is not understood (${oid})`;
  }
  return null;
}

/** The key usage extension, where there is one, must allow it. */
function statedUse(certificate: Certificate, allows: (usages: ReadonlySet<number>) => boolean): string | null {
  if (!certificate.extensions.has(extensionOid.keyUsage)) return null;
  const usages = attemptDer(() => keyUsages(certificate));
  if (usages === null) return malformed;
  return allows(usages) ? null : 'has a key usage that does not allow it';
}

function purposeProblem(certificate: Certificate): string | null {
  if (!certificate.extensions.has(extensionOid.extendedKeyUsage)) return null;
  const stated = attemptDer(() => extendedKeyUsages(certificate));
  if (stated === null) return malformed;
  const allowed = stated.includes(purposes.codeSigning) || stated.includes(purposes.any);
  return allowed ? null : 'is for other purposes than signing code';
}

/** RFC 5280 §6.1.4 k, m: an issuer must be an authority, and no more may follow than it says. */
function authorityProblem(certificate: Certificate, { trusted, between }: IssuerPlace): string | null {
  const extension = certificate.extensions.get(extensionOid.basicConstraints);
  if (extension === undefined) return trusted ? null : 'does not say that it may issue certificates';
  const constraints = attemptDer(() => basicConstraints(extension.value));
  if (constraints === null) return malformed;
  if (!constraints.authority) return 'says that it may not issue certificates';
  return between > constraints.pathLength ? 'has issued a longer chain than it says it may' : null;
}

function basicConstraints(value: Uint8Array): { readonly authority: boolean; readonly pathLength: number } {
  const fields = new DerSequence(parseDer(value, derTag.sequence));
  const flag = fields.optional(derTag.boolean);
  const length = fields.optional(derTag.integer);
  fields.end();
  return {
    authority: flag !== undefined && readDerBoolean(flag),
    pathLength: length === undefined ? Number.POSITIVE_INFINITY : readDerSmallInteger(length),
  };
}
