/** The summary of a run as an in-toto statement: a Simple Verification Result with a member of our own, `assay_run`. */

import { AssayError, canonicalJson, compareText, type Digest, type JsonValue, type RunSummary } from '@assay/model';
import { encodeUtf8 } from '../encoding/bytes.js';
import { parseStatement } from '../in-toto/statement.js';
import { parseRunSummary } from './parse-run-summary.js';
import { summaryProperties } from './summary-properties.js';
import { runSummaryPredicateType, summaryVerifierId } from './summary-type.js';

/**
 * The exact bytes that are to be signed: RFC 8785 JSON, so that the same summary is always the same bytes. Throws AssayError
 * `ERR_USAGE` for a summary that {@link parseRunSummary} would not give back: one that contradicts itself is never written.
 */
export function renderRunSummary(summary: RunSummary): Uint8Array {
  const bytes = encodeUtf8(canonicalJson(statementOf(summary)));
  const statement = parseStatement(bytes);
  const problem = typeof statement === 'string' ? statement : problemOf(parseRunSummary(statement));
  if (problem !== null) throw new AssayError('ERR_USAGE', `the summary cannot be made: ${problem}`);
  return bytes;
}

function problemOf(read: ReturnType<typeof parseRunSummary>): string | null {
  return read.ok ? null : read.detail;
}

function statementOf(summary: RunSummary): JsonValue {
  const { artifact, version, at, policy } = summary;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: artifact.name, digest: digestSet(artifact.digests) }],
    predicateType: runSummaryPredicateType,
    predicate: {
      verifier: { id: summaryVerifierId, policies: [{ digest: sha256(policy) }], assay_version: version },
      timeCreated: at,
      properties: summaryProperties(summary),
      assay_run: runOf(summary),
    },
  };
}

function runOf(summary: RunSummary): JsonValue {
  const { decision, exitCode, depth, policy, report, inventory, trustedRoots } = summary;
  const { sbom, evidence, evidenceAt, subjects, decisions, lockfiles, waivers, provenance } = summary;
  return {
    decision,
    exitCode,
    depth,
    policy: sha256(policy),
    report: sha256(report),
    inventory: sha256(inventory),
    trustedRoots: trustedRoots.map(sha256),
    sbom: sbom === undefined ? undefined : sha256(sbom),
    evidence: evidence === undefined ? undefined : sha256(evidence),
    evidenceAt,
    subjects,
    decisions: { ...decisions },
    lockfiles: [...lockfiles]
      .sort((a, b) => compareText(a.path, b.path))
      .map(({ path, digest, link, within }) => ({ path, digest: sha256(digest), link, within })),
    waivers: waivers.map(({ purl, check, expires, count }) => ({ purl, check, expires, count })),
    provenance: provenance === undefined ? undefined : { ...provenance },
  };
}

function digestSet(digests: readonly Digest[]): Readonly<Record<string, string>> {
  return Object.fromEntries(digests.map(({ alg, value }) => [alg, value]));
}

/** A digest by another algorithm becomes a member that the reader misses. */
function sha256(digest: Digest): Readonly<Record<string, string>> {
  return digestSet([digest]);
}
