import { hash } from 'node:crypto';
import {
  authorityKey,
  basicConstraints,
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
import type { MintedKey } from './minted-key.js';

/** One certificate authority to be minted. Mistakes change these. */
export interface AuthorityPlan {
  readonly name: DistinguishedName;
  readonly key: MintedKey;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** What basic constraints say; null leaves the extension out. */
  readonly constraints: { readonly authority: boolean; readonly pathLength?: number } | null;
  readonly keyUsage: readonly number[] | null;
  readonly extendedKeyUsage: readonly string[] | null;
  readonly extra: readonly CertificateExtension[];
}

/** A chain of authorities, root first; each is signed by the one before, the root by itself. */
export type AuthorityPlans = readonly [root: AuthorityPlan, ...below: readonly AuthorityPlan[]];

/** A minted chain. */
export interface CertificateAuthority {
  /** Lowest first, root last, as trusted roots list them. */
  readonly chain: readonly SignedCertificate[];
  /** Who signs end-entity certificates. */
  readonly issuer: AuthorityPlan;
}

const minted = new WeakMap<AuthorityPlans, CertificateAuthority>();

/** Mints the chain; the same plans object always gives the same certificates. */
export function mintAuthority(plans: AuthorityPlans): CertificateAuthority {
  const known = minted.get(plans);
  if (known !== undefined) return known;
  const chain = plans.map((plan, index) => authorityCertificate(plan, plans[index - 1] ?? plan)).toReversed();
  const authority = { chain, issuer: plans.at(-1) ?? plans[0] };
  minted.set(plans, authority);
  return authority;
}

/** A root's plan: P-384 or P-256, no limits below. */
export function rootPlan(name: DistinguishedName, key: MintedKey): AuthorityPlan {
  return {
    name,
    key,
    notBefore: new Date('2021-10-07T13:56:59Z'),
    notAfter: new Date('2041-10-05T13:56:58Z'),
    constraints: { authority: true },
    keyUsage: [keyUsageBit.keyCertSign, keyUsageBit.crlSign],
    extendedKeyUsage: null,
    extra: [],
  };
}

/** An intermediate's plan, as Fulcio's: path length 0, code signing only. */
export function intermediatePlan(name: DistinguishedName, key: MintedKey): AuthorityPlan {
  return {
    ...rootPlan(name, key),
    notBefore: new Date('2022-04-13T20:06:15Z'),
    constraints: { authority: true, pathLength: 0 },
    extendedKeyUsage: [keyPurpose.codeSigning],
  };
}

function authorityCertificate(plan: AuthorityPlan, issuer: AuthorityPlan): SignedCertificate {
  const { name, key, notBefore, notAfter, constraints, extra } = plan;
  const extensions = [
    ...(plan.keyUsage === null ? [] : [keyUsage(plan.keyUsage)]),
    ...(plan.extendedKeyUsage === null ? [] : [extendedKeyUsage(plan.extendedKeyUsage)]),
    ...(constraints === null ? [] : [basicConstraints(constraints.authority, constraints.pathLength)]),
    subjectKey(key.spki),
    authorityKey(issuer.key.spki),
    ...extra,
  ];
  const body = { subject: name, issuer: issuer.name, serial: serialFor(key.spki), notBefore, notAfter };
  return signCertificate({ ...body, spki: key.spki, extensions }, issuer.key);
}

/** A positive serial number of 16 bytes that follows from the text or bytes. */
export function serialFor(about: Uint8Array | string): Uint8Array {
  const serial = hash('sha256', about, 'buffer').subarray(0, 16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}
