/**
 * Turns the script and style of the HTML report (packages/report/client) into the text that the report carries:
 * packages/report/src/html/client-code.ts.
 *
 *     node scripts/bootstrap.mjs exec node scripts/write-report-client.mjs    after every change of packages/report/client
 *
 * The text is not minified: whoever opens a report can read what runs in it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const client = fileURLToPath(new URL('../packages/report/client/', import.meta.url));
const target = new URL('../packages/report/src/html/client-code.ts', import.meta.url);

/** What the file must hold, byte for byte. */
export async function reportClientCode() {
  const script = await bundle('main.ts', { format: 'iife', charset: 'ascii' });
  const style = await bundle('style.css', { charset: 'ascii' });
  const head = '/** Made by scripts/write-report-client.mjs from packages/report/client: change it there. */\n';
  return `${head}\n${constant('clientScript', script)}\n${constant('clientStyle', style)}`;
}

async function bundle(entry, options) {
  const { outputFiles } = await build({
    absWorkingDir: client,
    entryPoints: [entry],
    bundle: true,
    write: false,
    target: ['es2022'],
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
  });
  return outputFiles[0].text;
}

/** A line of source for each line of text, so that changes can be reviewed. */
function constant(name, text) {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${JSON.stringify(line)},\n`);
  return `export const ${name}: string = [\n${lines.join('')}].join('\\n');\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, await reportClientCode());
export const committedClientCode = () => readFileSync(target, 'utf8');
