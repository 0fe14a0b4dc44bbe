/** Who signs what Assay states, as arguments name it. */

import type { SigningBy } from '@assay/verifier';
import { usageError, type Arguments, type OptionTypes } from './read-arguments.js';
import { keylessOptionTypes, readKeyless } from './read-keyless.js';
import type { Terminal } from './terminal.js';

/** The options that name a key, or the services that sign without one. */
export const signingOptionTypes: OptionTypes = {
  ...keylessOptionTypes,
  'sign-key': 'string',
  'sign-passphrase': 'string',
};

/** Who signs; null where nobody is asked to. Throws AssayError `ERR_USAGE` for half of it. `topic`: whose help is named. */
export function readSigning(terminal: Pick<Terminal, 'env'>, given: Arguments, topic: string): SigningBy | null {
  const keyless = readKeyless(terminal, given, topic);
  const [keyFile, reference] = [given.text('sign-key'), given.text('sign-passphrase')];
  if (keyless !== null && keyFile !== undefined) throw usageError('--sign-key and --keyless exclude each other', topic);
  if (reference !== undefined && keyFile === undefined)
    throw usageError('--sign-passphrase belongs to --sign-key', topic);
  if (keyless !== null) return { keyless };
  return keyFile === undefined ? null : { keyFile, ...passphraseOf(terminal, reference, topic) };
}

/** By reference alone: arguments are seen by every process of the machine. */
function passphraseOf(
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
