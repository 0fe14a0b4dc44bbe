/** The one way by which text reaches the HTML of a report (THREATS row 36). */

import { visibleText } from '../visible-text.js';

/** HTML whose texts are escaped. {@link html} and {@link ownHtml} make it. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: texts are escaped, HTML is not, lists are joined, and nothing stands for nothing. */
export type HtmlPart = Html | string | number | null | readonly HtmlPart[];

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'],
]);

/** Longest text that is shown whole, in code points: sentences of checks can hold several names. */
export const longestText = 2000;

/** Text for element content and quoted attribute values: nothing hidden, nothing that HTML reads as markup. */
function escapeHtml(text: string): string {
  return visibleText(text, { longest: longestText }).replace(/[&<>"'`]/gu, (char) => entities.get(char) ?? '');
}

/** HTML from a template of ours; every string put into it is escaped. */
export function html(template: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const pieces = template.map((piece, index) => `${piece}${partText(parts[index] ?? null)}`);
  return new Html(pieces.join(''));
}

function partText(part: HtmlPart): string {
  if (part === null) return '';
  if (part instanceof Html) return part.toString();
  if (typeof part === 'string') return escapeHtml(part);
  return typeof part === 'number' ? String(part) : part.map(partText).join('');
}

/** A sentence that names things between backticks, as terminals show them: in HTML these are code. */
export function sentence(text: string): Html {
  if (text.length > longestText) return html`${text}`; // is cut as a whole
  const pieces = text.split(/(?<=^|[ (])`([^`]+)`(?=$|[ .,;:)])/u);
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))}`;
}

/** HTML that holds no foreign text but embedded JSON: the script and style of the report. */
export function ownHtml(text: string): Html {
  return new Html(text);
}
