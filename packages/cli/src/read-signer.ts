/** Who should have signed, as arguments name it. */

import {
  isSignerNamed as isNamed,
  readExpectedSigner,
  signerWords,
  type ExpectedSignerInput,
  type SignerReading,
} from '@assay/verifier';
import { usageError, type Arguments, type OptionTypes } from './read-arguments.js';

/** The options that name a signer. */
export const signerOptionTypes: OptionTypes = prefixedSignerOptionTypes('');

/** The same options with something before their names, where a command has two signers to name: `artifact-publisher`. */
export function prefixedSignerOptionTypes(prefix: string): OptionTypes {
  return Object.fromEntries(signerWords.map((word) => [`${prefix}${word}`, 'string']));
}

/** Reads them. Throws AssayError `ERR_USAGE` for half of a signer, or two. `topic`: whose help is named. */
export function readSigner(given: Arguments, topic: string, prefix = ''): ExpectedSignerInput {
  return readExpectedSigner({
    ...textsOf(given, prefix),
    spelled: (word) => `--${prefix}${word}`,
    refuse: (message) => usageError(message, topic),
  });
}

/** True where a signer is named, in whatever way. */
export function isSignerNamed(given: Arguments, prefix = ''): boolean {
  return isNamed(textsOf(given, prefix));
}

function textsOf(given: Arguments, prefix: string): Pick<SignerReading, 'text'> {
  return { text: (word) => given.text(`${prefix}${word}`) };
}
