/** One line of progress. */

import { formatCount } from './counts.js';
import { packageLabel } from './package-name.js';
import { createStyle } from './style.js';
import { cut } from './text-width.js';

/** How far a run is. */
export interface ProgressLine {
  readonly done: number;
  readonly total: number;
  /** Of the package that was looked at last. */
  readonly name: string;
  readonly failed: number;
  readonly unverified: number;
}

/** One line without line break, less wide than `width` columns: a cursor behind it does not go to the next line. */
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
  const line = cut(`${head}  ${packageLabel(progress.name)}`, Math.max(0, options.width - 1));
  return createStyle(options.color).dim(line);
}
