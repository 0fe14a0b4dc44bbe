/** Copies that somebody hides where Node loads them: in folders of which the package manager's records say nothing, or something else. */

import { hash } from 'node:crypto';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalCopyRead } from '@assay/model';
import { mintLicenseTarball, temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { createCopiesSource } from './copies-source.js';

const name = '@acme-pro/license';
const version = '1.2.3';
const { files } = mintLicenseTarball({ name, version, token: 'TOKEN' });
const evil = { ...files, 'index.js': 'evil' };

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(place('node_modules'), { recursive: true });
});

afterEach(() => folder.remove());

const place = (path: string) => join(folder.path, 'project', path);
const lay = (path: string, content: typeof files = files) => writeFiles(place(path), content);

async function link(path: string, target: string): Promise<void> {
  await mkdir(dirname(place(path)), { recursive: true });
  await symlink(target, place(path));
}

function record(packages: Readonly<Record<string, unknown>>): Promise<void> {
  return writeFile(place('node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

async function installed(): Promise<readonly LocalCopyRead[]> {
  const source = createCopiesSource({ projectRoot: place('.'), home: join(folder.path, 'home'), env: {} });
  const found = await source.get({
    kind: 'copies',
    ecosystem: 'npm',
    url: `pkg:npm/%40acme-pro/license@${version}`,
    copies: { phase: 'installed', name, version },
    pins: [],
    algorithms: ['sha512'],
    listing: { format: 'npm-tgz', members: ['package.json'], hashEntries: true },
    maxBytes: 2 ** 24,
  });
  return found.state === 'found' ? (found.copies ?? []) : [];
}

/** Path, and the first problem; a copy with the evil file is `evil`. */
async function seen(): Promise<Readonly<Record<string, string>>> {
  const copies = await installed();
  return Object.fromEntries(
    copies.map(({ copy, listing, problems }) => {
      const isEvil = listing.entries.some(({ sha256 }) => sha256 === hash('sha256', 'evil'));
      const problem = [...listing.problems, ...problems][0]?.code;
      return [copy.path, problem ?? (isEvil ? 'evil' : 'good')];
    }),
  );
}

const top = `node_modules/${name}`;

describe('a copy in the folder of another package', () => {
  test('is read where npm’s record does not know it', async () => {
    await lay(top);
    await record({ [top]: { version }, 'node_modules/a': { version: '1.0.0' } });
    await lay(`node_modules/a/node_modules/${name}`, evil);
    await lay(`node_modules/@s/b/node_modules/c/node_modules/${name}`, evil);
    expect(await seen()).toEqual({
      [top]: 'good',
      [`node_modules/a/node_modules/${name}`]: 'evil',
      [`node_modules/@s/b/node_modules/c/node_modules/${name}`]: 'evil',
    });
  });

  test('is read whatever version it says it is', async () => {
    await lay(top);
    await lay(`node_modules/a/node_modules/${name}`, { ...evil, 'package.json': '{"version":"9.9.9"}' });
    await lay(`node_modules/b/node_modules/${name}`, evil);
    await record({ [top]: { version }, [`node_modules/b/node_modules/${name}`]: { version: '9.9.9' } });
    expect(await seen()).toMatchObject({
      [`node_modules/a/node_modules/${name}`]: 'evil',
      [`node_modules/b/node_modules/${name}`]: 'evil',
    });
  });

  test('is a file where no folder has its name', async () => {
    await lay(top);
    await lay('node_modules/a/node_modules/@acme-pro', { 'license.js': 'evil' });
    expect(await seen()).toEqual({ [top]: 'good', [`node_modules/a/node_modules/${name}`]: 'installed-shadow' });
  });

  test('is refused where the folder is a link', async () => {
    await lay(top);
    await writeFiles(join(folder.path, 'elsewhere', name), evil);
    await lay('node_modules/a', { 'index.js': '' });
    await link('node_modules/a/node_modules', join(folder.path, 'elsewhere'));
    expect(Object.values(await seen())).toEqual(['good', 'tree-link']);
  });
});

describe('a copy in a workspace', () => {
  test('is read where npm’s record names it', async () => {
    await lay(top);
    await lay(`packages/app/node_modules/${name}`, evil);
    await record({ [top]: { version }, [`packages/app/node_modules/${name}`]: { version } });
    expect(await seen()).toEqual({ [top]: 'good', [`packages/app/node_modules/${name}`]: 'evil' });
  });

  test('is read where a link of npm’s leads to the workspace', async () => {
    await lay(top);
    await lay('packages/app', { 'package.json': '{}' });
    await link('node_modules/app', '../packages/app');
    await lay(`packages/app/node_modules/${name}`, evil);
    await record({ [top]: { version } });
    expect(await seen()).toEqual({ [top]: 'good', [`packages/app/node_modules/${name}`]: 'evil' });
  });

  test('is read where pnpm names the workspace', async () => {
    await lay(`node_modules/.pnpm/@acme-pro+license@${version}/node_modules/${name}`);
    await lay(`packages/app/node_modules/${name}`, evil);
    const projects = { [place('packages/app')]: {}, [place('.')]: {}, '/somewhere/else': {}, '../above': {} };
    await writeFile(place('node_modules/.pnpm-workspace-state-v1.json'), JSON.stringify({ projects }));
    expect(await seen()).toEqual({
      [`node_modules/.pnpm/@acme-pro+license@${version}/node_modules/${name}`]: 'good',
      [`packages/app/node_modules/${name}`]: 'evil',
    });
  });
});

describe('packages in the package’s own folder', () => {
  const inner = 'node_modules/react';

  test('are listed where npm’s record does not know them: they came in the archive, or somebody added them', async () => {
    await lay(top);
    await lay(`${top}/${inner}`, { 'index.js': 'evil' });
    await lay(`${top}/node_modules/.bin`, { x: 'evil' });
    await record({ [top]: { version } });
    expect(await seen()).toEqual({ [top]: 'evil' });
    await record({ [top]: { version }, [`${top}/${inner}`]: { version: '1.0.0' } });
    expect(await seen()).toEqual({ [top]: 'nested-packages' });
  });

  test('are listed in pnpm’s folders, where pnpm puts none', async () => {
    const own = `node_modules/.pnpm/@acme-pro+license@${version}/node_modules/${name}`;
    await lay(own);
    await lay(`${own}/${inner}`, { 'index.js': 'evil' });
    await lay(`${own}/node_modules/.bin`, { x: '' });
    expect(await seen()).toEqual({ [own]: 'evil' });
  });
});

describe('a record of npm’s', () => {
  test('leads nowhere out of the project', async () => {
    await lay(top);
    await writeFiles(join(folder.path, 'node_modules', 'x', 'node_modules', name), evil);
    await record({
      [top]: { version },
      [`node_modules/../../node_modules/x/node_modules/${name}`]: { version },
      [`../node_modules/x/node_modules/${name}`]: { version },
      [`/node_modules/${name}`]: { version },
    });
    expect(await seen()).toEqual({ [top]: 'good' });
  });
});

describe('pnpm’s folders', () => {
  const own = `node_modules/.pnpm/@acme-pro+license@${version}/node_modules/${name}`;

  beforeEach(async () => {
    await lay(own);
    await link(top, `../.pnpm/@acme-pro+license@${version}/node_modules/${name}`);
    await lay('node_modules/.pnpm/app@1.0.0/node_modules/app', { 'index.js': '' });
  });

  test('are read once, however many links lead to the package', async () => {
    const target = `../../../@acme-pro+license@${version}/node_modules/${name}`;
    await link(`node_modules/.pnpm/app@1.0.0/node_modules/${name}`, target);
    await link(`node_modules/.pnpm/node_modules/${name}`, target.slice('../'.length));
    expect(await seen()).toEqual({ [own]: 'good' });
  });

  test('are read where a folder stands in the place of the link of a package that uses it', async () => {
    await lay(`node_modules/.pnpm/app@1.0.0/node_modules/${name}`, evil);
    expect(await seen()).toMatchObject({ [`node_modules/.pnpm/app@1.0.0/node_modules/${name}`]: 'evil' });
  });

  test('are read where a link leads to other files', async () => {
    await lay('node_modules/.pnpm/x/files', evil);
    await link(`node_modules/.pnpm/app@1.0.0/node_modules/${name}`, '../../../x/files');
    await lay(`node_modules/.pnpm/@acme-pro+license@9.9.9/node_modules/${name}`, evil);
    await lay('node_modules/.pnpm/b@1.0.0/node_modules/b', { 'index.js': '' });
    await link(
      `node_modules/.pnpm/b@1.0.0/node_modules/${name}`,
      `../../../@acme-pro+license@9.9.9/node_modules/${name}`,
    );
    expect(await seen()).toEqual({
      [own]: 'good',
      'node_modules/.pnpm/x/files': 'evil',
      [`node_modules/.pnpm/@acme-pro+license@9.9.9/node_modules/${name}`]: 'evil',
    });
  });

  test('are read where the copy for packages that name none is another', async () => {
    await lay(`node_modules/.pnpm/node_modules/${name}`, evil);
    expect(await seen()).toMatchObject({ [`node_modules/.pnpm/node_modules/${name}`]: 'evil' });
  });

  test('are not held against anybody for a version that nothing uses any more', async () => {
    await lay(`node_modules/.pnpm/@acme-pro+license@1.2.2/node_modules/${name}`, evil);
    await lay(`node_modules/.pnpm/@acme-pro+license@1.2.30/node_modules/${name}`, evil);
    expect(await seen()).toEqual({ [own]: 'good' });
    await rm(place('node_modules/.pnpm'), { recursive: true });
  });
});
