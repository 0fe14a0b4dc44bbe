/** The way by which foreign text reaches SARIF's messages. */

import { visibleText } from '../visible-text.js';

/**
 * Text for SARIF's `message.text`: nothing hidden in it (see {@link visibleText}), and nothing that viewers expand: links
 * (`[text](target)`, SARIF §3.11.6) and placeholders (`{0}`, §3.11.5) are broken up by a space.
 */
export function messageText(text: string, longest?: number): string {
  return visibleText(text, longest === undefined ? {} : { longest })
    .replaceAll('](', '] (')
    .replaceAll(/\{(?=\d+\})/g, '{ ');
}
