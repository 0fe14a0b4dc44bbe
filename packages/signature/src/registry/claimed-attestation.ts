import type { Attestation } from '@assay/model';
import type { NpmAttestationCode } from '../codes/registry-codes.js';
import type { SigstoreCode } from '../codes/sigstore-codes.js';
import { parseStatement } from '../in-toto/statement.js';
import { refuse, type Checked, type Refusal } from '../outcome.js';
import { provenancePredicateTypes } from '../provenance/read-provenance.js';
import { npmPublishPredicateType } from '../provenance/publish-predicate.js';
import type { Bundle } from '../sigstore/bundle.js';
import { bundleParts } from '../sigstore/bundle-parts.js';
import { parseBundle } from '../sigstore/parse-bundle.js';
import type { NpmAttestationKind, OtherNpmAttestation } from './npm-attestations.js';

/** An attestation that is verified if it is what it claims to be, before anything in it is verified. */
export interface ClaimedAttestation {
  /** `statement`: of one of the further types. */
  readonly kind: NpmAttestationKind | 'statement';
  readonly predicateType: string;
  readonly bundle: Checked<Bundle> | Refusal<SigstoreCode>;
}

const kinds: ReadonlyMap<string, NpmAttestationKind> = new Map([
  [npmPublishPredicateType, 'publish' as const],
  ...provenancePredicateTypes.map((type) => [type, 'provenance'] as const),
]);

/** The kind of attestation that a predicate type is of; undefined for types of neither. */
export function npmAttestationKind(predicateType: string): NpmAttestationKind | undefined {
  return kinds.get(predicateType);
}

/**
 * Sorts an attestation by what it claims to be: by the type stated beside it and the type inside it, which must be one type if either
 * is one that is looked at. Otherwise whoever may write beside it could have provenance passed over as something unknown.
 */
export function claimedAttestation(
  { bundle: source, predicateType: stated }: Attestation,
  furtherTypes: readonly string[],
): ClaimedAttestation | OtherNpmAttestation | Refusal<NpmAttestationCode> {
  const kindOf = (type: string | undefined): ClaimedAttestation['kind'] | undefined => {
    if (type === undefined) return undefined;
    return kinds.get(type) ?? (furtherTypes.includes(type) ? 'statement' : undefined);
  };
  const bundle = parseBundle(source);
  const inside = bundle.ok ? typeInside(bundle.value) : undefined;
  const predicateType = stated ?? inside;
  const kind = kindOf(predicateType);
  const isDisputed = stated !== undefined && inside !== undefined && stated !== inside;
  if (isDisputed && (kind !== undefined || kindOf(inside) !== undefined)) {
    return refuse('attestation-type-mismatch', `Stated is ${shown(stated)}, and inside it stands ${shown(inside)}.`);
  }
  if (predicateType !== undefined && kind === undefined) return notUnderstood(predicateType);
  if (predicateType !== undefined && kind !== undefined) return { kind, predicateType, bundle };
  if (!bundle.ok) return bundle;
  return refuse('statement-malformed', 'An attestation holds no statement, and no type is stated beside it.');
}

/** The type in the envelope's payload, unverified; undefined where there is no statement. */
function typeInside(bundle: Bundle): string | undefined {
  const content = bundleParts(bundle)?.content;
  if (content?.kind !== 'dsse') return undefined;
  const statement = parseStatement(content.payload);
  return typeof statement === 'string' ? undefined : statement.predicateType;
}

function notUnderstood(predicateType: string): OtherNpmAttestation {
  const detail = `Attestations of the type ${shown(predicateType)} are not understood.`;
  return { predicateType, code: 'not-understood', detail };
}

function shown(type: string): string {
  return JSON.stringify(type.length > 120 ? `${type.slice(0, 120).toWellFormed()}…` : type);
}
