import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const packages = readdirSync(new URL('packages/', import.meta.url));

/** Tests run from source: no build stands between an edit and its test. */
const alias = packages.map((name) => ({
  find: `@assay/${name}`,
  replacement: fileURLToPath(new URL(`packages/${name}/src/index.ts`, import.meta.url)),
}));

export default defineConfig({
  resolve: { alias },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'packages/*/e2e/**/*.test.ts', 'scripts/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
    reporters: ['default', './scripts/vitest-summary.mjs'],
    benchmark: { include: ['packages/*/bench/**/*.bench.ts'] },
  },
});
