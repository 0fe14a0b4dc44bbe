/** Where a run keeps what it has: so that it goes on where it was stopped, and is judged again without a registry. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './client.mjs';
import { gemTrees } from './gem-trees.mjs';
import { npmTrees } from './npm-trees.mjs';

const lockfiles = { npm: 'package-lock.json', gems: 'Gemfile.lock' };

export function openState(folder, only) {
  const treeOf = (kind) => (tree) => ({
    ...tree,
    kind,
    lockfile: lockfiles[kind],
    folder: join(folder, 'trees', kind, slug(tree.name)),
  });
  const trees = [...npmTrees.map(treeOf('npm')), ...gemTrees.map(treeOf('gems'))];
  return {
    npmCache: join(folder, 'npm-cache'),
    bundler: join(folder, 'bundler'),
    trees: trees.filter(({ kind, name }) => only === undefined || `${kind}: ${name}`.includes(only)),
  };
}

const slug = (name) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

export const isFetched = ({ folder }) => existsSync(join(folder, 'fetched'));

/** What the mirror serves: all that any tree has brought. */
export async function mirrorContent({ npmCache, bundler, trees }) {
  const index = join(bundler, 'user/cache/compact_index');
  const { output } = await run('npm', ['config', 'get', 'registry'], { cwd: '.' });
  return {
    npmCache,
    npmRegistry: output.trim(),
    gemFolders: [join(bundler, 'cache'), ...trees.map(({ folder }) => join(folder, 'vendor/cache'))].filter((path) =>
      existsSync(path),
    ),
    compactIndex: existsSync(index) ? readdirSync(index).map((host) => join(index, host)) : [],
  };
}
