/** Reads a stored report: what `renderJson` wrote. */

import { parseJson, DocMap, type DocValue } from '@assay/documents';
import type { Decision, Inventory, Report } from '@assay/model';
import { checkShape } from './check-shape.js';
import { reportJsonSchema } from './report-schema.js';

/** The report, or why it is none. */
export type StoredReport =
  | { readonly ok: true; readonly report: Report; readonly inventory: Inventory }
  | { readonly ok: false; readonly detail: string; readonly line?: number };

/** A report of 100,000 packages has 130 MB and eight million values. */
export const reportLimits = { maxBytes: 400_000_000, maxValues: 30_000_000 } as const;

/**
 * Reads a report strictly: exactly one JSON text without duplicate keys, valid by {@link reportJsonSchema}, and not at odds with itself.
 * That it is what Assay once wrote, nobody can see from it: it is no evidence. Never throws on any bytes.
 */
export function parseReport(bytes: Uint8Array, maxBytes: number = reportLimits.maxBytes): StoredReport {
  const parsed = parseJson(bytes, { maxBytes, maxValues: reportLimits.maxValues });
  if (!parsed.ok) return { ok: false, ...withLine(parsed.problem) };
  const problem = checkShape(reportJsonSchema(), parsed.document.value);
  if (problem !== null) return { ok: false, ...withLine(problem) };
  const { report, inventory } = plain(parsed.document.value) as {
    readonly report: Report;
    readonly inventory: Inventory;
  };
  const detail = contradiction(report, inventory);
  return detail === null ? { ok: true, report, inventory } : { ok: false, detail };
}

function withLine({ detail, line }: { readonly detail: string; readonly line?: number }) {
  return { detail, ...(line === undefined ? {} : { line }) };
}

/** Every key is one that the schema names: none can reach a prototype. */
function plain(value: DocValue): unknown {
  if (value instanceof DocMap)
    return Object.fromEntries([...value.entries()].map(([key, member]) => [key, plain(member)]));
  return typeof value === 'object' && value !== null ? value.map(plain) : value;
}

const exitCodes: Readonly<Record<Decision, Report['exitCode']>> = {
  pass: 0,
  waived: 0,
  warn: 0,
  unverified: 3,
  fail: 1,
};
const severity: readonly Decision[] = ['pass', 'waived', 'warn', 'unverified', 'fail'];

/** What no run of Assay can have said; else a report whose head was changed would show a verdict that its findings do not bear. */
function contradiction(report: Report, inventory: Inventory): string | null {
  const { decision, exitCode, verdicts, findings, totals, reason } = report;
  if (exitCodes[decision] !== exitCode) return `The decision is ${decision}, the exit code ${String(exitCode)}.`;
  const worst = Math.max(
    0,
    ...severity.map((each, rank) => (verdicts.some((verdict) => verdict.decision === each) ? rank : 0)),
  );
  if (severity.indexOf(decision) < worst)
    return `The decision is ${decision}, but a package's is ${severity[worst] ?? ''}.`;
  if (severity.indexOf(decision) > worst && reason === undefined) {
    return `The decision is ${decision}, but no package's is, and no reason is given.`;
  }
  if (totals.subjects !== verdicts.length) return 'It counts other packages than it judges.';
  return strayFinding(findings, verdicts) ?? strayVerdict(verdicts, inventory);
}

function strayFinding(findings: Report['findings'], verdicts: Report['verdicts']): string | null {
  const judged = new Set(verdicts.map(({ subject }) => subject));
  const stray = findings.find(({ subject }) => !judged.has(subject));
  if (stray !== undefined) return `The finding ${stray.id} is about a package that is not judged.`;
  const subjects = new Map(findings.map(({ id, subject }) => [id, subject]));
  if (subjects.size < findings.length) return 'Two findings have the same id.';
  const wrong = verdicts.find(({ subject, because }) => because.some((id) => subjects.get(id) !== subject));
  return wrong === undefined ? null : `The verdict about ${wrong.subject} rests on a finding that is not about it.`;
}

function strayVerdict(verdicts: Report['verdicts'], { subjects }: Inventory): string | null {
  const ids = new Set(subjects.map(({ id }) => id));
  const stray = verdicts.find(({ subject }) => !ids.has(subject));
  if (stray !== undefined) return `The verdict about ${stray.subject} is about a package that is not in the inventory.`;
  return new Set(verdicts.map(({ subject }) => subject)).size === verdicts.length ? null : 'A package is judged twice.';
}
