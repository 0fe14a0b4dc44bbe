/** The packages under a reason: what is the same for many is said once, what is particular is said for each. */

import { chooseCases, groupAlike, manyAlike, sharedDetails } from '../alike-cases.js';
import type { Reason, ReasonCase } from '../reasons.js';
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

/** One line for each shown package with its first place, and the particulars: what the reason's text does not say already. */
export function caseListLines(
  reason: Pick<Reason, 'cases' | 'text'>,
  options: TerminalOptions,
  style: Style,
): readonly string[] {
  const shown = chooseCases(groupAlike(reason), mostPackages[options.detail]);
  const hidden = reason.cases.length - shown.reduce((sum, group) => sum + group.shown.length, 0);
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

function howToSee({ detail }: TerminalOptions): string {
  return detail === 'quiet' ? '' : ' (--verbose shows them)';
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
  return sharedDetails(all)
    .slice(0, mostDetails[options.detail])
    .flatMap((detail) => wrap(escapeTerminal(detail), options.width, '  ').map(style.dim));
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
