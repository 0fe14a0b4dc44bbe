/** Builds results of runs for tests: a few packages, and what was found about them. */

import {
  digestOf,
  purlOf,
  type Decision,
  type Finding,
  type Gap,
  type LockfileRef,
  type Occurrence,
  type Report,
  type Signer,
  type Subject,
  type SubjectFacts,
  type WaiverUse,
} from '@assay/model';
import type { VerifyResult } from '../../options.js';

/** A package of a run; everything but its name has a default. */
export interface BuiltPackage {
  readonly name: string;
  readonly version?: string;
  readonly lockfiles?: readonly string[];
  readonly subject?: Partial<Subject>;
  readonly facts?: Partial<SubjectFacts>;
  /** Findings as `check: outcome code`. */
  readonly findings?: readonly string[];
  readonly decision?: Decision;
  readonly aliases?: readonly string[];
}

/** What a run says beside its packages. */
export interface BuiltRun {
  readonly report?: Partial<Report>;
  readonly gaps?: readonly Gap[];
  readonly waivers?: readonly WaiverUse[];
  readonly doubts?: readonly Gap[];
  /** Default: those that the packages name. */
  readonly lockfiles?: readonly string[];
}

export const registry = 'https://registry.example/';
const lockfileName = 'package-lock.json';

/** A pin of bytes that are this text. */
export function pinOf(text: string) {
  return digestOf('sha512', text);
}

/** A workflow's identity as its certificate shows it. */
export function workflow(repository: string, claims: Readonly<Record<string, string>> = {}): Signer {
  const uri = `https://github.com/${repository}`;
  const config = `${uri}/.github/workflows/release.yml@refs/tags/v1.0.0`;
  return {
    kind: 'identity',
    san: { type: 'uri', value: config },
    issuer: 'https://token.actions.githubusercontent.com',
    claims: {
      sourceRepositoryUri: uri,
      sourceRepositoryRef: 'refs/tags/v1.0.0',
      sourceRepositoryId: '42',
      sourceRepositoryOwnerId: '7',
      buildConfigUri: config,
      runnerEnvironment: 'github-hosted',
      ...claims,
    },
    certificate: digestOf('sha256', repository),
  };
}

/** What a verified signature gives. */
export function vouched(signer: Signer, check = 'provenance'): Pick<SubjectFacts, 'vouchers'> {
  return { vouchers: [{ file: 'x', check, signer, times: [], logEntries: [] }] };
}

/** A result with facts. */
export function resultWith(packages: readonly BuiltPackage[], run: BuiltRun = {}): VerifyResult {
  const built = packages.map(buildPackage);
  const { doubts = [], gaps = [] } = run;
  const names = run.lockfiles ?? [...new Set(packages.flatMap(({ lockfiles = [lockfileName] }) => lockfiles))].sort();
  const lockfiles = names.map((path) => lockfileRef(path, packages));
  const subjects = built.map(({ subject }) => subject);
  const occurrences = built.flatMap((one) => one.occurrences);
  return {
    report: buildReport(built, lockfiles, run),
    inventory: { lockfiles, subjects, occurrences, edges: [], gaps: [...gaps, ...doubts] },
    notes: [],
    hardened: [],
    facts: new Map(built.map(({ facts }) => [facts.subject, facts])),
    declared: {} as VerifyResult['declared'],
    licensePackages: [],
    doubts,
  };
}

function lockfileRef(path: string, packages: readonly BuiltPackage[]): LockfileRef {
  const own = packages.filter(({ lockfiles = [lockfileName] }) => lockfiles.includes(path));
  const bytes = JSON.stringify(own.map(({ lockfiles: _lockfiles, ...rest }) => rest));
  return { path, ecosystem: 'npm', format: 'package-lock.json v3', digest: digestOf('sha256', bytes) };
}

type Built = ReturnType<typeof buildPackage>;

function buildPackage(one: BuiltPackage, index: number) {
  const subject = buildSubject(one);
  const { id } = subject;
  const findings = (one.findings ?? ['pin-strength: proven pin-strong']).map((text, n) => buildFinding(id, text, n));
  const facts: SubjectFacts = { subject: id, descriptions: [], registry, received: [], vouchers: [], ...one.facts };
  const decision = one.decision ?? 'pass';
  const because = decision === 'pass' ? [] : findings.filter(({ outcome }) => outcome !== 'proven').map((f) => f.id);
  return {
    subject,
    facts,
    findings,
    verdict: { subject: id, decision, because, waivedBy: [] },
    occurrences: (one.lockfiles ?? [lockfileName]).map((lockfile) => buildOccurrence(one, { id, lockfile, index })),
  };
}

function buildSubject({ name, version = '1.0.0', subject }: BuiltPackage): Subject {
  const purl = purlOf('npm', name, version);
  const file = { name: `${name}-${version}.tgz`, pins: [pinOf(`${name}@${version}`)], malformedPins: [] };
  const base = { id: purl, purl, ecosystem: 'npm', name, version, source: { kind: 'registry' } } as const;
  return { ...base, files: [file], conflictsWith: [], ...subject };
}

interface Place {
  readonly id: string;
  readonly lockfile: string;
  readonly index: number;
}

function buildOccurrence({ name, aliases }: BuiltPackage, { id, lockfile, index }: Place): Occurrence {
  const path = `node_modules/${name}`;
  const base = { subject: id, lockfile, line: (index + 1) * 10, path, scope: 'prod' } as const;
  return aliases === undefined ? base : { ...base, aliases };
}

function buildFinding(subject: string, text: string, n: number): Finding {
  const [check = '', outcome = '', code = ''] = text.split(/:? /);
  const id = `${subject}|${check}||${String(n)}`;
  const detail = `It is ${code}.`;
  return { id, check, subject, outcome: outcome as Finding['outcome'], code, detail, evidence: [] };
}

const severity: readonly Decision[] = ['pass', 'waived', 'warn', 'unverified', 'fail'];

function buildReport(built: readonly Built[], lockfiles: readonly LockfileRef[], run: BuiltRun): Report {
  const verdicts = built.map(({ verdict }) => verdict);
  const decisions = { pass: 0, waived: 0, warn: 0, unverified: 0, fail: 0 };
  for (const { decision } of verdicts) decisions[decision] += 1;
  const decision = lockfiles.length === 0 ? 'unverified' : (severity.findLast((each) => decisions[each] > 0) ?? 'pass');
  const outcomes = { proven: 0, refuted: 0, absent: 0, unknown: 0, 'not-applicable': 0 };
  return {
    schema: 'https://assay.example/schemas/report-v1.json',
    tool: { name: 'assay', version: '0.1.0' },
    at: '2026-11-26T00:00:00Z',
    depth: 'artifacts',
    decision,
    exitCode: decision === 'fail' ? 1 : decision === 'unverified' || (run.doubts ?? []).length > 0 ? 3 : 0,
    policyDigest: digestOf('sha256', 'policy'),
    inventoryDigest: digestOf('sha256', JSON.stringify(built.map(({ subject }) => subject))),
    trustedRoots: [],
    lockfiles,
    findings: built.flatMap(({ findings }) => findings),
    verdicts,
    totals: { subjects: built.length, decisions, outcomes, checks: [] },
    waivers: run.waivers ?? [],
    notLookedAt: [],
    gaps: run.gaps ?? [],
    warnings: [],
    ...run.report,
  };
}
