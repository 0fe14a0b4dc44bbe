/** The files that inputs name. */

import { renderHtml, renderMarkdown, type RenderInput } from '@assay/report';
import type { Inputs } from '../inputs/read-inputs.js';
import type { Outputs } from '../runner/outputs.js';
import { writeFile } from './write-file.js';

/** Writes them. Gives their paths as outputs. Throws AssayError `ERR_USAGE` for one that cannot be written. */
export async function writeFiles(inputs: Inputs, input: RenderInput, json: string): Promise<Outputs> {
  const written: Record<string, string> = {};
  for (const { name, output, what, render } of formats) {
    const file = inputs.text(name);
    if (file === undefined) continue;
    await writeFile(file, render(input, json), what);
    written[output] = file;
  }
  return written;
}

interface Format {
  readonly name: 'json' | 'markdown' | 'html';
  readonly output: 'report' | 'markdown' | 'html';
  /** For messages. */
  readonly what: string;
  readonly render: (input: RenderInput, json: string) => string | Iterable<string>;
}

/** Readers of a Markdown file have no limit; 16 MB is one that no package count comes near. */
const markdownBytes = 16 * 1024 * 1024;

const formats: readonly Format[] = [
  { name: 'json', output: 'report', what: 'the report', render: (_input, json) => json },
  {
    name: 'markdown',
    output: 'markdown',
    what: 'the Markdown report',
    render: (input) => renderMarkdown(input, { maxBytes: markdownBytes }),
  },
  { name: 'html', output: 'html', what: 'the HTML report', render: (input) => renderHtml(input) },
];
