/** The reasons, grouped: what is wrong, where, and what to do. */

import type { Decision } from '@assay/model';
import type { Reason, ReasonCase } from '../reasons.js';
import { escapeTerminal, isLookalikeRisk } from './escape-terminal.js';
import { colorOf } from './headline.js';
import { count, wrap } from './layout.js';
import type { TerminalOptions } from './options.js';
import type { Style } from './style.js';

const marks: Readonly<Record<Decision, string>> = { fail: '✗', unverified: '?', warn: '!', waived: '~', pass: '✓' };

const shownCases: Readonly<Record<TerminalOptions['detail'], number>> = { quiet: 3, normal: 10, verbose: Infinity };

/** One block per reason. */
export function reasonLines(reason: Reason, options: TerminalOptions, style: Style): readonly string[] {
  const color = colorOf(reason.decision, style);
  const title = `${reason.check}: ${reason.text}`;
  const [first = '', ...rest] = wrap(title, options.width, '  ');
  const number = style.dim(`(${count(reason.cases.length, 'package')}, ${reason.code})`);
  const shown = reason.cases.slice(0, shownCases[options.detail]);
  const hidden = reason.cases.length - shown.length;
  return [
    `${color(marks[reason.decision])} ${style.bold(first.trimStart())}`,
    ...rest.map((line) => style.bold(line)),
    `  ${number}`,
    ...shown.flatMap((item) => caseLines(item, options, style)),
    ...(hidden > 0 ? [style.dim(`    and ${String(hidden)} more (--verbose shows them)`)] : []),
    ...(reason.next === '' ? [] : nextStep(reason.next, options, style)),
  ];
}

function nextStep(next: string, { width }: TerminalOptions, style: Style): readonly string[] {
  return wrap(next, width, '    ').map((line, index) => style.cyan(index === 0 ? `  → ${line.trimStart()}` : line));
}

function caseLines(
  { subject, finding, occurrence }: ReasonCase,
  options: TerminalOptions,
  style: Style,
): readonly string[] {
  const where = occurrence === null ? '' : `${escapeTerminal(occurrence.lockfile)}:${String(occurrence.line)}`;
  const name = `    ${packageName(subject.name, subject.version)}  ${style.dim(where)}`;
  if (options.detail === 'quiet') return [name.trimEnd()];
  return [name.trimEnd(), ...wrap(escapeTerminal(finding.detail), options.width, '      ').map(style.dim)];
}

/** Name and version as shown to people; names that may imitate others are marked. */
export function packageName(name: string, version: string): string {
  const mark = isLookalikeRisk(name) ? ' ‹non-ASCII name›' : '';
  return `${escapeTerminal(name)} ${escapeTerminal(version)}${mark}`;
}
