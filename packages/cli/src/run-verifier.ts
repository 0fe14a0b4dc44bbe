import { createVerifier, type VerifierOptions, type VerifyResult } from '@assay/verifier';
import { createProgress } from './progress.js';
import type { Arguments } from './read-arguments.js';
import type { Terminal } from './terminal.js';

/** Runs the verifier over the paths that were given (default: this folder), with a progress line on terminals. */
export async function runVerifier(
  terminal: Terminal,
  given: Arguments,
  options: VerifierOptions,
): Promise<VerifyResult> {
  const progress = createProgress(terminal, given.flag('quiet'));
  const verifier = createVerifier({ ...options, onSubject: progress.update });
  try {
    return await verifier.verify(given.positionals.length === 0 ? ['.'] : given.positionals);
  } finally {
    progress.clear();
  }
}
