import { batches } from '@assay/verifier';
import { writeAll } from './write-all.js';

/** Writes a text in pieces and waits for each: no more of it is made than the reader takes. Rejects as `writeAll` does. */
export async function writePieces(stream: NodeJS.WritableStream, pieces: Iterable<string>): Promise<void> {
  for (const piece of batches(pieces)) await writeAll(stream, piece);
}
