import { escapeTerminal } from '@assay/report';
import type { Terminal } from './terminal.js';
import { writeAll } from './write-all.js';

/** Writes one line for each note, on standard error. */
export async function printNotes({ stderr }: Terminal, texts: readonly string[]): Promise<void> {
  for (const text of texts) await writeAll(stderr, `assay: ${escapeTerminal(text)}\n`);
}
