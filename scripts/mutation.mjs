/**
 * Would the tests notice if a check were dropped?
 *
 *     npm run mutation -- PACKAGE… [--files GLOB] [--tests GLOB] [--concurrency N] [--all | --parts]
 *
 * Stryker changes one expression at a time in a copy of the repository and runs the package's tests that reach it. A mutant
 * that survives is shown with the place and what stood there instead; those that drop a check or turn an answer come first.
 * `--files 'publisher/*.ts'` mutates a folder, `--tests 'publisher/*.test.ts'` asks its own tests alone, which is quicker.
 * `--all` mutates texts too; `--parts` makes the mutants that Stryker does not (mutation/part-mutants.mjs). Not part of
 * `npm test`: it takes minutes.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runParts } from './mutation/run-parts.mjs';
import { runStryker } from './mutation/run-stryker.mjs';
import { showSurvivors } from './mutation/show-survivors.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', default: '**/*.ts' },
    tests: { type: 'string', default: '**/*.test.ts' },
    concurrency: { type: 'string', default: '2' },
    all: { type: 'boolean', default: false },
    parts: { type: 'boolean', default: false },
  },
});

for (const name of positionals.length === 0 ? ['policy', 'signature'] : positionals) {
  const started = Date.now();
  process.env.ASSAY_MUTATION_TESTS = `packages/${name}/src/${values.tests}`;
  const mutants = await (values.parts ? runParts : runStryker)({
    name,
    files: values.files,
    concurrency: Number(values.concurrency),
    everything: values.all,
  });
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`\n${name}: ${mutants.length} mutants in ${seconds} s`);
  if (!showSurvivors(mutants, (file) => readFileSync(file, 'utf8'))) process.exitCode = 1;
}
