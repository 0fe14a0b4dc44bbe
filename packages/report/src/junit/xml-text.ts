/** The way by which foreign text reaches XML. */

import { visibleText } from '../visible-text.js';

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Text for XML's elements and attributes, on one line: nothing that XML 1.0 §2.2 forbids (control characters, halves of surrogate
 * pairs, U+FFFE) and nothing hidden is left in it (see {@link visibleText}); markup is escaped, `]]>` too.
 */
export function xmlText(text: string, longest?: number): string {
  return visibleText(text, longest === undefined ? {} : { longest }).replaceAll(
    /[&<>"']/g,
    (char) => references[char] ?? '',
  );
}
