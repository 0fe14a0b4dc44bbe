import { Stryker } from '@stryker-mutator/core';
import { withSandbox } from './sandbox.mjs';

/** Texts for people are no checks; what a code says is held by tests that compare codes. */
const notChecks = ['StringLiteral'];

/**
 * Mutates the sources of one package that match `files` (a glob below its `src`), in a copy of the repository, and runs the
 * package's own tests on each mutant. Returns Stryker's results: `status`, `mutatorName`, `replacement`, `fileName`, `location`.
 */
export function runStryker({ name, files, concurrency, everything }) {
  return withSandbox((folder) =>
    new Stryker({
      testRunner: 'vitest',
      plugins: ['@stryker-mutator/vitest-runner'],
      vitest: { configFile: 'scripts/mutation/vitest.config.mjs', related: true },
      mutate: [`packages/${name}/src/${files}`, '!**/*.test.ts', '!**/*.test-d.ts', '!**/testing/**'],
      mutator: { excludedMutations: everything ? [] : notChecks },
      ignorePatterns: ['dist', '.git', '.tsbuildinfo'],
      coverageAnalysis: 'perTest',
      concurrency,
      reporters: ['progress-append-only'],
      allowConsoleColors: false,
      logLevel: 'error',
      tempDirName: folder,
    }).runMutationTest(),
  );
}
