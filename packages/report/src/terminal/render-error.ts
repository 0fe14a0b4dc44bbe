/** Errors for people. */

import { escapeTerminal } from './escape-terminal.js';
import { createStyle } from './style.js';

/** What is told about an error. */
export interface ErrorToTell {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

/** One or two lines: what is wrong, where, its code, and what to do. */
export function renderError(error: ErrorToTell, { color }: { readonly color: boolean }): string {
  const style = createStyle(color);
  const line = error.line === undefined ? '' : `:${String(error.line)}`;
  const where = error.file === undefined ? '' : `${escapeTerminal(error.file)}${line}: `;
  const hint = error.hint === undefined ? '' : `  ${style.cyan(`→ ${escapeTerminal(error.hint)}`)}\n`;
  return `${style.red('assay:')} ${where}${escapeTerminal(error.message)} ${style.dim(`[${error.code}]`)}\n${hint}`;
}
