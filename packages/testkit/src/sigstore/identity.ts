import type { CertificateClaims, SubjectAlternativeName } from '@assay/model';
import { utf8String } from '../der/der.js';
import type { CertificateExtension } from './certificate.js';

/** Who a Fulcio certificate is for, and what it claims about the run. */
export interface SigningIdentity {
  readonly san: SubjectAlternativeName;
  /** OIDC issuer URL; stands in `.8`, and in the legacy `.1` unless `legacy` is null. */
  readonly issuer: string;
  readonly claims: CertificateClaims;
  /** The legacy raw extensions `.2` to `.6` (GitHub only); null leaves them and `.1` out. */
  readonly legacy?: LegacyClaims | null;
  /** Further Fulcio extensions by last arc, as DER UTF8String: `{ 24: 'a claim of tomorrow' }`. */
  readonly extra?: Readonly<Record<number, string>>;
  /** No extension of Fulcio's at all, whatever else stands here: a service that signs in its own name. */
  readonly isService?: true;
}

/** Claims in extensions of the old kind, whose value is the text itself. */
export interface LegacyClaims {
  readonly trigger?: string;
  readonly sha?: string;
  readonly workflowName?: string;
  readonly repository?: string;
  readonly ref?: string;
}

/** The arc below which Fulcio's extensions stand. */
export const fulcioArc = '1.3.6.1.4.1.57264.1';

/** Last arc of each claim in Fulcio's registry of object identifiers. */
const claimArcs: Readonly<Record<keyof CertificateClaims, number>> = {
  buildSignerUri: 9,
  buildSignerDigest: 10,
  runnerEnvironment: 11,
  sourceRepositoryUri: 12,
  sourceRepositoryDigest: 13,
  sourceRepositoryRef: 14,
  sourceRepositoryId: 15,
  sourceRepositoryOwnerUri: 16,
  sourceRepositoryOwnerId: 17,
  buildConfigUri: 18,
  buildConfigDigest: 19,
  buildTrigger: 20,
  runInvocationUri: 21,
  sourceRepositoryVisibility: 22,
  deploymentEnvironment: 23,
};

const legacyArcs: Readonly<Record<keyof LegacyClaims, number>> = {
  trigger: 2,
  sha: 3,
  workflowName: 4,
  repository: 5,
  ref: 6,
};

/** The Fulcio extensions of an identity: legacy ones first, in order of their arcs. */
export function fulcioExtensions(identity: SigningIdentity): readonly CertificateExtension[] {
  const { issuer, claims, legacy = {}, extra = {}, isService = false } = identity;
  if (isService) return [];
  const old = legacy === null ? [] : [rawExtension(1, issuer), ...listed(legacyArcs, legacy).map(raw)];
  const further = Object.entries(extra).map(([arc, text]) => utf8Extension(Number(arc), text));
  return [...old, utf8Extension(8, issuer), ...listed(claimArcs, claims).map(utf8), ...further];
}

/** A legacy extension: the text's bytes, without a DER header. */
export function rawExtension(arc: number, text: string): CertificateExtension {
  return { id: `${fulcioArc}.${String(arc)}`, value: Buffer.from(text, 'utf8') };
}

/** An extension as Fulcio writes them from `.8` on: a DER UTF8String. */
export function utf8Extension(arc: number, text: string): CertificateExtension {
  return { id: `${fulcioArc}.${String(arc)}`, value: utf8String(text) };
}

type Claim = readonly [arc: number, text: string];

function raw([arc, text]: Claim): CertificateExtension {
  return rawExtension(arc, text);
}

function utf8([arc, text]: Claim): CertificateExtension {
  return utf8Extension(arc, text);
}

function listed<Name extends string>(
  arcs: Readonly<Record<Name, number>>,
  texts: { readonly [Key in Name]?: string },
): readonly Claim[] {
  const names = Object.keys(arcs) as Name[];
  return names.flatMap((name) => {
    const text = texts[name];
    return text === undefined ? [] : [[arcs[name], text] as const];
  });
}
