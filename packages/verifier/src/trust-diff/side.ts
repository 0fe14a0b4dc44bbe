/** One of the two runs, as comparing needs it. */

import {
  AssayError,
  groupBy,
  type Decision,
  type Finding,
  type Inventory,
  type Report,
  type Subject,
  type SubjectFacts,
} from '@assay/model';
import type { VerifyResult } from '../options.js';

/** One package and all that is known about it. */
export interface Locked {
  readonly subject: Subject;
  readonly facts: SubjectFacts;
  readonly findings: readonly Finding[];
  readonly decision: Decision;
  /** Codes of the findings that decided it, each once, as `check: code`. */
  readonly because: readonly string[];
}

/** A package in a lockfile. */
export interface Entry {
  readonly locked: Locked;
  readonly lockfile: string;
  /** Of its first entry there. */
  readonly line: number;
  /** Other names under which it stands there, sorted. */
  readonly aliases: readonly string[];
}

export interface Side {
  readonly report: Report;
  readonly inventory: Inventory;
  /** Gaps that leave open what is installed. */
  readonly doubts: VerifyResult['doubts'];
  readonly byLockfile: ReadonlyMap<string, readonly Entry[]>;
}

/** Throws AssayError `ERR_USAGE` for a result without facts. */
export function sideOf({ report, inventory, facts, doubts }: VerifyResult): Side {
  if (facts === undefined) {
    const hint = 'Run the verifier with `facts: true`.';
    throw new AssayError('ERR_USAGE', 'a run without facts cannot be compared', { hint });
  }
  return { report, inventory, doubts, byLockfile: entriesOf(inventory, lockedOf(report, inventory, facts)) };
}

function lockedOf(report: Report, { subjects }: Inventory, facts: ReadonlyMap<string, SubjectFacts>) {
  const findings = groupBy(report.findings, ({ subject }) => subject);
  const verdicts = new Map(report.verdicts.map((verdict) => [verdict.subject, verdict]));
  return new Map(
    subjects.map((subject) => {
      const about = findings.get(subject.id) ?? [];
      const { decision = 'pass', because = [] } = verdicts.get(subject.id) ?? {};
      const ids = new Set(because);
      const codes = about.filter(({ id }) => ids.has(id)).map(({ check, code }) => `${check}: ${code}`);
      const known = facts.get(subject.id) ?? nothingKnown(subject);
      return [subject.id, { subject, facts: known, findings: about, decision, because: [...new Set(codes)] }];
    }),
  );
}

function nothingKnown({ id }: Subject): SubjectFacts {
  return { subject: id, descriptions: [], received: [], vouchers: [] };
}

function entriesOf({ occurrences }: Inventory, locked: ReadonlyMap<string, Locked>): Side['byLockfile'] {
  const byLockfile = new Map<string, Map<string, Entry>>();
  for (const { subject, lockfile, line, aliases = [] } of occurrences) {
    const about = locked.get(subject);
    if (about === undefined) continue;
    const entries = byLockfile.get(lockfile) ?? new Map<string, Entry>();
    byLockfile.set(lockfile, entries);
    const known = entries.get(subject);
    const all = known === undefined ? aliases : [...new Set([...known.aliases, ...aliases])].sort();
    entries.set(subject, { locked: about, lockfile, line: Math.min(known?.line ?? line, line), aliases: all });
  }
  return new Map([...byLockfile].map(([lockfile, entries]) => [lockfile, [...entries.values()]]));
}

/** `left-pad 1.3.0`. */
export function titleOf({ name, version }: Subject): string {
  return version === '' ? name : `${name} ${version}`;
}

/** The same text for the versions of one package, and for no others. */
export function packageKey({ ecosystem, name }: Subject): string {
  return `${ecosystem}\0${name}`;
}
