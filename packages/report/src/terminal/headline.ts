/** The first line: the verdict in words. */

import type { Decision, Report } from '@assay/model';
import { verdictSentence } from '../verdict-sentence.js';
import { colorOf } from './decision-style.js';
import { escapeTerminal } from './escape-terminal.js';
import type { TerminalOptions } from './options.js';
import type { Style } from './style.js';
import { wrap } from './wrap.js';

const words: Readonly<Record<Decision, string>> = {
  pass: 'PASS',
  waived: 'PASS',
  warn: 'PASS',
  unverified: 'UNVERIFIED',
  fail: 'FAIL',
};

/** `FAIL  2 of 812 packages failed, 1 could not be verified`. */
export function headline(report: Report, { width }: TerminalOptions, style: Style): readonly string[] {
  const word = words[report.decision];
  const indent = ' '.repeat(word.length + 2);
  const [first = '', ...rest] = wrap(escapeTerminal(verdictSentence(report)), width, indent);
  return [`${style.bold(colorOf(report.decision, style)(word))}  ${first.slice(indent.length)}`, ...rest];
}
