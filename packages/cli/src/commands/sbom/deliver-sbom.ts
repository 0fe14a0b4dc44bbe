import { renderSbom, type RenderSbomOptions, type VerifyResult } from '@assay/verifier';
import { escapeJson } from '../../printable-json.js';
import { escapeXml } from '../../printable-xml.js';
import type { Arguments } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { writeFile } from '../../write-file.js';
import { writePieces } from '../../write-pieces.js';

/** A run, and how its document is to look. */
export interface SbomOrder {
  readonly result: VerifyResult;
  readonly options: RenderSbomOptions;
}

/** Writes the document to `--output`, or to standard output: on a terminal with nothing in it that the terminal would obey. */
export async function deliverSbom(terminal: Terminal, given: Arguments, { result, options }: SbomOrder): Promise<void> {
  const output = given.text('output');
  const pieces = renderSbom(result, options);
  if (output !== undefined) return writeFile(output, pieces, 'the bill of materials');
  const { stdout } = terminal;
  const escape = options.format === 'xml' ? escapeXml : escapeJson;
  return writePieces(stdout, stdout.isTTY ? escaped(pieces, escape) : pieces);
}

function* escaped(pieces: Iterable<string>, escape: (text: string) => string): Iterable<string> {
  for (const piece of pieces) yield escape(piece);
}
