/** Breaking text into lines. */

import { splitAt, textWidth } from './text-width.js';

/** Narrower than this, text is not legible: lines are wider than the terminal instead. */
const leastRoom = 20;

/**
 * Breaks one-line text at spaces so that each line fits after its indent. A word longer than a line is broken too, so that no
 * terminal goes on with it at the left edge, where only Assay's own words stand.
 */
export function wrap(text: string, width: number, indent: string): readonly string[] {
  const room = Math.max(leastRoom, width - textWidth(indent));
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ').flatMap((whole) => breakWord(whole, room))) {
    const wide = textWidth(word);
    if (used > 0 && used + 1 + wide > room) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line = used === 0 ? word : `${line} ${word}`;
    used = used === 0 ? wide : used + 1 + wide;
  }
  return [...lines, line].map((each) => `${indent}${each}`.trimEnd());
}

/** Wraps behind a mark such as `–` or `→`: the first line carries it, the others are aligned with its text. */
export function wrapMarked(mark: string, text: string, width: number, indent: string): readonly string[] {
  const hanging = `${indent}${' '.repeat(textWidth(mark) + 1)}`;
  return wrap(text, width, hanging).map((line, index) =>
    index === 0 ? `${indent}${mark} ${line.slice(hanging.length)}`.trimEnd() : line,
  );
}

/** No piece but the first starts with a colon: `::` at the start of a line is a command to build services. */
function breakWord(word: string, room: number): readonly string[] {
  if (textWidth(word) <= room) return [word];
  const pieces: string[] = [];
  let rest = word;
  while (textWidth(rest) > room) {
    const [piece, after] = splitAt(rest, room);
    const end = after.startsWith(':') ? keepColons(piece) : piece.length;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}

/** Where to break before a colon: one character and its colons earlier; at the end if the piece is nothing but colons. */
function keepColons(piece: string): number {
  const before = [...piece.replace(/:+$/, '')];
  const last = before.pop();
  return last === undefined || before.length === 0 ? piece.length : before.join('').length;
}
