/** A trust diff for people. */

import type { TrustChange, TrustDiff, TrustPlace, TrustSeverity } from '@assay/model';
import { count } from '../terminal/counts.js';
import { escapeTerminal } from '../terminal/escape-terminal.js';
import type { TerminalOptions } from '../terminal/options.js';
import { placeText } from '../terminal/place.js';
import { createStyle, type Mark, type Style } from '../terminal/style.js';
import { wrap, wrapMarked } from '../terminal/wrap.js';
import { diffSentence, diffWord, sideText } from './diff-sentence.js';
import { groupChanges, severityAdvice, severityMarks, type ChangeGroup } from './group-changes.js';

const mostShown: Readonly<Record<TrustSeverity, number>> = { alarm: 50, attention: 20, info: 5 };
const mostPlaces = 3;
const mostDoubts = 10;

interface Sheet {
  readonly options: TerminalOptions;
  readonly style: Style;
}

/** The verdict, then what changed, the gravest first, then what is left open. `quiet` tells no ordinary changes. Ends with a line break. */
export function renderTrustDiff(diff: TrustDiff, options: TerminalOptions): string {
  const sheet: Sheet = { options, style: createStyle(options.color) };
  const groups = groupChanges(diff).filter(({ severity }) => options.detail !== 'quiet' || severity !== 'info');
  const blocks = [headBlock(diff, sheet), ...groups.map((group) => groupBlock(group, sheet)), doubtBlock(diff, sheet)];
  const shown = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

function headBlock(diff: TrustDiff, { options, style }: Sheet): readonly string[] {
  const word = diffWord(diff);
  const color = word === 'FAIL' ? style.red : word === 'PASS' ? style.green : style.yellow;
  const indent = ' '.repeat(word.length + 2);
  const [first = '', ...rest] = wrap(diffSentence(diff), options.width, indent);
  const sides = `${escapeTerminal(sideText(diff.base, 'base'))} → ${escapeTerminal(sideText(diff.head, 'head'))}`;
  const packages = `${count(diff.base.packages, 'package')} before, ${count(diff.head.packages, 'package')} now`;
  const about = wrap(`${sides} · ${packages} · depth ${diff.head.depth}`, options.width, '  ').map(style.dim);
  return [`${style.bold(color(word))}  ${first.slice(indent.length)}`, ...rest, ...about];
}

function colorOf(severity: TrustSeverity, style: Style): Mark {
  return severity === 'alarm' ? style.red : severity === 'attention' ? style.yellow : style.dim;
}

function groupBlock({ severity, code, title, changes }: ChangeGroup, { options, style }: Sheet): readonly string[] {
  const mark = severityMarks[severity];
  const most = options.detail === 'verbose' ? Infinity : mostShown[severity];
  const [first = '', ...rest] = wrapMarked(mark, `${title} (${code})`, options.width, '');
  const hidden = changes.length - Math.min(most, changes.length);
  const advice = severityAdvice[severity];
  return [
    `${colorOf(severity, style)(mark)}${style.bold(first.slice(mark.length))}`,
    ...rest.map(style.bold),
    ...changes.slice(0, most).flatMap((change) => changeLines(change, { options, style })),
    ...(hidden === 0 ? [] : [style.dim(`  and ${count(hidden, 'more change')} (--verbose shows them)`)]),
    ...(advice === '' ? [] : wrapMarked('→', advice, options.width, '  ').map(style.cyan)),
  ];
}

function changeLines(change: TrustChange, { options, style }: Sheet): readonly string[] {
  const { text, places, before, after } = change;
  const verbose = options.detail === 'verbose';
  const values = [
    ...before.map((value) => `before: ${escapeTerminal(value)}`),
    ...after.map((value) => `now: ${escapeTerminal(value)}`),
  ];
  return [
    ...wrapMarked('–', escapeTerminal(text), options.width, '  '),
    ...placeLines(places, verbose ? Infinity : mostPlaces, options.width).map(style.dim),
    ...(verbose ? values.flatMap((value) => wrap(value, options.width, '    ')).map(style.dim) : []),
  ];
}

function placeLines(places: readonly TrustPlace[], most: number, width: number): readonly string[] {
  if (places.length === 0) return [];
  const shown = places.slice(0, most).map(({ lockfile, line, side }) => {
    return side === 'head' ? placeText(lockfile, line) : `${placeText(lockfile, line)} of the base`;
  });
  const hidden = places.length - shown.length;
  const more = hidden === 0 ? '' : ` and ${count(hidden, 'more place')}`;
  return wrap(`${shown.join(', ')}${more}`, width, '    ');
}

function doubtBlock({ incomplete }: TrustDiff, { options, style }: Sheet): readonly string[] {
  if (incomplete.length === 0) return [];
  const most = options.detail === 'verbose' ? Infinity : mostDoubts;
  const hidden = incomplete.length - Math.min(most, incomplete.length);
  return [
    `${style.yellow('?')} ${style.bold('Not compared or not verified: this is no "nothing changed".')}`,
    ...incomplete.slice(0, most).flatMap(({ text }) => wrapMarked('–', escapeTerminal(text), options.width, '  ')),
    ...(hidden === 0
      ? []
      : [style.dim(`  and ${count(hidden, 'more of them', 'more of them')} (--verbose shows them)`)]),
    ...wrapMarked('→', doubtAdvice, options.width, '  ').map(style.cyan),
  ];
}

/** What to do about what is left open. */
export const doubtAdvice =
  'Mend what fails, and run again when the registries answer; `assay verify` on each side says what is missing.';
