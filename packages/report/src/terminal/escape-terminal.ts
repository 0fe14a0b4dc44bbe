/** The one way by which foreign text reaches a terminal or a build log (THREATS rows 24 and 34). */

import { isHidden } from '../hidden-character.js';

/** Longest piece of foreign text that is shown whole, in code points. */
const longestField = 500;

/** Marks that may sit on one letter; more of them only serve to paint over the neighbouring lines. */
const mostMarks = 4;

/**
 * Text that can be printed safely on one line. Control characters, escape sequences, line breaks, bidi controls, invisible,
 * private and unassigned characters and lone surrogates come out as `\u{…}`; so does the second character of `##` and of a
 * `::` before a letter, which build services read as commands (`::add-mask::`, `##[…]`, `##vso[…]`) even behind an indent.
 * Letters of any script stay. Text of more than `longest` code points is cut and ends with `…`.
 */
export function escapeTerminal(text: string, longest = longestField): string {
  if (text.length <= longest && isPlain(text)) return text;
  const head = text.slice(0, longest * 2);
  const points = [...head];
  const shown = escapePoints(points.slice(0, longest));
  return points.length > longest || head.length < text.length ? `${shown}…` : shown;
}

/** Printable ASCII without a pair that a build service could take for the start of a command. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes('::') && !text.includes('##');
}

function escapePoints(points: readonly string[]): string {
  let shown = '';
  let marks = 0;
  points.forEach((char, index) => {
    const before = points[index - 1] ?? '';
    marks = isMark(char) ? marks + 1 : 0;
    const loose = marks > 0 && (marks > mostMarks || (marks === 1 && !/^[\p{L}\p{N}]$/u.test(before)));
    const hidden = loose || isHidden(char) || startsCommand(char, before, points[index + 1] ?? '');
    shown += hidden ? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}` : char;
  });
  return shown;
}

function isMark(char: string): boolean {
  return char > '\u{2ff}' && /^\p{M}$/u.test(char);
}

/** IPv6 addresses keep their `::1`. */
function startsCommand(char: string, before: string, after: string): boolean {
  if (char === '#') return before === '#';
  return char === ':' && before === ':' && /^[a-z]$/i.test(after);
}

/** True when a name holds anything but printable ASCII: it may look like another name. */
export function isLookalikeRisk(text: string): boolean {
  return !/^[\x20-\x7e]*$/.test(text);
}
