/** One package and all findings about it, a line each: for `--verbose`. */

import type { Finding, Occurrence, Subject, Verdict } from '@assay/model';
import { colorOf, markOf, outcomeColor, outcomeMark } from './decision-style.js';
import { escapeTerminal } from './escape-terminal.js';
import type { TerminalOptions } from './options.js';
import { packageName } from './package-name.js';
import { placeText } from './place.js';
import type { Style } from './style.js';
import { wrap, wrapMarked } from './wrap.js';

/** What is known about one package. */
export interface PackageRecord {
  readonly subject: Subject;
  /** Undefined only if the report forgot it. */
  readonly verdict: Verdict | undefined;
  readonly findings: readonly Finding[];
  readonly places: readonly Occurrence[];
}

/** Its decision, name and first place; then one line for each finding. */
export function packageLines(item: PackageRecord, options: TerminalOptions, style: Style): readonly string[] {
  const { subject, verdict, findings, places } = item;
  const decision = verdict?.decision ?? 'unverified';
  const [first] = places;
  const place = first === undefined ? '' : `  ${placeText(first.lockfile, first.line)}`;
  const mark = `${markOf(decision)} ${decision} `;
  const name = `${packageName(subject.name, subject.version)}${place}`;
  const [head = '', ...rest] = wrapMarked(mark, name, options.width, '  ');
  const colored = `  ${colorOf(decision, style)(mark)}${head.slice(2 + mark.length)}`;
  return [colored, ...rest, ...findings.flatMap((finding) => findingLines(finding, options, style))];
}

function findingLines(
  { check, code, outcome, detail, phase }: Finding,
  options: TerminalOptions,
  style: Style,
): readonly string[] {
  const when = phase === undefined ? '' : ` (${escapeTerminal(phase)})`;
  const text = `${escapeTerminal(check)}${when}: ${escapeTerminal(code)}: ${escapeTerminal(detail)}`;
  const [first = '', ...rest] = wrap(text, options.width, '      ');
  return [`    ${outcomeColor(outcome, style)(outcomeMark(outcome))} ${first.trimStart()}`, ...rest];
}
