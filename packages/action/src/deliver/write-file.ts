import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AssayError } from '@assay/model';
import { writeOutput } from '@assay/verifier';

/**
 * Writes a file that an input names, whole or not at all; makes its folder. Throws AssayError `ERR_USAGE` where that fails. `what`: for
 * the message, as in `the report`.
 */
export async function writeFile(path: string, text: string | Iterable<string>, what: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeOutput(path, text);
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new AssayError('ERR_USAGE', `${what} could not be written: ${cause.message}`, { file: path, cause });
  }
}
