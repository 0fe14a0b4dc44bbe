/** Signing what `assay sbom` writes. */

import { signSbom, type SignSbomOptions } from '@assay/verifier';
import { printNotes } from '../../print-notes.js';
import { usageError, type Arguments } from '../../read-arguments.js';
import { readSigning } from '../../read-signing.js';
import { tellProblem } from '../../tell-problem.js';
import type { Terminal } from '../../terminal.js';
import { writeAll } from '../../write-all.js';
import { writeFile } from '../../write-file.js';
import type { SbomOrder } from './deliver-sbom.js';

/** Who signs, and for what, as the arguments say; null where nobody is asked to. Throws AssayError `ERR_USAGE` for half of it. */
export function readSbomSigning(terminal: Terminal, given: Arguments): SignSbomOptions | null {
  const by = readSigning(terminal, given, 'sbom');
  const subjects = given.list('subject');
  if (by !== null) return { by, subjects };
  if (subjects.length > 0) throw usageError('--subject belongs to --sign-key or --keyless', 'sbom');
  return null;
}

/** Signs and writes. Gives 0, or, where a service refused or is out, 1 or 3: nothing is written then. */
export async function deliverSignedSbom(
  terminal: Terminal,
  given: Arguments,
  { result, options, signing }: SbomOrder & { readonly signing: SignSbomOptions },
): Promise<number> {
  const { document, problem, notes, signer } = await signSbom(result, options, signing);
  await printNotes(terminal, notes);
  if (document === null) return tellProblem(terminal, problem);
  const output = given.text('output');
  const text = new TextDecoder().decode(document);
  if (output === undefined) await writeAll(terminal.stdout, text);
  else await writeFile(output, text, 'the signed bill of materials');
  const tip = signer === undefined || given.flag('quiet') ? [] : [`signed and verified; the signer is \`${signer}\`.`];
  await printNotes(terminal, tip);
  return 0;
}
