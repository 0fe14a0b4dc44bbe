/** One reason: what is wrong, for which packages, and what to do. */

import { decisionWords, reasonSource } from '../reason-words.js';
import type { Reason } from '../reasons.js';
import { caseListLines } from './case-list.js';
import { count } from './counts.js';
import { colorOf, markOf } from './decision-style.js';
import { escapeTerminal } from './escape-terminal.js';
import type { TerminalOptions } from './options.js';
import type { Style } from './style.js';
import { wrapMarked } from './wrap.js';

/** The block of one reason. */
export function reasonLines(reason: Reason, options: TerminalOptions, style: Style): readonly string[] {
  const { decision, text, cases, next } = reason;
  const [first = '', ...rest] = wrapMarked(markOf(decision), escapeTerminal(text), options.width, '');
  const mark = first.slice(0, 1);
  const title = [`${colorOf(decision, style)(mark)}${style.bold(first.slice(1))}`, ...rest.map(style.bold)];
  const meta = `${count(cases.length, 'package')} ${decisionWords[decision]} · ${escapeTerminal(reasonSource(reason), Infinity)}`;
  const isTold = next !== '' && decision !== 'waived' && options.detail !== 'quiet';
  const advice = isTold ? adviceLines(next, options, style) : [];
  return [
    ...title,
    ...wrapMarked(' ', meta, options.width, '').map(style.dim),
    ...caseListLines(reason, options, style),
    ...advice,
  ];
}

/**
 * The block of what could not be told, beside its reasons to fail, about packages that are listed there already: compact, and
 * only its first line when quiet.
 */
export function unansweredLines(reason: Reason, options: TerminalOptions, style: Style): readonly string[] {
  const { cases, text, next } = reason;
  const { width, detail } = options;
  const title = `Also not answered: ${escapeTerminal(reasonSource(reason), Infinity)} (${count(cases.length, 'package')} that failed)`;
  const [first = '', ...rest] = wrapMarked('?', title, width, '');
  const head = [`${style.yellow(first.slice(0, 1))}${style.bold(first.slice(1))}`, ...rest.map(style.bold)];
  if (detail === 'quiet') return head;
  return [
    ...head,
    ...wrapMarked(' ', escapeTerminal(text), width, '').map(style.dim),
    ...caseListLines(reason, options, style),
    ...(next === '' ? [] : adviceLines(next, options, style)),
  ];
}

function adviceLines(next: string, { width }: TerminalOptions, style: Style): readonly string[] {
  return wrapMarked('→', escapeTerminal(next), width, '  ').map(style.cyan);
}
