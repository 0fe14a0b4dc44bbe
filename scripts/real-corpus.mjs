/**
 * Verifies thousands of real packages at depth `artifacts` and tells each refusal, each thing that could not be verified and each
 * oddity:
 *
 *     node scripts/bootstrap.mjs exec node scripts/real-corpus.mjs STATE [fetch|verify|table] [--only TEXT] [--again] [--install]
 *
 * Opt-in: `fetch` downloads some gigabytes. What is fetched are the dependencies of the projects in `real-corpus/npm-trees.mjs` and
 * `gem-trees.mjs`, as npm and Bundler resolve them, by those clients, from the registries they are configured for. `verify` then asks
 * a registry on loopback that serves what they brought. STATE is a folder that is kept: a run goes on where it was stopped.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fetchGemTree, installBundler } from './real-corpus/fetch-gems.mjs';
import { fetchNpmTree } from './real-corpus/fetch-npm.mjs';
import { isFetched, openState } from './real-corpus/state.mjs';
import { printTable } from './real-corpus/table.mjs';
import { verifyTrees } from './real-corpus/verify-trees.mjs';

async function fetchTrees(state, install) {
  const bundler = state.trees.some(({ kind }) => kind === 'gems') ? await installBundler(state.bundler) : undefined;
  for (const tree of state.trees) {
    if (isFetched(tree)) continue;
    const problem =
      tree.kind === 'npm'
        ? await fetchNpmTree(tree, tree.folder, { cache: state.npmCache, install })
        : await fetchGems(tree, bundler);
    console.log(`${tree.name}: ${problem ?? 'fetched'}`);
  }
}

const fetchGems = (tree, bundler) =>
  bundler === undefined ? 'no Bundler 2.6 to be had' : fetchGemTree(tree, tree.folder, bundler);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    again: { type: 'boolean', default: false },
    install: { type: 'boolean', default: false },
  },
});
const [folder, ...stages] = positionals;
if (folder === undefined || stages.some((stage) => !['fetch', 'verify', 'table'].includes(stage))) {
  console.error('Usage: node scripts/real-corpus.mjs STATE [fetch|verify|table] [--only TEXT] [--again] [--install]');
  process.exitCode = 2;
} else {
  mkdirSync(folder, { recursive: true });
  const state = openState(resolve(folder), values.only);
  const does = (stage) => stages.length === 0 || stages.includes(stage);
  if (does('fetch')) await fetchTrees(state, values.install);
  if (does('verify')) await verifyTrees(state, values.again);
  if (does('table')) printTable(state);
}
