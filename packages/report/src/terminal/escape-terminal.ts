/** The one way by which foreign text reaches a terminal or a build log (THREATS rows 24 and 34). */

import { visibleText } from '../visible-text.js';

/**
 * Text that can be printed safely on one line: {@link visibleText}; the second character of `##` and of a `::` before a letter, which build
 * services read as commands (`::add-mask::`, `##[…]`, `##vso[…]`) even behind an indent, comes out as `\u{…}` too.
 */
export function escapeTerminal(text: string, longest?: number): string {
  return visibleText(text, { isCommand: startsCommand, ...(longest === undefined ? {} : { longest }) });
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
