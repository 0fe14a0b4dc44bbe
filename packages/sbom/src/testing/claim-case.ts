/** Runs to make claims of, for the tests of this package. */

import type { Digest, Finding, Outcome, Report, Subject } from '@assay/model';
import type { SbomInput } from '../sbom-input.js';

export const digest = (digit: string): Digest => ({ alg: 'sha256', value: digit.repeat(64), covers: 'artifact' });

export function subject(name: string, given: Partial<Subject> = {}): Subject {
  const purl = `pkg:npm/${name}@1.0.0`;
  const rest = { ecosystem: 'npm', name, version: '1.0.0', files: [], conflictsWith: [] } as const;
  return { id: purl, purl, source: { kind: 'registry' }, ...rest, ...given };
}

export function finding(name: string, check: string, outcome: Outcome, given: Partial<Finding> = {}): Finding {
  const id = `pkg:npm/${name}@1.0.0`;
  const rest = { code: `${check}-${outcome}`, detail: 'x', evidence: [] };
  return { id: `${id}|${check}||1`, check, subject: id, outcome, ...rest, ...given };
}

export function claimCase(
  subjects: readonly Subject[],
  findings: readonly Finding[],
  given: Partial<SbomInput> = {},
): SbomInput {
  return {
    report: reportOf(findings),
    reportDigest: digest('a'),
    inventory: { lockfiles: [], subjects, occurrences: [], edges: [], gaps: [] },
    facts: new Map(),
    codeInfo: (check, code) => ({ outcome: 'proven', text: `Sentence of ${check}/${code}.`, next: '' }),
    declared: { authors: [], project: {}, parts: [], suppliers: [] },
    ...given,
  };
}

function reportOf(findings: readonly Finding[]): Report {
  const outcomes = { proven: 0, refuted: 0, absent: 0, unknown: 0, 'not-applicable': 0 };
  return {
    schema: 'https://assay.example/schemas/report-v1.json',
    tool: { name: 'Assay', version: '0.1.0' },
    at: '2026-11-26T12:00:00Z',
    depth: 'artifacts',
    decision: 'pass',
    exitCode: 0,
    policyDigest: digest('b'),
    inventoryDigest: digest('c'),
    trustedRoots: [digest('d')],
    lockfiles: [],
    findings,
    verdicts: [],
    totals: {
      subjects: 0,
      decisions: { pass: 0, waived: 0, warn: 0, unverified: 0, fail: 0 },
      outcomes,
      checks: [],
    },
    waivers: [],
    notLookedAt: [],
    gaps: [],
    warnings: [],
  };
}
