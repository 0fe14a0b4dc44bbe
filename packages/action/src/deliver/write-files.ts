/** The files that inputs name. */

import { renderHtml, renderJunit, renderMarkdown, renderSarif, type RenderInput } from '@assay/report';
import type { Inputs } from '../inputs/read-inputs.js';
import type { Outputs } from '../runner/outputs.js';
import { writeFile } from './write-file.js';

/** Writes them. Gives their paths as outputs. Throws AssayError `ERR_USAGE` for one that cannot be written. */
export async function writeFiles(inputs: Inputs, input: RenderInput, json: string): Promise<Outputs> {
  const written: Record<string, string> = {};
  for (const { name, output, what, render } of formats) {
    const file = inputs.text(name);
    if (file === undefined) continue;
    await writeFile(file, render(input, { json, otherwise: inputs.text('policy') }), what);
    written[output] = file;
  }
  return written;
}

type FileFormat = 'json' | 'sarif' | 'junit' | 'markdown' | 'html';

/** What renderers take from elsewhere. */
interface Known {
  /** The report's bytes. */
  readonly json: string;
  /** Where SARIF shows a package that is locked nowhere: the policy that names it. */
  readonly otherwise: string | undefined;
}

interface Format {
  readonly name: FileFormat;
  readonly output: 'report' | Exclude<FileFormat, 'json'>;
  /** For messages. */
  readonly what: string;
  readonly render: (input: RenderInput, known: Known) => string;
}

/** Readers of a Markdown file have no limit; 16 MB is one that no package count comes near. */
const markdownBytes = 16 * 1024 * 1024;

const formats: readonly Format[] = [
  { name: 'json', output: 'report', what: 'the report', render: (_input, { json }) => json },
  {
    name: 'markdown',
    output: 'markdown',
    what: 'the Markdown report',
    render: (input) => renderMarkdown(input, { maxBytes: markdownBytes }),
  },
  {
    name: 'sarif',
    output: 'sarif',
    what: 'the SARIF report',
    render: (input, { otherwise }) => renderSarif(input, otherwise === undefined ? {} : { otherwise }),
  },
  { name: 'junit', output: 'junit', what: 'the JUnit report', render: (input) => renderJunit(input) },
  { name: 'html', output: 'html', what: 'the HTML report', render: (input) => renderHtml(input) },
];
