/** One claim for each component and check of which something was proven or refuted. */

import { formatDigest, type Finding } from '@assay/model';
import type { Claim } from '../cyclonedx/index.js';
import type { SbomInput } from '../sbom-input.js';
import { runEvidence, type EvidenceIndex } from './evidence-index.js';
import type { Cell, Row } from './outcome-table.js';

/**
 * Claims in the order of the rows. Those about something refuted claim just that: requirements name them as counter claims. May be
 * iterated more than once.
 */
export function claimsOf(
  rows: readonly Row[],
  evidence: EvidenceIndex,
  codeInfo: SbomInput['codeInfo'],
): Iterable<Claim> {
  return {
    *[Symbol.iterator]() {
      for (const { target, cells } of rows) {
        for (const cell of cells.values()) {
          if (cell.claim === undefined) continue;
          yield {
            'bom-ref': cell.claim,
            target,
            predicate: predicateOf(cell, codeInfo),
            reasoning: reasoningOf(cell),
            evidence: [runEvidence, ...refsOf(cell.findings, evidence)],
          };
        }
      }
    },
  };
}

/** The sentences of the codes, each once: they are true of every finding that has the code. */
function predicateOf({ check, findings }: Cell, codeInfo: SbomInput['codeInfo']): string {
  return distinct(findings, ({ code }) => codeInfo(check, code)?.text ?? `${check}: ${code}.`).join(' ');
}

/** What stands once for all claims (policy, roots, depth, time) is in the evidence about the run. */
function reasoningOf({ check, state, findings }: Cell): string {
  const codes = distinct(findings, ({ code }) => code).join(', ');
  const files = findings.length === 1 ? '' : ` Files: ${String(findings.length)}.`;
  return `Check ${check}: ${state} (${codes}).${files} Run: ${runEvidence}.`;
}

function distinct(findings: readonly Finding[], text: (finding: Finding) => string): readonly string[] {
  return findings.length === 1 ? findings.map(text) : [...new Set(findings.map(text))];
}

function refsOf(findings: readonly Finding[], evidence: EvidenceIndex): readonly string[] {
  const refs = findings.flatMap((finding) =>
    finding.evidence.map((digest) => evidence.get(formatDigest(digest))?.ref ?? runEvidence),
  );
  return [...new Set(refs)];
}
