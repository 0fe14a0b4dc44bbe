import { spawnSync } from 'node:child_process';
import { mkdir, realpath, symlink } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { hasClient, temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkoutOf, openCheckouts } from './checkouts.js';

let folder: TemporaryFolder;
let base: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  base = await realpath(folder.path);
});
afterEach(() => folder.remove());

const at = (...names: string[]) => join(base, ...names);

describe('the checkout that a folder belongs to', () => {
  test('is the nearest one with a .git folder, from however deep below', async () => {
    await mkdir(at('repo', '.git'), { recursive: true });
    await mkdir(at('repo', 'packages', 'a'), { recursive: true });
    expect(await checkoutOf(at('repo'))).toBe(at('repo'));
    expect(await checkoutOf(at('repo', 'packages', 'a'))).toBe(at('repo'));
    expect(await checkoutOf(at('repo', 'is', 'not', 'there'))).toBe(at('repo'));
  });

  test('is the folder itself where no .git stands anywhere above', async () => {
    await mkdir(at('app', 'sub'), { recursive: true });
    expect(await checkoutOf(at('app', 'sub'))).toBe(at('app', 'sub'));
  });

  test('is the project’s own, not the home folder that a user’s dotfiles make a repository', async () => {
    await mkdir(at('home', '.git'), { recursive: true });
    await mkdir(at('home', 'src', 'project', '.git'), { recursive: true });
    expect(await checkoutOf(at('home', 'src', 'project'))).toBe(at('home', 'src', 'project'));
    expect(await checkoutOf(at('home', 'Downloads'))).toBe(at('home'));
  });

  test('is a linked worktree’s own, also below a home folder that is a repository', async () => {
    await mkdir(at('home', '.git'), { recursive: true });
    await mkdir(at('home', 'project', '.git', 'worktrees', 'wt'), { recursive: true });
    const gitdir = `gitdir: ${at('home', 'project', '.git', 'worktrees', 'wt')}\n`;
    await writeFiles(base, { 'home/wt/.git': gitdir, 'home/wt/sub/x': '' });
    expect(await checkoutOf(at('home', 'wt', 'sub'))).toBe(at('home', 'wt'));
  });

  test.each(['', 'gitdir:', 'nonsense', 'x'.repeat(100_000)])('is one whose .git is a file of %j', async (text) => {
    await writeFiles(base, { 'repo/.git': text, 'repo/sub/x': '' });
    expect(await checkoutOf(at('repo', 'sub'))).toBe(at('repo'));
  });

  test.each<[string, (place: string) => Promise<void>]>([
    ['is a link to a folder elsewhere', (place) => symlink(at('data'), join(place, '.git'))],
    ['is a link to a file that names one', (place) => symlink(at('pointer'), join(place, '.git'))],
    ['is a file that names a link', (place) => writeFiles(place, { '.git': `gitdir: ${at('link')}\n` })],
    ['is a file that names one elsewhere', (place) => writeFiles(place, { '.git': `gitdir: ${at('data')}\n` })],
  ])('is the one that holds a submodule, also where its .git %s', async (_, make) => {
    await mkdir(at('data', 'modules', 'sub'), { recursive: true });
    await symlink(at('data'), at('link'));
    await writeFiles(base, { pointer: `gitdir: ${at('data')}\n`, 'repo/sub/deep/x': '' });
    await make(at('repo'));
    await writeFiles(at('repo', 'sub'), { '.git': `gitdir: ${at('data', 'modules', 'sub')}\n` });
    expect(await checkoutOf(at('repo', 'sub', 'deep'))).toBe(at('repo'));
    await writeFiles(at('repo', 'sub'), { '.git': `gitdir: ${at('link', 'modules', 'sub')}\n` });
    expect(await checkoutOf(at('repo', 'sub', 'deep'))).toBe(at('repo'));
  });

  test('is one whose .git is a link to nowhere', async () => {
    await writeFiles(base, { 'repo/sub/x': '' });
    await symlink(at('nowhere'), at('repo', '.git'));
    expect(await checkoutOf(at('repo', 'sub'))).toBe(at('repo'));
  });

  test('is never the whole file system', async () => {
    const { root } = parse(base);
    const [checkout] = await openCheckouts([root]);
    expect(await checkout?.contains(base)).toBe(false);
  });

  test.skipIf(!hasClient('git'))(
    'is the one that holds it, for submodules in submodules as git makes them',
    async () => {
      const env = { PATH: process.env['PATH'], HOME: base, GIT_CONFIG_NOSYSTEM: '1' };
      const identity = ['-c', 'user.name=x', '-c', 'user.email=x@x.example', '-c', 'protocol.file.allow=always'];
      const git = (cwd: string, ...args: string[]) => {
        const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd, env, encoding: 'utf8' });
        expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
      };
      for (const name of ['inner', 'middle', 'outer']) {
        await mkdir(at(name));
        git(at(name), 'init', '-q');
        git(at(name), 'commit', '-q', '--allow-empty', '-m', 'x');
      }
      git(at('middle'), 'submodule', '--quiet', 'add', at('inner'), 'deep/inner');
      git(at('middle'), 'commit', '-q', '-m', 'x');
      git(at('outer'), 'submodule', '--quiet', 'add', at('middle'), 'middle');
      git(at('outer'), 'submodule', '--quiet', 'update', '--init', '--recursive');
      expect(await checkoutOf(at('outer', 'middle'))).toBe(at('outer'));
      expect(await checkoutOf(at('outer', 'middle', 'deep', 'inner'))).toBe(at('outer'));
      git(at('outer'), 'commit', '-q', '-m', 'x');
      git(at('outer'), 'worktree', 'add', '-q', at('linked'));
      git(at('linked'), 'submodule', '--quiet', 'update', '--init', '--recursive');
      expect(await checkoutOf(at('linked', 'middle', 'deep', 'inner'))).toBe(at('linked'));
    },
  );
});

test('a folder that a symbolic link leads out of a checkout belongs to both', async () => {
  await mkdir(at('repo', '.git'), { recursive: true });
  await mkdir(at('elsewhere', 'x'), { recursive: true });
  await symlink(at('elsewhere', 'x'), at('repo', 'link'));
  const roots = (await openCheckouts([at('repo', 'link')])).map(({ root }) => root);
  expect(roots).toEqual([at('repo'), at('elsewhere', 'x')]);
});
