import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Ecosystem } from '@assay/model';
import { temporaryFolder, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLockfiles, lockfilesAmong, type SearchLimits } from './find-lockfiles.js';

const ecosystems = [
  { lockfileNames: ['package-lock.json'], unsupportedLockfiles: { 'odd.lock': 'is not read' } },
  { lockfileNames: ['Gemfile.lock'], unsupportedLockfiles: {} },
] as readonly Pick<Ecosystem, 'lockfileNames' | 'unsupportedLockfiles'>[] as readonly Ecosystem[];

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

async function find(limits?: SearchLimits, exclude: readonly string[] = []) {
  const options = { exclude, ...(limits === undefined ? {} : { limits }) };
  const { lockfiles, places, unreadable, excluded, ...rest } = await findLockfiles(folder.path, ecosystems, options);
  const shown = (paths: readonly string[]) => paths.map((path) => relative(folder.path, path));
  return {
    ...rest,
    lockfiles: shown(lockfiles),
    places: shown(places),
    unreadable: shown(unreadable),
    excluded: shown(excluded),
  };
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
    const nothing = { lockfiles: [], places: [], unreadable: [], excluded: [] };
    expect(await find()).toEqual({ ...nothing, folders: 1, cutShort: false });
  });

  it('looks into the folder of workflows, whose actions are installed in jobs', async () => {
    await touch('.github/actions/a/package-lock.json', '.gitlab/package-lock.json');
    expect((await find()).lockfiles).toEqual(['.github/actions/a/package-lock.json']);
    expect(lockfilesAmong(['.github/actions/a/package-lock.json', '.cache/package-lock.json'], ecosystems)).toEqual([
      '.github/actions/a/package-lock.json',
    ]);
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

  it('leaves out what the user says, by path or by name, and names it', async () => {
    await touch(
      'fixtures/package-lock.json',
      'a/fixtures/package-lock.json',
      'a/package-lock.json',
      'b/c/Gemfile.lock',
    );
    expect(await find(undefined, ['fixtures', './b/c/'])).toMatchObject({
      lockfiles: ['a/package-lock.json'],
      excluded: ['fixtures', 'a/fixtures', 'b/c'],
    });
    expect((await find(undefined, ['c/Gemfile.lock', 'fix', 'a/*', '..'])).lockfiles).toHaveLength(4);
    expect((await find(undefined, ['Gemfile.lock', 'a/package-lock.json'])).lockfiles).toEqual([
      'fixtures/package-lock.json',
      'a/fixtures/package-lock.json',
    ]);
  });

  it('names folders with a lockfile that is not read', async () => {
    await touch('a/odd.lock', 'b/package-lock.json');
    expect(await find()).toMatchObject({ lockfiles: ['b/package-lock.json'], places: ['a', 'b'] });
  });

  it.skipIf(process.getuid?.() === 0)('names a folder that it may not list', async () => {
    await touch('a/package-lock.json', 'b/package-lock.json');
    await chmod(join(folder.path, 'a'), 0);
    expect(await find()).toMatchObject({ lockfiles: ['b/package-lock.json'], unreadable: ['a'] });
    await chmod(join(folder.path, 'a'), 0o700);
  });

  it('names a folder that went away while it was searched, and one that is none', async () => {
    const { unreadable } = await findLockfiles(join(folder.path, 'gone'), ecosystems);
    expect(unreadable).toEqual([join(folder.path, 'gone')]);
  });

  it('finds the same in a list of paths', async () => {
    const paths = [
      ...['node_modules/x/package-lock.json', '.git/package-lock.json', 'Gemfile.lock', 'a/deep/Gemfile.lock'],
      ...['b/package-lock.json', 'a/package-lock.json', 'a/other.txt', 'a/package-lock.json/x'],
    ];
    await touch(...paths.filter((path) => !path.endsWith('/x')));
    expect(lockfilesAmong(paths, ecosystems)).toEqual((await find()).lockfiles);
    const [deep, deeper] = [32, 33].map((depth) => `${'a/'.repeat(depth)}Gemfile.lock`);
    expect(lockfilesAmong([deep ?? '', deeper ?? ''], ecosystems)).toEqual([deep]);
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
