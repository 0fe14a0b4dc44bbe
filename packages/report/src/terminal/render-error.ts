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
  const text = `${placedMessage(error)} [${escapeTerminal(error.code)}]`;
  const indent = ' '.repeat(prefix.length + 1);
  const [first = '', ...rest] = wrap(text, width, indent);
  const hint =
    error.hint === undefined || error.hint === ''
      ? []
      : wrapMarked('→', escapeTerminal(error.hint), width, '  ').map(style.cyan);
  return `${[`${style.red(prefix)} ${first.slice(indent.length)}`, ...rest, ...hint].join('\n')}\n`;
}

/** A message that names its file need not be told it again; where there is a line, that is told with it. */
function placedMessage({ message, file, line }: ErrorToTell): string {
  if (file === undefined) return escapeTerminal(message);
  const place = placeText(file, line);
  if (message.startsWith(`${file} `)) return `${place}${escapeTerminal(message.slice(file.length))}`;
  if (line === undefined && ` ${message} `.includes(` ${file} `)) return escapeTerminal(message);
  return `${place}: ${escapeTerminal(message)}`;
}
