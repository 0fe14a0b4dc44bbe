/** Provenance against the certificate that signed it, field by field. */

import type { Signer } from '@assay/model';
import type { ProvenanceCode } from '../codes/provenance-codes.js';
import { checked, type Checked, type Refusal, type Step } from '../outcome.js';
import { isAcceptedBuilder, witnessBuilder } from './builder.js';
import { certificateValues, type CertificateValues } from './certificate-values.js';
import { provenanceFields, type Provenance, type ProvenanceField } from './provenance.js';
import { caseNote, shown } from './shown.js';

/** One field that both state. */
export interface ProvenanceComparison {
  readonly field: ProvenanceField | 'builder';
  readonly predicate: string;
  readonly certificate: string;
}

/** A field that only one side states, or that nothing here understands. */
export interface ProvenanceGap {
  /** A field, or a place inside the predicate. */
  readonly field: string;
  /** Who states it. */
  readonly statedBy: 'predicate' | 'certificate';
}

/** Provenance in which everything that the certificate states too agrees. */
export interface ComparedProvenance {
  readonly provenance: Provenance;
  readonly compared: readonly ProvenanceComparison[];
  /** Rests on the signer's word alone, or was left out by it. */
  readonly notCompared: readonly ProvenanceGap[];
}

/** What a policy may say about provenance. */
export interface ProvenanceRules {
  /** Accepted builder ids: exact, or anchored globs. Absent: the built-in list. */
  readonly builders?: readonly string[];
}

/** Fields that share a code with another one say so; every other field's code is its own name. */
const codes: Readonly<Record<ProvenanceField, ProvenanceCode>> = {
  repository: 'provenance-repository-mismatch',
  'repository-id': 'provenance-repository-id-mismatch',
  owner: 'provenance-owner-mismatch',
  'owner-id': 'provenance-owner-id-mismatch',
  ref: 'provenance-ref-mismatch',
  'ref-name': 'provenance-ref-mismatch',
  commit: 'provenance-commit-mismatch',
  'workflow-repository': 'provenance-workflow-mismatch',
  workflow: 'provenance-workflow-mismatch',
  'workflow-ref': 'provenance-workflow-ref-mismatch',
  'workflow-commit': 'provenance-workflow-commit-mismatch',
  trigger: 'provenance-trigger-mismatch',
  run: 'provenance-run-mismatch',
  'run-id': 'provenance-run-mismatch',
  'run-attempt': 'provenance-run-mismatch',
  runner: 'provenance-runner-mismatch',
};

/** What provenance of a known build type must state when the certificate does. */
const required: readonly ProvenanceField[] = ['repository', 'commit'];

/**
 * Compares everything that predicate and certificate both state; all of it must be equal, text for text. The builder must be
 * accepted and, where a certificate can tell, be the one that signed. Provenance of a known build type must state repository and
 * commit if the certificate does. What could not be compared is listed.
 */
export function compareWithCertificate(
  provenance: Provenance,
  signer: Signer,
  { builders }: ProvenanceRules = {},
): Checked<ComparedProvenance> | Refusal<ProvenanceCode> {
  const { builder } = provenance;
  if (!isAcceptedBuilder(builder, signer, builders)) {
    return refusalOf('provenance-builder-untrusted', `The builder is ${shown(builder)}.`, []);
  }
  const values: CertificateValues = signer.kind === 'identity' ? certificateValues(signer) : new Map();
  const witness = witnessBuilder(builder, signer);
  if (witness.says === 'nothing') return compareFields(provenance, values, []);
  const named = { field: 'builder', predicate: builder, certificate: witness.certificate } as const;
  return witness.says === 'same'
    ? compareFields(provenance, values, [named])
    : refusalOf('provenance-builder-mismatch', differenceText(named), []);
}

/** `named` is the comparison of the builder, where there is one. */
function compareFields(
  provenance: Provenance,
  values: CertificateValues,
  named: readonly ProvenanceComparison[],
): Checked<ComparedProvenance> | Refusal<ProvenanceCode> {
  const pairs = provenanceFields.flatMap((field) => pairOf(field, provenance, values));
  const differing = pairs.find(({ predicate, certificate }) => predicate !== certificate);
  if (differing !== undefined) {
    const equal = [...named, ...pairs.slice(0, pairs.indexOf(differing))];
    return refusalOf(codes[differing.field], differenceText(differing), equal);
  }
  const compared = [...named, ...pairs];
  const unstated = required.find((field) => values.has(field) && !provenance.stated.has(field));
  if (provenance.isKnownBuildType && unstated !== undefined) {
    const detail = `The predicate states no ${unstated}; the certificate says ${shown(values.get(unstated) ?? '')}.`;
    return refusalOf('provenance-source-unstated', detail, compared);
  }
  return checked({ provenance, compared, notCompared: gapsOf(provenance, values, named.length > 0) });
}

interface FieldPair extends ProvenanceComparison {
  readonly field: ProvenanceField;
}

function pairOf(field: ProvenanceField, { stated }: Provenance, values: CertificateValues): readonly FieldPair[] {
  const predicate = stated.get(field)?.value;
  const certificate = values.get(field);
  return predicate === undefined || certificate === undefined ? [] : [{ field, predicate, certificate }];
}

function gapsOf(
  { stated, notUnderstood }: Provenance,
  values: CertificateValues,
  isBuilderCompared: boolean,
): readonly ProvenanceGap[] {
  const alone = (own: ReadonlyMap<ProvenanceField, unknown>, other: ReadonlyMap<ProvenanceField, unknown>) =>
    provenanceFields.filter((field) => own.has(field) && !other.has(field));
  const byPredicate = [...(isBuilderCompared ? [] : ['builder']), ...alone(stated, values), ...notUnderstood];
  return [
    ...byPredicate.map((field) => ({ field, statedBy: 'predicate' }) as const),
    ...alone(values, stated).map((field) => ({ field, statedBy: 'certificate' }) as const),
  ];
}

function differenceText({ field, predicate, certificate }: ProvenanceComparison): string {
  return `${field}: the predicate says ${shown(predicate)}, the certificate ${shown(certificate)}.${caseNote(certificate, predicate)}`;
}

function refusalOf(
  code: ProvenanceCode,
  detail: string,
  equal: readonly ProvenanceComparison[],
): Refusal<ProvenanceCode> {
  const proven = equal.map(({ field, certificate }): Step => ({
    step: field,
    result: 'proven',
    detail: shown(certificate),
  }));
  return { ok: false, code, detail, trail: [...proven, { step: code, result: 'failed', detail }] };
}
