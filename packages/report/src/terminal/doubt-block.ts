/** What the client would install and no finding is about. */

import type { Gap, Report } from '@assay/model';
import { mixGaps } from '../group-gaps.js';
import { formatCount } from './counts.js';
import { escapeTerminal } from './escape-terminal.js';
import type { TerminalOptions } from './options.js';
import { placeText } from './place.js';
import type { Style } from './style.js';
import { wrapMarked } from './wrap.js';

const mostGaps: Readonly<Record<TerminalOptions['detail'], number>> = { quiet: 3, normal: 10, verbose: Infinity };

/** What such gaps mean. */
export function doubtTitle(isAccepted: boolean): string {
  return `The lockfile leaves open what the client installs${isAccepted ? '; the policy accepts it.' : '.'}`;
}

/** What to do about them. */
export const doubtAdvice = 'Mend it, or accept the code under `acceptGaps` in the policy.';

/**
 * The block of the gaps that put the whole run in doubt; empty if there is none. A run that passes all the same has a policy
 * that accepts them, which is told, but not to those who want quiet.
 */
export function doubtLines({ gaps, exitCode }: Report, options: TerminalOptions, style: Style): readonly string[] {
  const doubts = gaps.filter(({ doubt }) => doubt === true);
  const isAccepted = exitCode === 0;
  if (doubts.length === 0 || (isAccepted && options.detail === 'quiet')) return [];
  const mark = isAccepted ? '~' : '?';
  const title = doubtTitle(isAccepted);
  const [first = '', ...rest] = wrapMarked(mark, title, options.width, '');
  const color = isAccepted ? style.green : style.yellow;
  const isTold = !isAccepted && options.detail !== 'quiet';
  return [
    `${color(mark)}${style.bold(first.slice(mark.length))}`,
    ...rest.map(style.bold),
    ...listLines(doubts, options, style),
    ...(isTold ? wrapMarked('→', doubtAdvice, options.width, '  ').map(style.cyan) : []),
  ];
}

function listLines(doubts: readonly Gap[], { width, detail }: TerminalOptions, style: Style): readonly string[] {
  const mixed = mixGaps(doubts);
  const shown = mixed.slice(0, mostGaps[detail]);
  const hidden = mixed.length - shown.length;
  const how = detail === 'quiet' ? '' : ' (--verbose shows them)';
  const more = hidden === 0 ? [] : [style.dim(`  and ${formatCount(hidden)} more${how}`)];
  return [...shown.flatMap((gap) => wrapMarked('–', gapText(gap), width, '  ')), ...more];
}

function gapText({ lockfile, line, code, detail }: Gap): string {
  return `${placeText(lockfile, line)}: ${escapeTerminal(detail)} [${escapeTerminal(code)}]`;
}
