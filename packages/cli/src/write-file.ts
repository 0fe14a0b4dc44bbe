import { AssayError } from '@assay/model';
import { writeOutput } from '@assay/verifier';

/**
 * Writes a file that the user named, whole or not at all. Throws AssayError `ERR_USAGE` where that fails, and what the text's pieces
 * throw. `what`: for the message, as in `the report`.
 */
export async function writeFile(path: string, text: string | Iterable<string>, what: string): Promise<void> {
  try {
    await writeOutput(path, text);
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new AssayError('ERR_USAGE', `${what} could not be written: ${cause.message}`, { file: path, cause });
  }
}
