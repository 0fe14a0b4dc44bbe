/** Builds reports for tests: a few packages, and what was found about them. */

import {
  purlOf,
  type CodeInfo,
  type Decision,
  type Digest,
  type Finding,
  type Inventory,
  type Occurrence,
  type Outcome,
  type Report,
  type Subject,
  type Verdict,
  type WaiverUse,
} from '@assay/model';
import type { RenderInput } from '../render-input.js';

/** A finding that differs from a plain pass. */
export interface Fault {
  readonly check: string;
  readonly code: string;
  readonly outcome: Outcome;
  readonly decision: Decision;
  readonly detail: string;
  readonly file?: string;
  readonly excerpt?: string;
  readonly waiver?: number;
}

/** A package and its faults; checks without one are proven. */
export interface SamplePackage {
  readonly name: string;
  readonly version?: string;
  readonly line?: number;
  readonly lockfile?: string;
  readonly faults?: readonly Fault[];
  readonly subject?: Partial<Subject>;
  readonly occurrence?: Partial<Occurrence>;
}

/** What a sample report says beside its packages. */
export type SampleOptions = Partial<Omit<Report, 'findings' | 'verdicts'>> & {
  readonly edges?: Inventory['edges'];
};

const digest = (fill: string): Digest => ({ alg: 'sha256', value: fill.repeat(64), covers: 'document' });

const proofs: readonly (readonly [string, string, string])[] = [
  ['pin-strength', 'pin-strong', 'is pinned by sha512.'],
  ['source', 'source-allowed', 'comes from https://registry.example/.'],
  ['artifact-digest', 'artifact-digest-match', 'has every pinned digest.'],
];

const catalogue: ReadonlyMap<string, Pick<CodeInfo, 'text' | 'next'>> = new Map([
  ['pin-missing', { text: 'The lockfile pins no digest.', next: 'Lock the package again.' }],
  ['artifact-digest-mismatch', { text: 'Other bytes are served than the lockfile pins.', next: 'Do not install.' }],
  ['timeout', { text: 'The registry did not answer in time.', next: 'Run again.' }],
  ['directory', { text: 'A folder of the project itself.', next: '' }],
]);

/** A catalogue of a few codes. */
function codeInfo(_check: string, code: string): CodeInfo | null {
  const info = catalogue.get(code);
  return info === undefined ? null : { outcome: 'unknown', ...info };
}

const severity: readonly Decision[] = ['pass', 'waived', 'warn', 'unverified', 'fail'];
const outcomeSeverity: readonly Outcome[] = ['not-applicable', 'proven', 'unknown', 'absent', 'refuted'];

/** Report and inventory about these packages. */
export function sample(packages: readonly SamplePackage[], options: SampleOptions = {}): RenderInput {
  const { edges = [], ...overrides } = options;
  const parts = packages.map((item, index) => buildPart(item, index));
  const lockfiles = [
    { path: 'package-lock.json', ecosystem: 'npm', format: 'package-lock.json v3', digest: digest('1') },
  ] as const;
  const findings = parts.flatMap((part) => part.findings);
  const report = buildReport(
    findings,
    parts.map(({ verdict }) => verdict),
    { lockfiles, ...overrides },
  );
  const subjects = parts.map(({ subject }) => subject);
  const occurrences = parts.map(({ occurrence }) => occurrence);
  const inventory = { lockfiles: report.lockfiles, subjects, occurrences, edges, gaps: report.gaps };
  return { report, inventory, codeInfo };
}

function buildPart(item: SamplePackage, index: number) {
  const subject = buildSubject(item);
  const findings = buildFindings(item, subject);
  return {
    subject,
    findings,
    occurrence: buildOccurrence(item, subject.id, index),
    verdict: buildVerdict(item, subject.id, findings),
  };
}

function buildSubject({ name, version = '1.0.0', subject }: SamplePackage): Subject {
  const purl = purlFor(name, version);
  const files = [{ name: `${name}-${version}.tgz`, pins: [digest('a')], malformedPins: [] }];
  const base = { id: purl, purl, ecosystem: 'npm', name, version, source: { kind: 'registry' } } as const;
  return { ...base, files, conflictsWith: [], ...subject };
}

/** Names that no purl can hold are used as they are. */
function purlFor(name: string, version: string): string {
  try {
    return purlOf('npm', name, version);
  } catch {
    return `pkg:npm/${name}@${version}`;
  }
}

function buildOccurrence(item: SamplePackage, subject: string, index: number): Occurrence {
  const { lockfile = 'package-lock.json', line = (index + 1) * 10, name, occurrence } = item;
  return { subject, lockfile, line, path: `node_modules/${name}`, scope: 'prod', ...occurrence };
}

