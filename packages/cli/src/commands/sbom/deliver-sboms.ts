import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AssayError } from '@assay/model';
import { renderSboms, type RenderSbomOptions, type VerifyResult } from '@assay/verifier';
import { writeFile } from '../../write-file.js';

/** Writes one document for each application into a folder, which is made where it is missing. */
export async function deliverSboms(result: VerifyResult, options: RenderSbomOptions, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError('ERR_USAGE', `the folder cannot be made: ${reason}`, { file: folder, cause });
  });
  for (const { name, pieces } of renderSboms(result, options)) {
    await writeFile(join(folder, `${name}.cdx.${options.format ?? 'json'}`), pieces, 'the bill of materials');
  }
}
