import {
  mintAuthority,
  rootPlan,
  serialFor,
  type AuthorityPlans,
  type CertificateAuthority,
} from './certificate-authority.js';
import {
  authorityKey,
  extendedKeyUsage,
  keyPurpose,
  keyUsage,
  keyUsageBit,
  signCertificate,
  subjectKey,
  type CertificateExtension,
  type DistinguishedName,
  type SignedCertificate,
} from './certificate.js';
import { keyNamed, type MintedKey } from './minted-key.js';
import type { ValidFor } from './valid-for.js';

/** A timestamp authority: a chain of its own, and the certificate that signs timestamps. Mistakes change these. */
export interface TsaPlan {
  readonly uri: string;
  readonly authority: AuthorityPlans;
  readonly signer: TsaSignerPlan;
  readonly validFor: ValidFor | null;
}

/** The certificate of a timestamp authority's key. */
interface TsaSignerPlan {
  readonly name: DistinguishedName;
  readonly key: MintedKey;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** RFC 3161 §2.3: exactly time stamping, critical. Null leaves the extension out. */
  readonly extendedKeyUsage: { readonly purposes: readonly string[]; readonly critical: boolean } | null;
  readonly keyUsage: readonly number[] | null;
  readonly extra: readonly CertificateExtension[];
}

/** A minted timestamp authority. */
export interface TimestampAuthority extends CertificateAuthority {
  readonly certificate: SignedCertificate;
}

/** An authority as Sigstore's: self-signed P-384 root, P-384 signer right below. */
export function tsaPlan(host: string, validFor: ValidFor): TsaPlan {
  const root = rootPlan(
    [
      ['O', host],
      ['CN', 'tsa-selfsigned'],
    ],
    keyNamed(`${host} root`, 'p384'),
  );
  return {
    uri: `https://${host}/api/v1/timestamp`,
    authority: [{ ...root, constraints: { authority: true, pathLength: 0 } }],
    signer: {
      name: [
        ['O', host],
        ['CN', 'tsa'],
      ],
      key: keyNamed(host, 'p384'),
      notBefore: new Date('2022-04-13T20:06:15Z'),
      notAfter: new Date('2040-04-06T00:00:00Z'),
      extendedKeyUsage: { purposes: [keyPurpose.timeStamping], critical: true },
      keyUsage: [keyUsageBit.digitalSignature],
      extra: [],
    },
    validFor,
  };
}

const minted = new WeakMap<TsaPlan, TimestampAuthority>();

/** Mints the certificates; the same plan object always gives the same ones. */
export function mintTsa(plan: TsaPlan): TimestampAuthority {
  const known = minted.get(plan);
  if (known !== undefined) return known;
  const authority = mintAuthority(plan.authority);
  const tsa = { ...authority, certificate: signerCertificate(plan.signer, authority) };
  minted.set(plan, tsa);
  return tsa;
}

function signerCertificate(plan: TsaSignerPlan, { issuer }: CertificateAuthority): SignedCertificate {
  const { name, key, notBefore, notAfter, extendedKeyUsage: usage } = plan;
  const extensions = [
    ...(plan.keyUsage === null ? [] : [keyUsage(plan.keyUsage)]),
    ...(usage === null ? [] : [extendedKeyUsage(usage.purposes, usage.critical)]),
    subjectKey(key.spki),
    authorityKey(issuer.key.spki),
    ...plan.extra,
  ];
  const validity = { notBefore, notAfter };
  const names = { subject: name, issuer: issuer.name };
  return signCertificate(
    { ...names, ...validity, serial: serialFor(key.spki), spki: key.spki, extensions },
    issuer.key,
  );
}