function buildFindings({ faults = [] }: SamplePackage, { id, name, files }: Subject): readonly Finding[] {
  const file = files[0]?.name ?? name;
  const faulty = new Set(faults.map(({ check }) => check));
  const proven = proofs
    .filter(([check]) => !faulty.has(check))
    .map(([check, code, text]) => ({ check, code, outcome: 'proven' as const, detail: `${file} ${text}`, file }));
  const told = faults.map(({ decision: _decision, waiver: _waiver, ...fault }) => ({ file, ...fault }));
  return [...proven, ...told].map((finding, n) => {
    const findingId = `${id}|${finding.check}|${finding.file}|${String(n)}`;
    return { id: findingId, subject: id, evidence: [digest('e')], ...finding };
  });
}

function buildVerdict({ faults = [] }: SamplePackage, subject: string, findings: readonly Finding[]): Verdict {
  const worst = faults.reduce((rank, { decision }) => Math.max(rank, severity.indexOf(decision)), 0);
  const decision = severity[worst] ?? 'pass';
  const offset = findings.length - faults.length;
  const because = faults.flatMap((fault, n) =>
    fault.decision === decision && decision !== 'pass' ? [findings[offset + n]?.id ?? ''] : [],
  );
  return { subject, decision, because, waivedBy: faults.flatMap(({ waiver }) => waiver ?? []) };
}

function buildReport(
  findings: readonly Finding[],
  verdicts: readonly Verdict[],
  overrides: Partial<Report> & Pick<Report, 'lockfiles'>,
): Report {
  const totals = countTotals(findings, verdicts);
  const decision = severity.findLast((each) => totals.decisions[each] > 0) ?? 'pass';
  return {
    schema: 'https://assay.example/schemas/report-v1.json',
    tool: { name: 'assay', version: '0.1.0' },
    at: '2026-01-02T03:04:05Z',
    depth: 'artifacts',
    decision,
    exitCode: decision === 'fail' ? 1 : decision === 'unverified' ? 3 : 0,
    policyDigest: digest('b'),
    inventoryDigest: digest('c'),
    trustedRoots: [],
    findings,
    verdicts,
    totals,
    waivers: [],
    notLookedAt: ['Signatures are not verified by this version.'],
    gaps: [],
    warnings: [],
    ...overrides,
  };
}

function countTotals(findings: readonly Finding[], verdicts: readonly Verdict[]): Report['totals'] {
  const decisions = { pass: 0, waived: 0, warn: 0, unverified: 0, fail: 0 };
  for (const { decision } of verdicts) decisions[decision] += 1;
  const worst = new Map<string, number>();
  for (const { subject, outcome } of findings) {
    worst.set(subject, Math.max(worst.get(subject) ?? 0, outcomeSeverity.indexOf(outcome)));
  }
  const outcomes = noOutcomes();
  for (const rank of worst.values()) outcomes[outcomeSeverity[rank] ?? 'unknown'] += 1;
  const checks = proofs.map(([check]) => ({ check, outcomes: noOutcomes(), waived: 0, ignored: 0 }));
  for (const { check, outcome } of findings) {
    const row = checks.find((each) => each.check === check);
    if (row !== undefined) row.outcomes[outcome] += 1;
  }
  return { subjects: verdicts.length, decisions, outcomes, checks };
}

function noOutcomes(): Record<Outcome, number> {
  return { proven: 0, refuted: 0, absent: 0, unknown: 0, 'not-applicable': 0 };
}

/** A waiver that was used. */
export const usedWaiver: WaiverUse = {
  waiver: 0,
  purl: 'pkg:npm/old@1.0.0',
  check: 'pin-strength',
  expires: '2026-06-30',
  owner: 'alice@corp.example',
  reason: 'Replaced in the next release.',
  state: 'used',
  count: 1,
};

export const missingPin = (name: string): Fault => ({
  check: 'pin-strength',
  code: 'pin-missing',
  outcome: 'absent',
  decision: 'fail',
  detail: `${name}-1.0.0.tgz is locked without a digest.`,
});

export const otherBytes = (name: string): Fault => ({
  check: 'artifact-digest',
  code: 'artifact-digest-mismatch',
  outcome: 'refuted',
  decision: 'fail',
  detail: `${name}-1.0.0.tgz: locked sha512-AAAA, received sha512-BBBB.`,
});

export const timeout = (check = 'artifact-digest'): Fault => ({
  check,
  code: 'timeout',
  outcome: 'unknown',
  decision: 'unverified',
  detail: 'registry.example did not answer within 30 s.',
});
