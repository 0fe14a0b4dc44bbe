import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

/** Texts for people are no checks; what a code says is held by tests that compare codes. */
const notChecks = ['StringLiteral'];

/**
 * Mutates the sources of one package that match `files` (a glob below its `src`), in a copy of the repository, and runs the
 * package's own tests on each mutant. Returns Stryker's results: `status`, `mutatorName`, `replacement`, `fileName`, `location`.
 */
export async function runStryker({ name, files, concurrency, everything }) {
  const sandbox = mkdtempSync(join(tmpdir(), 'assay-mutation-'));
  const sources = `packages/${name}/src/${files}`;
  process.env.ASSAY_MUTATED = name;
  try {
    return await new Stryker({
      testRunner: 'vitest',
      plugins: ['@stryker-mutator/vitest-runner'],
      vitest: { configFile: 'scripts/mutation/vitest.config.mjs', related: true },
      mutate: [sources, '!**/*.test.ts', '!**/*.test-d.ts', '!**/testing/**'],
      mutator: { excludedMutations: everything ? [] : notChecks },
      ignorePatterns: ['dist', '.git', '.tsbuildinfo'],
      coverageAnalysis: 'perTest',
      concurrency,
      reporters: ['progress-append-only'],
      allowConsoleColors: false,
      logLevel: 'error',
      tempDirName: sandbox,
    }).runMutationTest();
  } finally {
    rmSync(sandbox, { recursive: true, force: true });
  }
}
