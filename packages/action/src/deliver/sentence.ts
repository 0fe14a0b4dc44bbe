/** Why the step ends as it does, in one sentence. Holds foreign text: escape before printing. */

import type { Finding, Subject } from '@assay/model';
import type { RenderInput } from '@assay/report';
import { count } from './count.js';

/** What a run came to: how many packages, how many of them not, and the first of these with its reason. */
export function sentenceOf(input: RenderInput): string {
  const { decisions, subjects } = input.report.totals;
  const all = count(subjects, 'package');
  const [failed, open] = [decisions.fail, decisions.unverified];
  if (failed > 0) {
    const rest = open === 0 ? '' : ` and ${String(open)} could not be verified`;
    return `${String(failed)} of ${all} failed${rest}: ${firstReason(input, 'fail')}`;
  }
  if (open > 0) return `${String(open)} of ${all} could not be verified: ${firstReason(input, 'unverified')}`;
  const { reason, exitCode } = input.report;
  if (reason !== undefined) return reason;
  return exitCode === 0 ? passed(input, all) : `${all} passed, but what would be installed is left open by a lockfile.`;
}

function passed({ report }: RenderInput, all: string): string {
  const { warn, waived } = report.totals.decisions;
  const parts = [
    ...(warn === 0 ? [] : [`${String(warn)} with warnings`]),
    ...(waived === 0 ? [] : [`${String(waived)} waived`]),
  ];
  return `${all} passed${parts.length === 0 ? '' : `, ${parts.join(' and ')}`}.`;
}

function firstReason(input: RenderInput, decision: 'fail' | 'unverified'): string {
  const { report, inventory, codeInfo } = input;
  const verdict = report.verdicts.find((each) => each.decision === decision);
  const subject = inventory.subjects.find(({ id }) => id === verdict?.subject);
  const finding = report.findings.find(({ id }) => verdict?.because.includes(id) === true);
  if (subject === undefined) return 'the report says which.';
  const why = finding === undefined ? 'a check gave no answer.' : textOf(finding, codeInfo);
  return `${subject.name} ${subject.version}${placeOf(subject, input)}: ${why}`;
}

function textOf({ check, code, detail }: Finding, codeInfo: RenderInput['codeInfo']): string {
  return codeInfo(check, code)?.text ?? detail;
}

function placeOf({ id }: Subject, { inventory }: RenderInput): string {
  const place = inventory.occurrences.find(({ subject }) => subject === id);
  return place === undefined ? '' : ` (${place.lockfile}:${String(place.line)})`;
}
