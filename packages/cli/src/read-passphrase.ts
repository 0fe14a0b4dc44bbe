import { usageError } from './read-arguments.js';
import type { Terminal } from './terminal.js';

/**
 * The passphrase of a signing key, from the variable that `env:VARIABLE` names; nothing where none is named. Throws AssayError `ERR_USAGE`
 * for the passphrase itself (arguments are seen by every process of the machine), and for a variable that is not set. `topic`: whose help is named.
 */
export function readPassphrase(
  { env }: Pick<Terminal, 'env'>,
  reference: string | undefined,
  topic: string,
): { readonly passphrase?: string } {
  if (reference === undefined) return {};
  const name = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(reference)?.[1];
  if (name === undefined) throw usageError('--sign-passphrase is env:VARIABLE, never the passphrase itself', topic);
  const passphrase = env[name];
  if (passphrase === undefined || passphrase === '') throw usageError(`the variable ${name} is not set`, topic);
  return { passphrase };
}
