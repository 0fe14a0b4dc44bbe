import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { MemberSearch } from '@assay/model';
import { temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findMembers, membersOnDisk, type FolderEntry } from './find-members.js';

/** Whatever lies in `packages`, and below `deep`. */
const search: MemberSearch = {
  isMember: (folder) => /^packages\/[^/]+$/.test(folder) || folder.startsWith('deep/'),
  mayHold: (folder) => folder === 'packages' || folder === 'deep' || folder.startsWith('deep/'),
};

let project: TemporaryFolder;

beforeEach(async () => {
  project = await temporaryFolder();
  await writeFiles(project.path, {
    'package.json': '{}',
    'packages/b/package.json': '"b"',
    'packages/a/package.json': '"a"',
    'packages/a/below/package.json': '{}',
    'packages/empty/index.js': '',
    'packages/file': '',
    'deep/x/y/package.json': '"y"',
    'elsewhere/z/package.json': '{}',
  });
});

afterEach(async () => {
  await project[Symbol.asyncDispose]();
});

async function found(): Promise<Readonly<Record<string, string>> | null> {
  const members = await membersOnDisk(join(project.path, 'yarn.lock'), search, 'package.json');
  if (members === null) return null;
  return Object.fromEntries([...members].map(([folder, bytes]) => [folder, new TextDecoder().decode(bytes)]));
}

describe('members on the disk', () => {
  const members = { 'deep/x/y': '"y"', 'packages/a': '"a"', 'packages/b': '"b"' };

  it('are the folders that match and hold a manifest', async () => {
    expect(await found()).toEqual(members);
  });

  it('never lie in installed packages or hidden folders', async () => {
    await writeFiles(project.path, {
      'deep/node_modules/p/package.json': '{}',
      'deep/.cache/package.json': '{}',
      'packages/node_modules/package.json': '{}',
    });
    expect(await found()).toEqual(members);
  });

  it('are not known where a link may lead to one; links to files and to nothing are none', async () => {
    await symlink('a/package.json', join(project.path, 'packages/link'));
    await symlink('gone', join(project.path, 'packages/lost'));
    await symlink('packages', join(project.path, 'elsewhere/packages'));
    expect(await found()).toEqual(members);
    await symlink('a', join(project.path, 'packages/c'));
    expect(await found()).toBeNull();
  });

  it('are not known where the folder of some is a link', async () => {
    await symlink('../elsewhere', join(project.path, 'deep/more'));
    expect(await found()).toBeNull();
  });

  it('are not known where a manifest is none that can be read', async () => {
    await mkdir(join(project.path, 'packages/c/package.json'), { recursive: true });
    expect(await found()).toBeNull();
  });
});

describe('a search', () => {
  const folder = (name: string): FolderEntry => ({ name, kind: 'folder' });

  it('gives up at a folder that cannot be listed', async () => {
    const list = (path: string) => Promise.resolve(path === '.' ? [folder('packages')] : null);
    expect(await findMembers(search, list, 'package.json')).toBeNull();
  });

  it('ends in a tree that does not', async () => {
    let listed = 0;
    const list = () => {
      listed++;
      return Promise.resolve([folder('deep')]);
    };
    expect(await findMembers(search, list, 'package.json')).toBeNull();
    expect(listed).toBe(20_000);
  });
});
