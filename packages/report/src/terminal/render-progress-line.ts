/** One line of progress. */

import { escapeTerminal } from './escape-terminal.js';
import { cut, formatCount } from './layout.js';
import { createStyle } from './style.js';

/** How far a run is. */
export interface ProgressLine {
  readonly done: number;
  readonly total: number;
  readonly name: string;
  readonly failed: number;
  readonly unverified: number;
}

/** A line that is never wider than the terminal. */
export function renderProgressLine(
  progress: ProgressLine,
  options: { readonly color: boolean; readonly width: number },
): string {
  const { done, total, failed, unverified } = progress;
  const counts = [
    failed > 0 ? `${formatCount(failed)} refused` : '',
    unverified > 0 ? `${formatCount(unverified)} unknown` : '',
  ];
  const head = [`${formatCount(done)}/${formatCount(total)}`, ...counts.filter((text) => text !== '')].join('  ');
  const line = cut(`${head}  ${escapeTerminal(progress.name)}`, Math.max(10, options.width - 1));
  return createStyle(options.color).dim(line);
}
