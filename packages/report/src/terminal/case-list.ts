/** The packages under a reason: what is the same for many is said once, what is particular is said for each. */

import { groupBy, type Finding } from '@assay/model';
import type { Reason, ReasonCase } from '../reasons.js';
import { addsNothing } from './adds-nothing.js';
import { count, formatCount } from './counts.js';
import { escapeTerminal } from './escape-terminal.js';
import { excerptLines } from './excerpt-lines.js';
import type { TerminalOptions } from './options.js';
import { packageName } from './package-name.js';
import { placeText } from './place.js';
import type { Style } from './style.js';
import { pad, textWidth } from './text-width.js';
import { wrap } from './wrap.js';

const mostPackages: Readonly<Record<TerminalOptions['detail'], number>> = { quiet: 3, normal: 10, verbose: Infinity };
const mostDetails: Readonly<Record<TerminalOptions['detail'], number>> = { quiet: 0, normal: 3, verbose: Infinity };

/** From this many packages on, a sentence that fits all of them is said once. */
const manyAlike = 3;

/** One line for each shown package with its first place, and the particulars: what the reason's text does not say already. */
export function caseListLines(
  reason: Pick<Reason, 'cases' | 'text'>,
  options: TerminalOptions,
  style: Style,
): readonly string[] {
  const cases = reason.cases.map((item) => ({ ...item, findings: particular(item.findings, reason.text) }));
  const shown = chooseCases(groupAlike(cases), mostPackages[options.detail]);
  const hidden = cases.length - shown.reduce((sum, group) => sum + group.shown.length, 0);
  const nameWidth = widestName(shown.flatMap((group) => group.shown));
  const lines = shown.flatMap(({ all, shown: some }) => {
    if (all.length < manyAlike) return some.flatMap((item) => particularLines(item, nameWidth, options, style));
    return [
      ...sharedLines(all, options, style),
      ...some.flatMap((item) => packageLines(item, nameWidth, options, style)),
    ];
  });
  return hidden === 0 ? lines : [...lines, style.dim(`  and ${formatCount(hidden)} more${howToSee(options)}`)];
}

function particular(findings: readonly Finding[], text: string): readonly Finding[] {
  return findings.filter(({ detail }) => !addsNothing(detail, text));
}

function howToSee({ detail }: TerminalOptions): string {
  return detail === 'quiet' ? '' : ' (--verbose shows them)';
}

interface AlikeGroup {
  readonly all: readonly ReasonCase[];
  readonly shown: ReasonCase[];
}

/** Cases of which the very same sentences are true; then, among the others, the same but for their own names and versions. */
function groupAlike(cases: readonly ReasonCase[]): readonly AlikeGroup[] {
  const same = groupBy(cases, ({ findings }) => keyOf(findings.map(({ detail }) => detail)));
  const groups = [...same.values()].filter((group) => group.length >= manyAlike);
  const rest = [...same.values()].filter((group) => group.length < manyAlike).flat();
  const alike = groupBy(rest, (item) => keyOf(shapesOf(item)));
  return [...groups, ...alike.values()].map((all) => ({ all, shown: [] }));
}

function keyOf(texts: readonly string[]): string {
  return [...new Set(texts)].join('\0');
}

function shapesOf(item: ReasonCase): readonly string[] {
  const details = new Map(item.findings.map((finding) => [finding.detail, finding]));
  return [...details.values()].map((finding) => shapeOf(item, finding));
}

/** A detail with the package's own names taken out: nothing is lost when it is told for another package. */
function shapeOf({ name, version }: ReasonCase, { file = '', detail }: Finding): string {
  const own = [file, name, version];
  return own.reduce(
    (text, part, index) => (part === '' ? text : text.replaceAll(part, `\u0001${String(index)}`)),
    detail,
  );
}

/** Takes one case from each group in turn: a flood of one kind hides no other kind. */
function chooseCases(groups: readonly AlikeGroup[], most: number): readonly AlikeGroup[] {
  let left = most;
  for (let round = 0, taken = true; left > 0 && taken; round++) {
    taken = false;
    for (const { all, shown } of groups) {
      const item = all[round];
      if (item === undefined || left === 0) continue;
      shown.push(item);
      left -= 1;
      taken = true;
    }
  }
  return groups.filter(({ shown }) => shown.length > 0);
}

const widestPadding = 44;

function widestName(cases: readonly ReasonCase[]): number {
  const widths = cases.map(({ name, version }) => textWidth(packageName(name, version)));
  return widths.filter((width) => width <= widestPadding).reduce((a, b) => Math.max(a, b), 0);
}

/** Name and place side by side, or below each other where that is too wide. */
function packageLines(
  { name, version, occurrence, otherPlaces }: ReasonCase,
  nameWidth: number,
  { width }: TerminalOptions,
  style: Style,
): readonly string[] {
  const more = otherPlaces === 0 ? '' : ` (and ${count(otherPlaces, 'more place')})`;
  const place = occurrence === null ? '' : `${placeText(occurrence.lockfile, occurrence.line)}${more}`;
  const label = pad(packageName(name, version), nameWidth);
  if (textWidth(label) + textWidth(place) + 4 <= width) return [`  ${label}  ${style.dim(place)}`.trimEnd()];
  const below = place === '' ? [] : wrap(place, width, '    ').map(style.dim);
  return [...wrap(label.trimEnd(), width, '  '), ...below];
}

/** What is true of all cases: word for word, or told for the first one. */
function sharedLines(all: readonly ReasonCase[], options: TerminalOptions, style: Style): readonly string[] {
  const details = all.slice(0, 2).map(({ findings }) => [...new Set(findings.map(({ detail }) => detail))]);
  const [first = [], second = []] = details;
  return first.slice(0, mostDetails[options.detail]).flatMap((detail) => {
    const example = second.includes(detail) ? '' : 'e.g. ';
    return wrap(`${example}${escapeTerminal(detail)}`, options.width, '  ').map(style.dim);
  });
}

function particularLines(
  item: ReasonCase,
  nameWidth: number,
  options: TerminalOptions,
  style: Style,
): readonly string[] {
  const details = [...new Set(item.findings.map((finding) => finding.detail))];
  const shown = details.slice(0, mostDetails[options.detail]);
  const hidden = options.detail === 'quiet' ? 0 : details.length - shown.length;
  const more = hidden === 0 ? [] : [`    and ${formatCount(hidden)} more${howToSee(options)}`];
  const told = shown.flatMap((detail) => wrap(escapeTerminal(detail), options.width, '    '));
  const excerpts = options.detail === 'quiet' ? [] : excerptLines(item.findings, options);
  return [...packageLines(item, nameWidth, options, style), ...[...told, ...more].map(style.dim), ...excerpts];
}
