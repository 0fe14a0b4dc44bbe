import type { Finding, Gap } from '@assay/model';
import { groupBy } from '@assay/model';
import type { Annotation } from '../cyclonedx/index.js';
import type { BuildContext } from './build-context.js';
import type { Listed } from './dependency-graph.js';
import { safeSentence, safeText } from '../safe/safe-text.js';

/** One code may be told with so many different particulars; of more, only what they have in common is told. */
const mostParticulars = 50;

/**
 * In words: what was refuted, could not be found out, or is missing where the policy asks for it; then what lockfiles leave open, and what the
 * run did not look at. Equal sentences are one annotation with many subjects.
 */
export function annotationsOf(context: BuildContext, { applications }: Listed): readonly Annotation[] {
  const { report, inventory } = context.input;
  const told = report.findings.filter(isTold(context));
  const codes = groupBy(told, ({ check, code }) => `${check} ${code}`);
  const root = applications.root.ref;
  return [
    ...[...codes.values()].flatMap((findings) => tellCode(findings, context)),
    ...[...groupBy(inventory.gaps, ({ code }) => code).values()].flatMap((gaps) => tellGaps(gaps, root, context)),
    ...report.notLookedAt.map((text) => annotation(context, [root], safeSentence(text))),
  ];
}

/** The report may be about more than the inventory: about licence packages, or about other applications. */
function isTold({ verdictOf, input }: BuildContext): (finding: Finding) => boolean {
  const listed = new Set(input.inventory.subjects.map(({ id }) => id));
  return ({ outcome, subject, id }) => {
    if (!listed.has(subject)) return false;
    if (outcome === 'refuted' || outcome === 'unknown') return true;
    if (outcome !== 'absent') return false;
    const verdict = verdictOf.get(subject);
    const isBad = verdict?.decision === 'fail' || verdict?.decision === 'unverified';
    return isBad && verdict.because.includes(id);
  };
}

function tellCode(findings: readonly Finding[], context: BuildContext): readonly Annotation[] {
  const [first] = findings;
  if (first === undefined) return [];
  const { check, code, outcome } = first;
  const info = context.input.codeInfo(check, code);
  const about = `${check}: ${outcome} (${code}). ${info?.text ?? ''}`.trim();
  const next = info === undefined || info.next === '' ? '' : ` ${info.next}`;
  const particulars = groupBy(findings, ({ detail }) => safeSentence(detail));
  if (particulars.size > mostParticulars) {
    const text = `${about} The particulars of ${String(findings.length)} findings stand in the report.${next}`;
    return [annotation(context, refsOf(findings, context), text)];
  }
  return [...particulars].map(([detail, same]) =>
    annotation(context, refsOf(same, context), `${about}${detail === '' ? '' : ` ${detail}`}${next}`),
  );
}

function refsOf(findings: readonly Finding[], { refOf }: BuildContext): readonly string[] {
  return [...new Set(findings.map(({ subject }) => refOf(subject)))];
}

function tellGaps(gaps: readonly Gap[], root: string, context: BuildContext): readonly Annotation[] {
  const [first] = gaps;
  if (first === undefined) return [];
  if (gaps.length > mostParticulars) {
    const text = `${first.code}: the lockfiles leave ${String(gaps.length)} things open. They stand in the report.`;
    return [annotation(context, [root], text)];
  }
  const sentences = new Set(gaps.map((gap) => `${gap.code}: ${placeOf(gap, context)}: ${safeSentence(gap.detail)}`));
  return [...sentences].map((text) => annotation(context, [root], text));
}

function placeOf({ lockfile, line }: Gap, { places }: BuildContext): string {
  const file = places.get(lockfile)?.file ?? lockfile.split(/[/\\]/).at(-1) ?? '';
  return safeSentence(line === undefined ? file : `${file}:${String(line)}`);
}

function annotation({ tool, input }: BuildContext, subjects: readonly string[], text: string): Annotation {
  const { 'bom-ref': _ref, ...annotator } = tool;
  return { subjects, annotator: { component: annotator }, timestamp: input.report.at, text: safeText(text) };
}
