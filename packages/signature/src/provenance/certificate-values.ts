/** What a certificate states of the fields that predicates state too. */

import type { CertificateClaims, Signer } from '@assay/model';
import { isGeneratorRelease } from './builder.js';
import type { ProvenanceField } from './provenance.js';
import { parseRunUri } from './run-uri.js';
import { parseWorkflowUri, type WorkflowUri } from './workflow-uri.js';

/** By field, in the normal form of predicates. A field is missing where the certificate states none. */
export type CertificateValues = ReadonlyMap<ProvenanceField, string>;

/** A signer with a Fulcio certificate. */
export type IdentitySigner = Extract<Signer, { readonly kind: 'identity' }>;

/** The claims that are values as they stand, with the last part of their OID. */
const plain: readonly (readonly [ProvenanceField, keyof CertificateClaims])[] = [
  ['repository', 'sourceRepositoryUri'], // .12
  ['repository-id', 'sourceRepositoryId'], // .15
  ['owner', 'sourceRepositoryOwnerUri'], // .16
  ['owner-id', 'sourceRepositoryOwnerId'], // .17
  ['ref', 'sourceRepositoryRef'], // .14
  ['commit', 'sourceRepositoryDigest'], // .13
  ['workflow-commit', 'buildConfigDigest'], // .19
  ['trigger', 'buildTrigger'], // .20
  ['run', 'runInvocationUri'], // .21
  ['runner', 'runnerEnvironment'], // .11
];

/**
 * The certificate's side of a comparison. Certificates of before May 2023 state no source (.12);
 * for them the workflow in the SAN stands in, unless that is slsa-github-generator's, which runs for other repositories.
 */
export function certificateValues({ claims, san }: IdentitySigner): CertificateValues {
  const values = new Map<ProvenanceField, string>();
  for (const [field, claim] of plain) set(values, field, claims[claim]);
  set(values, 'ref-name', shortRefOf(claims.sourceRepositoryRef ?? ''));
  const run = parseRunUri(claims.runInvocationUri ?? '');
  set(values, 'run-id', run?.id);
  set(values, 'run-attempt', run?.attempt);
  const isOld = claims.sourceRepositoryUri === undefined;
  const workflow = parseWorkflowUri((isOld ? standIn(san) : claims.buildConfigUri) ?? '');
  if (workflow !== null) setWorkflow(values, workflow, isOld);
  return values;
}

/** The name of a branch or a tag. */
function shortRefOf(ref: string): string | undefined {
  const kind = ['refs/heads/', 'refs/tags/'].find((prefix) => ref.startsWith(prefix));
  return kind === undefined ? undefined : ref.slice(kind.length);
}

function standIn({ type, value }: IdentitySigner['san']): string | undefined {
  return type === 'uri' && !isGeneratorRelease(value) ? value : undefined;
}

function setWorkflow(values: Map<ProvenanceField, string>, workflow: WorkflowUri, isOld: boolean): void {
  values.set('workflow-repository', workflow.repository);
  values.set('workflow', workflow.path);
  values.set('workflow-ref', workflow.ref);
  if (isOld) values.set('repository', workflow.repository);
}

function set(values: Map<ProvenanceField, string>, field: ProvenanceField, value: string | undefined): void {
  if (value !== undefined) values.set(field, value);
}
