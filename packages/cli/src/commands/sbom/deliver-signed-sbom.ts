/** Signing what `assay sbom` writes. */

import { renderError } from '@assay/report';
import { signSbom, type SignSbomOptions } from '@assay/verifier';
import { printNotes } from '../../print-notes.js';
import { readKeyless } from '../../read-keyless.js';
import { usageError, type Arguments } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { terminalStyle } from '../../terminal-style.js';
import { writeAll } from '../../write-all.js';
import { writeFile } from '../../write-file.js';
import type { SbomOrder } from './deliver-sbom.js';

/** Who signs, as the arguments say; null where nobody is asked to. Throws AssayError `ERR_USAGE` for half of it. */
export function readSigning(terminal: Terminal, given: Arguments): SignSbomOptions | null {
  const keyless = readKeyless(terminal, given, 'sbom');
  const [keyFile, reference] = [given.text('sign-key'), given.text('sign-passphrase')];
  const subjects = given.list('subject');
  if (keyless !== null && keyFile !== undefined)
    throw usageError('--sign-key and --keyless exclude each other', 'sbom');
  if (reference !== undefined && keyFile === undefined)
    throw usageError('--sign-passphrase belongs to --sign-key', 'sbom');
  if (keyless !== null) return { by: { keyless }, subjects };
  if (keyFile !== undefined) return { by: { keyFile, ...passphraseOf(terminal, reference) }, subjects };
  if (subjects.length > 0) throw usageError('--subject belongs to --sign-key or --keyless', 'sbom');
  return null;
}

/** By reference alone: arguments are seen by every process of the machine. */
function passphraseOf({ env }: Terminal, reference: string | undefined): { readonly passphrase?: string } {
  if (reference === undefined) return {};
  const name = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(reference)?.[1];
  if (name === undefined) throw usageError('--sign-passphrase is env:VARIABLE, never the passphrase itself', 'sbom');
  const passphrase = env[name];
  if (passphrase === undefined || passphrase === '') throw usageError(`the variable ${name} is not set`, 'sbom');
  return { passphrase };
}

/** Signs and writes. Gives 0, or, where a service refused or is out, 1 or 3: nothing is written then. */
export async function deliverSignedSbom(
  terminal: Terminal,
  given: Arguments,
  { result, options, signing }: SbomOrder & { readonly signing: SignSbomOptions },
): Promise<number> {
  const { document, problem, notes, signer } = await signSbom(result, options, signing);
  await printNotes(terminal, notes);
  if (document === null) {
    const { code = 'ERR_INTERNAL', text = '', detail = '', next = '', outcome } = problem ?? {};
    const error = { code, message: `${text} ${detail}`, hint: next };
    await writeAll(terminal.stderr, renderError(error, terminalStyle(terminal, terminal.stderr)));
    return outcome === 'refuted' ? 1 : 3;
  }
  const output = given.text('output');
  const text = new TextDecoder().decode(document);
  if (output === undefined) await writeAll(terminal.stdout, text);
  else await writeFile(output, text, 'the signed bill of materials');
  const tip = signer === undefined || given.flag('quiet') ? [] : [`signed and verified; the signer is \`${signer}\`.`];
  await printNotes(terminal, tip);
  return 0;
}
