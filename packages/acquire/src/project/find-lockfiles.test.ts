import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Ecosystem } from '@assay/model';
import { temporaryFolder, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLockfiles, lockfilesAmong, type SearchLimits } from './find-lockfiles.js';

const ecosystems = [{ lockfileNames: ['package-lock.json'] }, { lockfileNames: ['Gemfile.lock'] }] as readonly Pick<
  Ecosystem,
  'lockfileNames'
>[] as readonly Ecosystem[];

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

async function touch(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    await writeFile(join(folder.path, path), '');
  }
}

async function find(limits?: SearchLimits) {
  const { lockfiles, ...rest } = await findLockfiles(folder.path, ecosystems, limits);
  return { ...rest, lockfiles: lockfiles.map((path) => relative(folder.path, path)) };
}

describe('a search for lockfiles', () => {
  it('finds them in subfolders, outer folders first, and in the same order every time', async () => {
    await touch('b/package-lock.json', 'a/deep/Gemfile.lock', 'a/package-lock.json', 'Gemfile.lock', 'a/other.txt');
    expect((await find()).lockfiles).toEqual([
      'Gemfile.lock',
      'a/package-lock.json',
      'b/package-lock.json',
      'a/deep/Gemfile.lock',
    ]);
  });

  it('passes over installed packages and hidden folders', async () => {
    await touch('node_modules/x/package-lock.json', 'vendor/bundle/Gemfile.lock', '.git/package-lock.json');
    expect(await find()).toEqual({ lockfiles: [], folders: 1, cutShort: false });
  });

  it('follows no link out of the checkout, and none in a circle', async () => {
    await touch('a/package-lock.json');
    await symlink('/', join(folder.path, 'a/root'));
    await symlink('..', join(folder.path, 'a/circle'));
    expect((await find()).lockfiles).toEqual(['a/package-lock.json']);
  });

  it('finds a link in the place of a lockfile: the client follows it', async () => {
    await touch('a/package-lock.json', 'elsewhere.json');
    await symlink('elsewhere.json', join(folder.path, 'package-lock.json'));
    expect((await find()).lockfiles).toEqual(['package-lock.json', 'a/package-lock.json']);
  });

  it('finds the same in a list of paths', async () => {
    const paths = [
      ...['node_modules/x/package-lock.json', '.git/package-lock.json', 'Gemfile.lock', 'a/deep/Gemfile.lock'],
      ...['b/package-lock.json', 'a/package-lock.json', 'a/other.txt', 'a/package-lock.json/x'],
    ];
    await touch(...paths.filter((path) => !path.endsWith('/x')));
    expect(lockfilesAmong(paths, ecosystems)).toEqual((await find()).lockfiles);
    expect(lockfilesAmong(['1/2/3/4/5/6/7/Gemfile.lock', '1/2/3/4/5/6/Gemfile.lock'], ecosystems)).toHaveLength(1);
  });

  it('ends at its bounds and says so', async () => {
    await touch('a/b/c/package-lock.json', 'a/package-lock.json', 'b/package-lock.json', 'c/package-lock.json');
    expect(await find({ depth: 1, folders: 100, lockfiles: 100 })).toMatchObject({ cutShort: true });
    expect(await find({ depth: 9, folders: 2, lockfiles: 100 })).toMatchObject({ cutShort: true, folders: 2 });
    expect(await find({ depth: 9, folders: 100, lockfiles: 2 })).toMatchObject({
      cutShort: true,
      lockfiles: ['a/package-lock.json', 'b/package-lock.json'],
    });
  });
});
