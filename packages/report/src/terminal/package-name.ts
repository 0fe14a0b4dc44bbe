/** How a package is called on a terminal. */

import { escapeTerminal, isLookalikeRisk } from './escape-terminal.js';

/** npm's own limit on the length of names; RubyGems' are shorter. */
const longestName = 214;
const longestVersion = 100;

/**
 * Name and version as shown to people. A name that may imitate another is marked, and one that is empty or holds a space is
 * quoted, so that nobody takes a part of it for the version or for a place.
 */
export function packageName(name: string, version: string): string {
  const mark = isLookalikeRisk(`${name}${version}`) ? ' ‹non-ASCII name›' : '';
  const shownVersion = version === '' ? '' : ` ${word(version, longestVersion)}`;
  return `${word(name, longestName)}${shownVersion}${mark}`;
}

function word(text: string, longest: number): string {
  const shown = escapeTerminal(text, longest);
  return text === '' || text.includes(' ') ? `"${shown}"` : shown;
}

/** A text that names a package, escaped and cut. */
export function packageLabel(text: string): string {
  return escapeTerminal(text, longestName);
}
