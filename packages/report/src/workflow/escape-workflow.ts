/** How text is written into GitHub's workflow commands (THREATS row 35). */

import { escapeTerminal } from '../terminal/escape-terminal.js';

/**
 * Text as the data of a command: one line, from which the runner reads the same lines of text. Everything that no one can see but line
 * feeds, and whatever could start a command of its own, comes out as `\u{…}`, as on terminals. (CVE-2020-15228)
 */
export function escapeWorkflowData(text: string): string {
  return text
    .split('\n')
    .map((line) => escapeTerminal(line, Infinity).replaceAll('%', '%25'))
    .join('%0A');
}

/** Text as the value of a command's property: as {@link escapeWorkflowData}, and it ends no property and no list of them. */
export function escapeWorkflowProperty(text: string): string {
  return escapeWorkflowData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
