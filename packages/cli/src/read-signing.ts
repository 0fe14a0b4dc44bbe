/** Who signs what Assay states, as arguments name it. */

import type { SigningBy } from '@assay/verifier';
import { usageError, type Arguments, type OptionTypes } from './read-arguments.js';
import { keylessOptionTypes, readKeyless } from './read-keyless.js';
import { readPassphrase } from './read-passphrase.js';
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
  return keyFile === undefined ? null : { keyFile, ...readPassphrase(terminal, reference, topic) };
}
