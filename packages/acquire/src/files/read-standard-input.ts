/** Reads what is piped into the command. */

import { AssayError, type AssayErrorCode } from '@assay/model';

/** All bytes of standard input. Throws AssayError with `code` when they are more than `maxBytes`. */
export async function readStandardInput(maxBytes: number, code: AssayErrorCode): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) throw new AssayError(code, `standard input has more than ${String(maxBytes)} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
