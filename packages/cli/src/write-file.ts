import { AssayError } from '@assay/model';
import { writeOutput } from '@assay/verifier';

/** Writes a file that the user named. Throws AssayError `ERR_USAGE` where that fails. `what`: for the message, as in `the report`. */
export async function writeFile(path: string, text: string, what: string): Promise<void> {
  try {
    await writeOutput(path, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError('ERR_USAGE', `${what} could not be written: ${reason}`, { file: path, cause });
  }
}
