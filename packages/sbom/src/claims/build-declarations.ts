/** A run's findings as CycloneDX Attestations (CDXA). */

import { formatDigest, type Party, type Report } from '@assay/model';
import type { Assessor, AttestationMap, Declarations, Definitions, Requirement, Standard } from '../cyclonedx/index.js';
import type { SbomInput } from '../sbom-input.js';
import { organizationOf } from '../safe/safe-party.js';
import { claimsOf } from './claims.js';
import { answerRequirement } from './conformance.js';
import { evidenceEntries, indexEvidence } from './evidence-index.js';
import { tabulate, type Row } from './outcome-table.js';
import type { MappedRequirement, MappedStandard, StandardsMapping } from './standards-mapping.js';

/** Both parts of a document: the claims point at components and requirements by bom-ref, requirements stand in the definitions. */
export interface ClaimSet {
  readonly declarations: Declarations;
  /** Absent where the mapping names no standard. */
  readonly definitions?: Definitions;
}

/**
 * What a run claims: one claim for each component and check of which something was proven or refuted, the evidence by digest, and for
 * every requirement of the mapping the claims for and against it. `claims` and `evidence` are made as they are iterated, each time the
 * same. `targetOf` gives a subject's bom-ref in the document; a subject for which it gives none is not spoken of. Refs are `claim-N`,
 * `evidence-N`, `evidence-run`, `assessor`, `standard:…`: the document must use them for nothing else.
 */
export function buildDeclarations(
  input: SbomInput,
  mapping: StandardsMapping,
  targetOf: (subject: string) => string | undefined = (subject) => subject,
): ClaimSet {
  const rows = tabulate(input, targetOf);
  const evidence = indexEvidence(rows);
  const attestations = mapping.standards.map((standard) => attestationOf(standard, rows, input.report));
  return {
    declarations: {
      assessors: [assessorOf(input.declared.manufacturer)],
      ...(attestations.length === 0 ? {} : { attestations }),
      claims: claimsOf(rows, evidence, input.codeInfo),
      evidence: evidenceEntries(evidence, input),
    },
    ...(mapping.standards.length === 0 ? {} : { definitions: { standards: mapping.standards.map(standardOf) } }),
  };
}

const assessorRef = 'assessor';

/** A tool is no organisation: the assessor is who ran it, who is nobody else than who claims. */
function assessorOf(manufacturer: Party | undefined): Assessor {
  const organization = manufacturer === undefined ? null : organizationOf(manufacturer);
  return { 'bom-ref': assessorRef, thirdParty: false, ...(organization === null ? {} : { organization }) };
}

function attestationOf(standard: MappedStandard, rows: readonly Row[], report: Report): AttestationMap {
  return {
    summary: summaryOf(standard, report),
    assessor: assessorRef,
    map: standard.requirements.map((requirement) => ({
      requirement: requirementRef(standard, requirement),
      ...answerRequirement(requirement, rows),
    })),
  };
}

function summaryOf({ name, version }: MappedStandard, { at, depth, policyDigest, trustedRoots }: Report): string {
  const roots = trustedRoots.length === 0 ? 'none' : trustedRoots.map(formatDigest).join(', ');
  return (
    `What verification of the dependencies shows of ${name} ${version}. It is no certification, and says nothing of requirements that ` +
    `are not listed. Depth ${depth}, at ${at}, policy ${formatDigest(policyDigest)}, trusted roots ${roots}.`
  );
}

function standardOf(standard: MappedStandard): Standard {
  const { id, name, version, description, owner, url, requirements } = standard;
  return {
    'bom-ref': `standard:${id}`,
    name,
    version,
    description,
    owner,
    requirements: requirements.map((requirement) => requirementOf(standard, requirement)),
    ...(url === undefined ? {} : { externalReferences: [{ url, type: 'website' }] }),
  };
}

function requirementOf(standard: MappedStandard, requirement: MappedRequirement): Requirement {
  const { identifier, title, shows } = requirement;
  return {
    'bom-ref': requirementRef(standard, requirement),
    identifier,
    ...(title === undefined ? {} : { title }),
    descriptions: [shows],
  };
}

function requirementRef({ id }: MappedStandard, { identifier }: MappedRequirement): string {
  return `standard:${id}:${identifier}`;
}
