/** Errors for people. */

import { escapeTerminal } from './escape-terminal.js';
import { placeText } from './place.js';
import { createStyle } from './style.js';
import { wrap, wrapMarked } from './wrap.js';

/** What is told about an error. */
export interface ErrorToTell {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly file?: string | undefined;
  /** 1-based. */
  readonly line?: number | undefined;
}

const prefix = 'assay:';

/** What is wrong, where, its code, and what to do. Ends with a line break. Without `width`, lines of 100 columns. */
export function renderError(error: ErrorToTell, options: { readonly color: boolean; readonly width?: number }): string {
  const { color, width = 100 } = options;
  const style = createStyle(color);
  const where = error.file === undefined ? '' : `${placeText(error.file, error.line)}: `;
  const text = `${where}${escapeTerminal(error.message)} [${escapeTerminal(error.code)}]`;
  const indent = ' '.repeat(prefix.length + 1);
  const [first = '', ...rest] = wrap(text, width, indent);
  const hint = error.hint === undefined ? [] : wrapMarked('→', escapeTerminal(error.hint), width, '  ').map(style.cyan);
  return `${[`${style.red(prefix)} ${first.slice(indent.length)}`, ...rest, ...hint].join('\n')}\n`;
}
