import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Ecosystem } from '@assay/model';
import { temporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyRevision } from './copy-revision.js';
import { findGit } from './find-git.js';
import { listFiles } from './list-files.js';
import { openRepository } from './open-repository.js';
import { parseTree } from './parse-tree.js';
import { readRevision } from './read-revision.js';
import { findRevision, isRevisionName, resolveRevision } from './resolve-revision.js';
import { gitRepository, hasGit, type TestRepository } from './testing/git-repository.js';

const env = { PATH: process.env['PATH'], HOME: '/nonexistent' };
const ecosystems = [
  { lockfileNames: ['package-lock.json'], manifestName: 'package.json', unsupportedLockfiles: { 'yarn.lock': 'x' } },
  { lockfileNames: ['Gemfile.lock'], unsupportedLockfiles: {} },
  {
    lockfileNames: ['bun.lock'],
    manifestName: 'package.json',
    unsupportedLockfiles: {},
    memberSearch: () => ({
      isMember: (folder: string) => folder.startsWith('packages/'),
      mayHold: (folder: string) => folder === 'packages',
    }),
  },
] as readonly Partial<Ecosystem>[] as readonly Ecosystem[];

describe.skipIf(!hasGit)('revisions of a repository', () => {
  let repository: TestRepository;
  beforeEach(async () => {
    repository = await gitRepository();
  });
  afterEach(() => repository.remove());

  const open = (folder = repository.folder) => openRepository(folder, env);
  const copy = async (commit: string, paths: readonly string[] = ['.']) =>
    copyRevision(await readRevision(await open(), { name: 'main', commit }), paths, ecosystems);

  test('lockfiles, manifests and settings are copied as they were committed, whatever the checkout holds', async () => {
    await mkdir(join(repository.folder, 'web'));
    await writeFile(join(repository.folder, '.npmrc'), 'a=b\n');
    for (const name of ['package-lock.json', 'package.json', 'index.js']) {
      await writeFile(join(repository.folder, 'web', name), `old ${name}`);
    }
    repository.git(['add', '.']);
    repository.git(['commit', '--quiet', '-m', 'x']);
    await writeFile(join(repository.folder, 'web/package-lock.json'), 'new');
    const copied = await copy(repository.git(['rev-parse', 'HEAD']), ['web', 'gone']);
    expect(copied.paths).toEqual(['web']);
    expect((await readdir(copied.folder, { recursive: true })).sort()).toEqual(
      ['.npmrc', 'web', 'web/package-lock.json', 'web/package.json'].sort(),
    );
    expect(await readFile(join(copied.folder, 'web/package-lock.json'), 'utf8')).toBe('old package-lock.json');
    await copied.remove();
    await expect(readdir(copied.folder)).rejects.toThrow();
  });

  test('members that a lockfile does not name are copied with their manifests, and nothing else of theirs', async () => {
    const files = ['bun.lock', 'package.json', 'packages/a/package.json', 'packages/a/index.js', 'other/package.json'];
    for (const file of files) {
      await mkdir(join(repository.folder, 'web', dirname(file)), { recursive: true });
      await writeFile(join(repository.folder, 'web', file), file);
    }
    repository.git(['add', '.']);
    repository.git(['commit', '--quiet', '-m', 'x']);
    const copied = await copy(repository.git(['rev-parse', 'HEAD']), ['web']);
    const there = await readdir(copied.folder, { recursive: true });
    expect(there.filter((file) => file.includes('.')).sort()).toEqual([
      'web/bun.lock',
      'web/package.json',
      'web/packages/a/package.json',
    ]);
    await copied.remove();
  });

  test.each([
    ['a symbolic link', '120000 blob', /symbolic link, which is not followed/],
    ['a submodule', '160000 commit', /submodule/],
    ['a folder', '040000 tree', /is a folder/],
  ])('%s in the place of a lockfile is refused', async (_what, entry, message) => {
    const ids = { tree: repository.git(['mktree'], ''), commit: '2'.repeat(40), blob: repository.blob('/etc/passwd') };
    const id = ids[entry.split(' ')[1] as keyof typeof ids];
    const commit = repository.commitTree([`${entry} ${id}\tpackage-lock.json`]);
    await expect(copy(commit)).rejects.toThrow(message);
  });

  test('a link or a submodule on the way to a lockfile is never followed', async () => {
    const commit = repository.commitTree([`120000 blob ${repository.blob('.git')}\tweb`]);
    await expect(copy(commit, ['web'])).rejects.toThrow(/symbolic link/);
    expect((await copy(commit, ['web/package-lock.json'])).paths).toEqual([]);
  });

  test('the paths of a commit are listed as they are, links and submodules too', async () => {
    const id = repository.blob('{}');
    const names = ['a\nb', '"q"', '-z', 'Gemfile.lock'];
    const web = repository.git(['mktree', '-z'], `120000 blob ${id}\tpackage-lock.json\0`);
    const entries = [...names.map((name) => `100644 blob ${id}\t${name}`), `040000 tree ${web}\tweb`];
    const commit = repository.commitTree([...entries, `160000 commit ${'2'.repeat(40)}\tsub`]);
    const found = await listFiles(await open(), { name: 'x', commit });
    expect([...found].sort()).toEqual([...names, 'sub', 'web/package-lock.json'].sort());
  });

  test('names with line breaks, quotes and options stand beside a lockfile without harm', async () => {
    const id = repository.blob('{}');
    const names = ['a\nb', '"q"', '--upload-pack=x', '-z', "'; touch pwned;'", '\u{202e}'];
    const entries = [...names, 'package-lock.json'].map((name) => `100644 blob ${id}\t${name}`);
    const copied = await copy(repository.commitTree(entries));
    expect(await readdir(copied.folder)).toEqual(['package-lock.json']);
    await copied.remove();
  });

  test.each(['../x', '/etc/passwd', 'a/../../b'])('the path %s leads nowhere', async (path) => {
    const commit = repository.commitTree([`100644 blob ${repository.blob('{}')}\tpackage-lock.json`]);
    expect((await copy(commit, [path])).paths).toEqual([]);
  });

  test('a blob that the clone does not hold is told, not fetched', async () => {
    const commit = repository.commitTree([`100644 blob ${'1'.repeat(40)}\tpackage-lock.json`]);
    repository.git(['config', 'remote.origin.url', 'ext::sh -c "touch pwned"']);
    repository.git(['config', 'remote.origin.promisor', 'true']);
    repository.git(['config', 'extensions.partialClone', 'origin']);
    await expect(copy(commit)).rejects.toThrow(/not in this clone/);
    expect(await readdir(repository.folder)).toEqual(['.git']);
  });

  test('what the repository configures is not run, and what the environment says does not lead elsewhere', async () => {
    const commit = repository.commitTree([`100644 blob ${repository.blob('{}')}\tpackage-lock.json`]);
    for (const name of [
      'core.fsmonitor',
      'core.sshCommand',
      'core.pager',
      'core.editor',
      'diff.external',
      'gpg.program',
    ]) {
      repository.git(['config', name, 'touch pwned']);
    }
    repository.git(['replace', repository.blob('{}'), repository.blob('evil')]);
    const other = await gitRepository();
    const led = {
      ...env,
      GIT_DIR: join(other.folder, '.git'),
      GIT_WORK_TREE: other.folder,
      GIT_EXTERNAL_DIFF: 'touch pwned',
    };
    const opened = await openRepository(repository.folder, led);
    const copied = await copyRevision(await readRevision(opened, { name: 'x', commit }), ['.'], ecosystems);
    expect(await readFile(join(copied.folder, 'package-lock.json'), 'utf8')).toBe('{}');
    expect(await readdir(repository.folder)).toEqual(['.git']);
    await copied.remove();
    await other.remove();
  });

  test.each([
    '--upload-pack=touch pwned',
    '-h',
    'main..x',
    'HEAD:package.json',
    ':/x',
    'HEAD@{1}',
    'a b',
    'a\nb',
    'a\0b',
    '',
    '^{/x}',
  ])('the name %j never reaches git', async (name) => {
    expect(isRevisionName(name)).toBe(false);
    await expect(resolveRevision(await open(), name)).rejects.toThrow(/is not the name of a revision/);
  });

  test('branches, tags, ids and ancestors are found, a remote branch also by its short name', async () => {
    repository.git(['commit', '--quiet', '--allow-empty', '-m', 'one']);
    repository.git(['commit', '--quiet', '--allow-empty', '-m', 'two']);
    const [head, parent] = [repository.git(['rev-parse', 'HEAD']), repository.git(['rev-parse', 'HEAD~1'])];
    repository.git(['update-ref', 'refs/remotes/origin/release', parent]);
    repository.git(['tag', '-a', '-m', 'x', 'v1', parent]);
    const opened = await open();
    const commits = await Promise.all(
      ['main', head, 'HEAD~1', 'v1', 'origin/release', 'release'].map(
        async (name) => (await findRevision(opened, name))?.commit,
      ),
    );
    expect(commits).toEqual([head, head, parent, parent, parent, parent]);
    expect(await findRevision(opened, 'release')).toEqual({ name: 'origin/release', commit: parent });
    expect(await findRevision(opened, 'nothing')).toBeNull();
  });

  test('a tag that is called like a branch, a remote branch or the beginning of an id does not become the base', async () => {
    repository.git(['commit', '--quiet', '--allow-empty', '-m', 'one']);
    const base = repository.git(['rev-parse', 'HEAD']);
    repository.git(['update-ref', 'refs/remotes/origin/main', base]);
    repository.git(['checkout', '--quiet', '-b', 'change']);
    repository.git(['commit', '--quiet', '--allow-empty', '-m', 'two']);
    const short = base.slice(0, 8);
    repository.git(['update-ref', 'refs/remotes/origin/dev', base]);
    for (const name of ['main', 'origin/main', 'dev', short]) repository.git(['tag', name, 'change']);
    const opened = await open();
    for (const name of ['main', 'main~0', 'origin/main', 'dev', short]) {
      await expect(findRevision(opened, name)).rejects.toThrow(/names two commits/);
    }
    for (const name of ['refs/heads/main', 'refs/remotes/origin/main', base]) {
      expect((await findRevision(opened, name))?.commit).toBe(base);
    }
    repository.git(['tag', '--force', 'main', base]);
    expect((await findRevision(opened, 'main'))?.commit).toBe(base);
  });

  test('a shallow clone without the base says what to fetch', async () => {
    repository.git(['commit', '--quiet', '--allow-empty', '-m', 'one']);
    repository.git(['commit', '--quiet', '--allow-empty', '-m', 'two']);
    const clone = await temporaryFolder();
    execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${repository.folder}`, clone.path], {
      stdio: 'ignore',
    });
    const opened = await open(clone.path);
    await expect(resolveRevision(opened, 'origin/dev')).rejects.toMatchObject({
      message: 'there is no revision "origin/dev" in this shallow clone',
      hint: expect.stringContaining('git fetch origin dev --depth 1') as unknown,
    });
    await expect(resolveRevision(opened, 'HEAD~1')).rejects.toMatchObject({
      hint: expect.stringContaining('git fetch --deepen 50') as unknown,
    });
    await clone.remove();
  });

  test('a bare repository that was committed into a folder is not taken for one', async () => {
    const folder = join(repository.folder, 'web');
    execFileSync('git', ['init', '--quiet', '--bare', folder], { stdio: 'ignore' });
    execFileSync('git', ['config', '--file', join(folder, 'config'), 'core.bare', 'false'], { stdio: 'ignore' });
    execFileSync('git', ['config', '--file', join(folder, 'config'), 'core.worktree', '..'], { stdio: 'ignore' });
    await expect(open(folder)).rejects.toThrow(/bare repository/);
  });

  test('a folder of the repository knows where it lies', async () => {
    const folder = join(repository.folder, 'web');
    await mkdir(folder);
    expect((await open(folder)).prefix).toBe('web/');
  });

  test('a program called git that comes with the change, or by a relative path, is not run', async () => {
    const bin = join(repository.folder, 'node_modules/.bin');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, 'git'), '#!/bin/sh\ntouch pwned\n');
    await chmod(join(bin, 'git'), 0o755);
    const path = [bin, '.', '', env.PATH].join(':');
    expect(await findGit({ PATH: path }, repository.folder)).not.toContain('node_modules');
    await expect(findGit({ PATH: `${bin}:.` }, repository.folder)).rejects.toThrow(/git was not found/);
  });
});

test.skipIf(!hasGit)('a folder in no repository is told', async () => {
  const folder = await temporaryFolder();
  await expect(openRepository(folder.path, env)).rejects.toThrow(/lies in no git repository/);
  await folder.remove();
});

test('a tree that is cut off or holds a name twice is refused', () => {
  const entry = (name: string) => Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.alloc(20, 1)]);
  expect(parseTree(entry('a'), 20).get('a')).toEqual({ kind: 'file', id: '01'.repeat(20) });
  expect(parseTree(Buffer.concat([Buffer.from('100644 \xff\0', 'latin1'), Buffer.alloc(20)]), 20).size).toBe(0);
  expect(() => parseTree(Buffer.concat([entry('a'), entry('a')]), 20)).toThrow(/twice/);
  for (const cut of [1, 7, 9, 20]) expect(() => parseTree(entry('a').subarray(0, cut), 20)).toThrow(/cut off/);
});
