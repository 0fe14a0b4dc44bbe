/** Where something stands, as editors and terminals make it clickable. */

import { escapeTerminal } from './escape-terminal.js';

const longestPath = 200;

/** `path/to/package-lock.json:12`. */
export function placeText(file: string, line: number | undefined): string {
  const path = escapeTerminal(file, longestPath);
  return line === undefined ? path : `${path}:${String(line)}`;
}
