/** Where people read more: addresses that stay, whatever release they come from. */

/** The tool's own page. */
export const toolUri = 'https://assay.example/';

/** The README of a check: what it proves, what it cannot prove, and its codes. */
export function checkHelpUri(check: string): string {
  return `${toolUri}checks/${encodeURIComponent(check.toWellFormed())}`;
}
