/** Foreign text in documents that are shown on web pages: what stands there is what is seen. The sinks' own escaping comes on top. */

import { isHidden } from './hidden-character.js';

/** Longest piece of foreign text that is shown whole, in code points. */
const longestField = 500;

/**
 * Well-formed text of one line: controls, line breaks, bidi controls, invisible, private and unassigned characters (U+FFFE too) and
 * lone surrogates come out as `\u{…}`. Letters of any script stay. Text of more than `longest` code points is cut and ends with `…`.
 */
export function visibleText(text: string, longest = longestField): string {
  if (text.length <= longest && /^[\x20-\x7e]*$/.test(text)) return text;
  const head = text.slice(0, longest * 2);
  const points = [...head];
  const shown = points.slice(0, longest).map(visibleChar).join('');
  return points.length > longest || head.length < text.length ? `${shown}…` : shown;
}

function visibleChar(char: string): string {
  return isHidden(char) ? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}` : char;
}
