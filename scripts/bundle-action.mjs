/**
 * Bundles the GitHub Action into packages/action/dist: one file with everything inside, which GitHub starts as it is. The same sources give
 * the same bytes in any folder (check-action-bundle.mjs).
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { directImports } from './bundle/direct-imports.mjs';

const action = fileURLToPath(new URL('../packages/action', import.meta.url));

/** A script has no `import.meta`. */
const scriptUrl = "const scriptUrl = require('node:url').pathToFileURL(__filename).href;";

try {
  rmSync(`${action}/dist`, { recursive: true, force: true });
  await build({
    absWorkingDir: action,
    entryPoints: ['src/index.ts'],
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node24',
    // A script, for a module asks for all of Node's modules before it starts. Its `import()` of one of them would find nobody to load it.
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    supported: { 'dynamic-import': false },
    plugins: [directImports],
    define: { 'import.meta.url': 'scriptUrl' },
    banner: { js: scriptUrl },
    minify: true,
    legalComments: 'linked',
    logLevel: 'warning',
  });
} catch (error) {
  // What is wrong with the sources, esbuild has already shown.
  if (error.errors === undefined) throw error;
  process.exitCode = 1;
}
