import { base64 } from './bundle-json.js';
import { mintAuthority, type CertificateAuthority } from './certificate-authority.js';
import type { DistinguishedName, SignedCertificate } from './certificate.js';
import { keyDetails } from './key-details.js';
import { mintTsa } from './timestamp-authority.js';
import type { LogPlan } from './transparency-log.js';
import type { ValidFor } from './valid-for.js';
import type { World } from './world.js';

/** A Sigstore TrustedRoot as JSON (protobuf-specs). */
export type TrustedRootJson = {
  readonly mediaType: string;
  readonly tlogs: readonly LogInstanceJson[];
  readonly certificateAuthorities: readonly AuthorityJson[];
  readonly ctlogs: readonly LogInstanceJson[];
  readonly timestampAuthorities: readonly AuthorityJson[];
};

type LogInstanceJson = {
  readonly baseUrl: string;
  readonly hashAlgorithm: string;
  readonly publicKey: { readonly rawBytes: string; readonly keyDetails: string; readonly validFor?: ValidFor };
  readonly logId: { readonly keyId: string };
  readonly checkpointKeyId?: { readonly keyId: string };
  readonly operator?: string;
};

type AuthorityJson = {
  readonly subject: { readonly organization: string; readonly commonName: string };
  readonly uri: string;
  readonly certChain: { readonly certificates: readonly { readonly rawBytes: string }[] };
  readonly validFor?: ValidFor;
  readonly operator?: string;
};

/** How a trusted root is written. */
export interface TrustedRootForm {
  /** Media type; 0.2 names operators. */
  readonly version?: '0.1' | '0.2';
  /** 0.2 only: states `checkpointKeyId` beside `logId`. */
  readonly checkpointKeyIds?: boolean;
}

const mediaTypes = {
  '0.1': 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  '0.2': 'application/vnd.dev.sigstore.trustedroot.v0.2+json',
} as const;

/** What an instance wants to be trusted for. */
export function trustedRootOf(
  world: World,
  { version = '0.1', checkpointKeyIds = false }: TrustedRootForm,
): TrustedRootJson {
  const operator = version === '0.1' ? {} : { operator: world.operator };
  const log = (plan: LogPlan): LogInstanceJson => ({
    ...logJson(plan),
    ...(checkpointKeyIds ? { checkpointKeyId: { keyId: base64(plan.keyId) } } : {}),
    ...operator,
  });
  return {
    mediaType: mediaTypes[version],
    tlogs: world.logs ? [log(world.rekorV1), log(world.rekorV2)] : [],
    certificateAuthorities: [{ ...fulcioJson(world), ...operator }],
    ctlogs: world.logs ? [log(world.ctlog)] : [],
    timestampAuthorities: [{ ...tsaJson(world), ...operator }],
  };
}

function logJson({ baseUrl, key, logId, validFor }: LogPlan): LogInstanceJson {
  const publicKey = { rawBytes: base64(key.spki), keyDetails: keyDetails[key.kind], ...optional(validFor) };
  return { baseUrl, hashAlgorithm: 'SHA2_256', publicKey, logId: { keyId: base64(logId) } };
}

function fulcioJson({ authority, authorityValidFor, operator }: World): AuthorityJson {
  const { chain } = mintAuthority(authority);
  return authorityJson(`https://fulcio.${operator}`, chain, authorityValidFor);
}

function tsaJson({ tsa }: World): AuthorityJson {
  const { certificate, chain } = mintTsa(tsa);
  return authorityJson(tsa.uri, [certificate, ...chain], tsa.validFor);
}

function authorityJson(uri: string, chain: CertificateAuthority['chain'], validFor: ValidFor | null): AuthorityJson {
  const { subject = [] } = chain.at(-1)?.body ?? {};
  return {
    subject: { organization: attribute(subject, 'O'), commonName: attribute(subject, 'CN') },
    uri,
    certChain: { certificates: chain.map(rawBytes) },
    ...optional(validFor),
  };
}

function rawBytes({ der }: SignedCertificate): { readonly rawBytes: string } {
  return { rawBytes: base64(der) };
}

function attribute(name: DistinguishedName, wanted: string): string {
  return name.find(([type]) => type === wanted)?.[1] ?? '';
}

function optional(validFor: ValidFor | null): { readonly validFor?: ValidFor } {
  return validFor === null ? {} : { validFor };
}
