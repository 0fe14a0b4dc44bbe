/**
 * Bundles the GitHub Action into packages/action/dist: one file with everything inside, which GitHub starts as it is. The same sources give
 * the same bytes in any folder (check-action-bundle.mjs).
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { directImports } from './bundle/direct-imports.mjs';

const action = fileURLToPath(new URL('../packages/action', import.meta.url));

/** Dependencies that are scripts ask for Node's modules with `require`, which a module does not have. */
const withRequire = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

try {
  rmSync(`${action}/dist`, { recursive: true, force: true });
  await build({
    absWorkingDir: action,
    entryPoints: ['src/index.ts'],
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    plugins: [directImports],
    banner: { js: withRequire },
    minify: true,
    legalComments: 'linked',
    logLevel: 'warning',
  });
} catch (error) {
  // What is wrong with the sources, esbuild has already shown.
  if (error.errors === undefined) throw error;
  process.exitCode = 1;
}
