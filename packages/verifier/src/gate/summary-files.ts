/** Files of signed statements, taken apart. */

import { readBoundedFile } from '@assay/acquire';
import { AssayError } from '@assay/model';
import { parseStatementLines, type StatementLine } from '@assay/signature';

/** A line, and the file that it stands in. */
export type PlacedLine = StatementLine & {
  /** As the user named it. */
  readonly from: string;
};

/** A line that could be read. */
export type ReadableLine = Extract<PlacedLine, { readonly form: 'envelope' | 'bundle' }>;

const maxBytes = 64 * 1024 * 1024;

/** All lines of all files, in order. Throws AssayError `ERR_USAGE` for a file that cannot be read at all, and where none was named. */
export async function readSummaryFiles(files: readonly string[]): Promise<readonly PlacedLine[]> {
  if (files.length === 0) {
    const hint = 'Name the file that `assay verify --attest` wrote.';
    throw new AssayError('ERR_USAGE', 'no file with a summary was named', { hint });
  }
  const lines: PlacedLine[] = [];
  for (const from of files) {
    const bytes = await readBoundedFile(from, { maxBytes, code: 'ERR_USAGE', what: 'summary file' });
    for (const line of parseStatementLines(bytes)) lines.push({ ...line, from });
  }
  return lines;
}
