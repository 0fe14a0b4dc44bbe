/** Entries of the files that steps write for GitHub's runner: GITHUB_OUTPUT, GITHUB_ENV, GITHUB_STATE. */

import { AssayError } from '@assay/model';

const plainName = /^[A-Za-z_][A-Za-z0-9_-]*$/u;

/** What nobody guesses: letters, digits, hyphens and underscores, as of a random UUID. */
const unguessable = /^[A-Za-z0-9_-]{32,128}$/u;

/**
 * The lines that give `name` exactly this value, line breaks included. `delimiter` must be made anew for each entry and be random: a
 * value that holds it could set anything else (CVE-2022-35954). Throws ERR_INTERNAL where the value holds it, where it is too
 * short, or where the name is no plain one.
 */
export function workflowFileEntry(name: string, value: string, delimiter: string): string {
  if (!plainName.test(name)) throw new AssayError('ERR_INTERNAL', `The name of an output must be plain: ${name}`);
  if (!unguessable.test(delimiter)) throw new AssayError('ERR_INTERNAL', 'The delimiter of an output must be random.');
  if (value.includes(delimiter)) throw new AssayError('ERR_INTERNAL', `The delimiter stands in the value of ${name}.`);
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
