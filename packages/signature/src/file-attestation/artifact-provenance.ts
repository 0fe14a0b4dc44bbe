/** What an artefact's own provenance proves about it: who built it, on which level, and of what. */

import type { BuildLevel, FileVerdict, Signer, SummarisedProvenance } from '@assay/model';
import { asMap, asText } from '@assay/documents';
import { readDsseEnvelope } from '../dsse/dsse-envelope.js';
import { decodeBase64 } from '../encoding/base64.js';
import { parseStatement, type Statement } from '../in-toto/statement.js';
import { buildLevelOf, lowestBuildLevel } from '../provenance/build-level.js';
import { compareWithCertificate } from '../provenance/compare-with-certificate.js';
import type { ProvenanceDependency } from '../provenance/provenance.js';
import { provenancePredicateTypes, readProvenance } from '../provenance/read-provenance.js';
import type { ReadAttestation } from './attestation-document.js';
import type { AttestationQuestion } from './attestation-question.js';
import { verifyAttestations } from './verify-attestations.js';

/** The answer; `dependencies` is empty unless it is proven. */
export interface ArtifactProvenance {
  readonly result: SummarisedProvenance;
  /** One sentence with the particulars. May hold attacker-controlled text. */
  readonly detail: string;
  /** What went into the build, as all of the provenance together says. */
  readonly dependencies: readonly ProvenanceDependency[];
}

interface Build {
  readonly level: BuildLevel;
  readonly dependencies: readonly ProvenanceDependency[];
}

/**
 * Verifies an artefact's attestations as `verifyAttestations` does, and then that SLSA provenance is among them which agrees with its
 * certificate, whoever was expected to sign. Of several, the lowest level counts.
 */
export function judgeArtifactProvenance(question: AttestationQuestion): ArtifactProvenance {
  const verdict = verifyAttestations(question);
  if (verdict.outcome !== 'proven') return failure(verdict.outcome, verdict.code, verdict.detail);
  const builds: Build[] = [];
  for (const { attestation, signer } of provenAttestations(question, verdict)) {
    const build = buildOf(attestation, signer, question);
    if ('code' in build) return failure('refuted', build.code, build.detail);
    builds.push(build);
  }
  const level = lowestBuildLevel(builds.map((build) => build.level));
  if (level === undefined) return failure('absent', 'no-attestation-of-type', 'None of them is SLSA provenance.');
  const dependencies = builds.flatMap((build) => build.dependencies);
  return { result: { outcome: 'proven', code: verdict.code, level }, detail: verdict.detail, dependencies };
}

function failure(outcome: FileVerdict['outcome'], code: string, detail: string): ArtifactProvenance {
  const told = outcome === 'refuted' || outcome === 'absent' ? outcome : 'unknown';
  return { result: { outcome: told, code }, detail, dependencies: [] };
}

interface ProvenAttestation {
  readonly attestation: ReadAttestation;
  readonly signer: Signer;
}

/** Those of the documents' attestations that were verified just now and are provenance by what was verified. */
function provenAttestations({ documents }: AttestationQuestion, verdict: FileVerdict): readonly ProvenAttestation[] {
  return verdict.attestations.flatMap(({ outcome, verified, from, place }) => {
    const isProvenance = provenancePredicateTypes.some((type) => type === verified?.predicateType);
    const document = documents.filter(({ name }) => name === from);
    const attestation = document.length === 1 ? document[0]?.attestations[place - 1] : undefined;
    if (outcome !== 'proven' || !isProvenance || verified === undefined || attestation === undefined) return [];
    return [{ attestation, signer: verified.signer }];
  });
}

function buildOf(
  attestation: ReadAttestation,
  signer: Signer,
  { builders }: AttestationQuestion,
): Build | { readonly code: string; readonly detail: string } {
  const statement = statementOf(attestation);
  if (typeof statement === 'string') return { code: 'provenance-malformed', detail: statement };
  const provenance = readProvenance(statement);
  if (!provenance.ok) return provenance;
  const compared = compareWithCertificate(provenance.value, signer, builders === undefined ? {} : { builders });
  if (!compared.ok) return compared;
  const { builder, dependencies } = provenance.value;
  return { level: buildLevelOf(builder, signer), dependencies };
}

/** The statement whose signature was verified: of the very object that was given to the verification. */
function statementOf({ format, bundle }: ReadAttestation): Statement | string {
  const envelope = format === 'dsse-envelope' ? bundle : asMap(bundle.get('dsseEnvelope'));
  if (envelope === undefined) return 'It has no envelope.';
  if (format === 'dsse-envelope') {
    const read = readDsseEnvelope(envelope);
    return typeof read === 'string' ? read : parseStatement(read.payload);
  }
  const payload = decodeBase64(asText(envelope.get('payload')) ?? '');
  return payload === null ? 'Its payload is not canonical base64.' : parseStatement(payload);
}
