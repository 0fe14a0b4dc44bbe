/** Pieces of what was found, as they stand. */

import type { Finding } from '@assay/model';
import { formatCount } from './counts.js';
import { escapeTerminal } from './escape-terminal.js';
import type { TerminalOptions } from './options.js';
import { splitAt, textWidth } from './text-width.js';

const mostLines: Readonly<Record<TerminalOptions['detail'], number>> = { quiet: 0, normal: 40, verbose: Infinity };
const bar = '    │ ';

/** Each line behind a bar, so that none of them can pass for a line of the report; each excerpt once. */
export function excerptLines(findings: readonly Finding[], options: TerminalOptions): readonly string[] {
  if (options.detail === 'quiet') return [];
  const excerpts = new Set(findings.flatMap(({ excerpt }) => excerpt ?? []));
  return [...excerpts].flatMap((excerpt) => {
    const lines = excerpt.replace(/\n$/u, '').split('\n');
    const shown = lines.slice(0, mostLines[options.detail]);
    const hidden = lines.length - shown.length;
    const more = hidden === 0 ? [] : [`    … ${formatCount(hidden)} more lines (--verbose shows them)`];
    return [...shown.flatMap((line) => barred(escapeTerminal(line), options.width)), ...more];
  });
}

/** Broken anywhere, never at spaces: indentation is part of code. */
function barred(line: string, width: number): readonly string[] {
  const room = Math.max(20, width - textWidth(bar));
  const pieces: string[] = [];
  let rest = line;
  while (textWidth(rest) > room) {
    const [piece, after] = splitAt(rest, room);
    pieces.push(piece);
    rest = after;
  }
  return [...pieces, rest].map((piece) => `${bar}${piece}`.trimEnd());
}
