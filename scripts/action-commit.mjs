/**
 * Makes the commit that the Action's tag points at, and prints its id: the bundle as it was built, action.yml, README and licence, and nothing
 * else, on top of the commit of the sources. Author and date are taken from that commit, so that whoever builds it again gets the same id.
 *
 *     node scripts/action-commit.mjs [REPOSITORY]
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url));

/** Path on the tag → path in the sources. */
const files = {
  LICENSE: 'LICENSE',
  'README.md': 'packages/action/README.md',
  'action.yml': 'packages/action/action.yml',
  'dist/index.cjs': 'packages/action/dist/index.cjs',
  'dist/index.cjs.LEGAL.txt': 'packages/action/dist/index.cjs.LEGAL.txt',
};

function git(args, options = {}) {
  const result = spawnSync('git', ['-C', root, ...args], { encoding: 'utf8', ...options });
  if (result.status !== 0) throw new Error(`git ${args[0]}: ${result.stderr}`);
  return result.stdout.trim();
}

/** `--no-filters`: the bytes as they are, whatever line endings this machine likes. */
function blob(path) {
  return git(['hash-object', '-w', '--no-filters', join(root, path)]);
}

function tree(entries) {
  return git(['mktree'], {
    input: entries.map(({ mode, type, id, name }) => `${mode} ${type} ${id}\t${name}\n`).join(''),
  });
}

function treeOf(prefix) {
  const names = Object.keys(files).filter((name) => name.startsWith(prefix));
  const own = names.filter((name) => !name.slice(prefix.length).includes('/'));
  return own.map((name) => ({ mode: '100644', type: 'blob', id: blob(files[name]), name: name.slice(prefix.length) }));
}

const dist = { mode: '040000', type: 'tree', id: tree(treeOf('dist/')), name: 'dist' };
const source = git(['rev-parse', 'HEAD']);
const date = git(['show', '-s', '--format=%cI', source]);
const who = { NAME: 'assay', EMAIL: 'release@assay.example', DATE: date };
const env = { ...process.env };
for (const [key, value] of Object.entries(who)) {
  for (const role of ['AUTHOR', 'COMMITTER']) env[`GIT_${role}_${key}`] = value;
}
const message = `The Action, built from ${source}\n`;
const top = tree([...treeOf(''), dist]);
console.log(git(['-c', 'commit.gpgsign=false', 'commit-tree', top, '-p', source], { env, input: message }));
