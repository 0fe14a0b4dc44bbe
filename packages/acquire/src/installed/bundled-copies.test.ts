import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EcosystemId, Evidence, LocalCopyRead } from '@assay/model';
import { mintLicenseGem, temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { createCopiesSource } from './copies-source.js';

const gem = mintLicenseGem({ name: 'acme-license', id: '1.2.3', token: 'TOKEN' });

let folder: TemporaryFolder;
let project: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  project = join(folder.path, 'project');
  await writeFiles(project, {
    'config/acme-license.gem': gem.bytes,
    'config/license.txt': 'TOKEN\n',
    'config/unpacked/lib/license.txt': 'TOKEN\n',
  });
  await writeFiles(folder.path, { 'outside/license.txt': 'SECRET\n' });
});

afterEach(() => folder.remove());

function ask(path: string, ecosystem: EcosystemId = 'rubygems', maxBytes = 2 ** 20): Promise<Evidence> {
  return createCopiesSource({ projectRoot: project, env: {}, home: null }).get({
    kind: 'copies',
    ecosystem,
    url: 'pkg:gem/acme-license@1.2.3',
    copies: { phase: 'bundled', name: 'acme-license', version: '1.2.3', path },
    pins: [],
    algorithms: [],
    listing: { format: 'gem', members: ['data.tar.gz!/lib/license.txt'], hashEntries: true },
    maxBytes,
  });
}

async function copy(path: string, ecosystem?: EcosystemId, maxBytes?: number): Promise<LocalCopyRead | undefined> {
  const evidence = await ask(path, ecosystem, maxBytes);
  return evidence.state === 'found' ? evidence.copies?.[0] : undefined;
}

const asText = (read: LocalCopyRead | undefined) =>
  [...(read?.listing.members ?? [])].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]);

describe('a licence inside the application', () => {
  test('that is an archive is listed as one', async () => {
    const found = await copy('config/acme-license.gem');
    expect(found).toMatchObject({
      copy: { kind: 'archive', path: 'config/acme-license.gem' },
      listing: { complete: true },
    });
    expect(found?.digests[0]?.value).toBe(gem.sha256);
    expect(asText(found)).toEqual([['data.tar.gz!/lib/license.txt', 'TOKEN\n']]);
  });

  test('that is a folder is listed file by file', async () => {
    const found = await copy('config/unpacked/');
    expect(found).toMatchObject({ copy: { kind: 'tree', path: 'config/unpacked' }, listing: { complete: true } });
    expect(asText(found)).toEqual([['data.tar.gz!/lib/license.txt', 'TOKEN\n']]);
  });

  test.each<EcosystemId>(['rubygems', 'npm', 'composer', 'generic'])(
    'that is a file (%s) is a tree with one entry',
    async (ecosystem) => {
      const found = await copy('config/license.txt', ecosystem);
      expect(found?.listing.entries).toMatchObject([
        { path: 'license.txt', type: 'file', sha256: hash('sha256', 'TOKEN\n') },
      ]);
      expect(new Map(asText(found) as [string, string][])).toEqual(
        new Map([
          ['license.txt', 'TOKEN\n'],
          ['data.tar.gz!/lib/license.txt', 'TOKEN\n'],
        ]),
      );
    },
  );

  test('that is not there is absent', async () => {
    expect(await ask('config/none')).toEqual({ state: 'absent', status: 404 });
    expect(await ask('none/at/all')).toEqual({ state: 'absent', status: 404 });
  });

  test('that is too large is a problem', async () => {
    expect((await copy('config/license.txt', 'generic', 3))?.listing.problems).toMatchObject([
      { code: 'tree-limit-bytes' },
    ]);
  });

  test('that is a pipe is a problem, and is not waited for', async () => {
    execFileSync('mkfifo', [join(project, 'pipe')]);
    expect((await copy('pipe'))?.listing.problems).toMatchObject([{ code: 'tree-not-a-file' }]);
  });
});

describe('a path', () => {
  test.each(['../outside', 'config/../../outside', '/etc', '', '.', 'config//license.txt', './config', 'a\0b', 'a\\b'])(
    '%j is refused',
    async (path) => {
      expect(await ask(path)).toMatchObject({ state: 'unreachable', reason: 'path-refused' });
    },
  );

  test('that is a link, or goes through one, is a problem', async () => {
    await symlink(join(folder.path, 'outside'), join(project, 'link'));
    await mkdir(join(project, 'a'));
    await symlink('../config/license.txt', join(project, 'a', 'license.txt'));
    for (const path of ['link', 'link/license.txt', 'a/license.txt']) {
      const found = await copy(path);
      expect(found?.listing).toMatchObject({ entries: [], problems: [{ code: 'tree-link' }], complete: false });
    }
  });

  test('through a file leads to nothing that is there', async () => {
    await writeFile(join(project, 'file'), '');
    expect((await copy('file/x'))?.listing.problems ?? []).toMatchObject([{ code: 'tree-not-a-folder' }]);
  });
});

test('a package that no package manager installed has no copies but bundled ones', async () => {
  const source = createCopiesSource({ projectRoot: project, env: {}, home: null });
  const request = {
    kind: 'copies',
    ecosystem: 'generic',
    url: 'pkg:generic/x',
    pins: [],
    algorithms: [],
    maxBytes: 1,
  } as const;
  const copies = { phase: 'after', name: 'Any name/at all', version: '' } as const;
  expect(await source.get({ ...request, copies })).toEqual({ state: 'absent', status: 404 });
});
