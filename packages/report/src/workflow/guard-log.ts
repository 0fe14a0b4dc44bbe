/** Text of others in a build log: the runner must not take a line of it for a command. */

import { AssayError } from '@assay/model';

/** What nobody guesses: letters, digits and hyphens, as of a random UUID. */
const unguessable = /^[A-Za-z0-9-]{32,128}$/u;

/**
 * The lines that print `text` while the runner reads no commands, and then have it read them again. `token` must be made anew for
 * each call and be random: whoever knows it can end the guard. Throws ERR_INTERNAL for a token that is too short or stands in the text.
 */
export function guardWorkflowLog(text: string, token: string): string {
  if (!unguessable.test(token)) throw new AssayError('ERR_INTERNAL', 'The token of a guarded log must be random.');
  if (text.includes(token)) throw new AssayError('ERR_INTERNAL', 'The token of a guarded log stands in the text.');
  const end = text.endsWith('\n') ? '' : '\n';
  return `::stop-commands::${token}\n${text}${end}::${token}::\n`;
}
