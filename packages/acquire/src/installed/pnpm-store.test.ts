/** pnpm's store, as pnpm writes it and as an attacker would. Tests that need pnpm are skipped visibly where it is not. */

import { hash } from 'node:crypto';
import { closeSync, openSync, statSync } from 'node:fs';
import { appendFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalCopyRead } from '@assay/model';
import {
  hasClient,
  mintLicenseTarball,
  mintPackage,
  nodeInstall,
  runClient,
  seededRandom,
  startVendorServer,
  temporaryFolder,
  type NodeInstallation,
  type TemporaryFolder,
} from '@assay/testkit';
import { createCopiesSource } from './copies-source.js';
import { BadPack, unpack } from './message-pack.js';
import { BadTable, rowsOf } from './sqlite-table.js';

const name = '@acme-pro/license';
const version = '1.2.3';
// More files than fit on one page of the index, one of them a program.
const extra = Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`data/${String(i)}.txt`, `text ${String(i)}`]));
const minted = mintLicenseTarball({ name, version, token: 'TOKEN', files: extra });
const others = Array.from({ length: 40 }, (_, i) => mintPackage({ name: `other-${String(i)}`, version: '1.0.0' }));

let folder: TemporaryFolder;
let installed: NodeInstallation;

beforeAll(async () => {
  folder = await temporaryFolder();
  const remove = () => folder.remove();
  if (!hasClient('pnpm')) return remove;
  await using server = await startVendorServer({ npm: [minted, ...others] });
  const packages = [minted, ...others];
  installed = await nodeInstall({ folder: join(folder.path, 'run'), source: server.url, packages, client: 'pnpm' });
  expect(installed).toMatchObject({ status: 0 });
  return remove;
});

async function ask(project: string, wanted = { name, version }): Promise<readonly LocalCopyRead[]> {
  const source = createCopiesSource({ projectRoot: project, env: {}, home: null });
  const evidence = await source.get({
    kind: 'copies',
    ecosystem: 'npm',
    url: 'pkg:npm/x',
    copies: { phase: 'after', ...wanted },
    pins: [],
    algorithms: [],
    listing: { format: 'npm-tgz', members: ['license.txt'], hashEntries: true },
    maxBytes: 2 ** 24,
  });
  return evidence.state === 'found' ? (evidence.copies ?? []) : [];
}

function codes(copies: readonly LocalCopyRead[]): readonly string[] {
  return copies.flatMap(({ listing }) =>
    listing.problems.map(({ code, path }) => `${code}${path === undefined ? '' : ` ${path}`}`),
  );
}

/** A copy of the store, and a project that was installed from it. */
async function copyOfStore(): Promise<{ readonly project: string; readonly store: string }> {
  const place = await temporaryFolder();
  copies.push(place);
  const [project, store] = [join(place.path, 'project'), join(place.path, 'store', 'v11')];
  await runClient('cp', ['-a', join(installed.pnpmStore, '..'), join(place.path, 'store')]);
  await runClient('cp', ['-a', installed.projectFolder, project]);
  const modules = join(project, 'node_modules', '.modules.yaml');
  const text = await readFile(modules, 'utf8');
  await writeFile(modules, text.replace(installed.pnpmStore, store));
  return { project, store };
}

const copies: TemporaryFolder[] = [];
afterAll(async () => {
  for (const place of copies) await place.remove();
});

const contentOf = (store: string, content: string | Uint8Array) => {
  const digest = hash('sha512', content);
  return join(store, 'files', digest.slice(0, 2), digest.slice(2));
};

describe.skipIf(!hasClient('pnpm'))('a package in pnpm’s store', () => {
  test('is listed file by file, each by the content that the store holds', async () => {
    const [copy, ...more] = await ask(installed.projectFolder);
    expect(more).toEqual([]);
    expect(copy).toMatchObject({
      copy: { kind: 'tree', where: 'pnpm’s store' },
      digests: [],
      listing: { complete: true, problems: [] },
    });
    const files = new Map(copy?.listing.entries.map(({ path, sha256 }) => [path, sha256]));
    expect(files).toEqual(new Map(Object.entries(minted.files).map(([path, text]) => [path, hash('sha256', text)])));
    expect(Buffer.from(copy?.listing.members.get('license.txt') ?? []).toString()).toBe('TOKEN\n');
  });

  test('is found among others, each of which is, too', async () => {
    for (const other of others) {
      const found = await ask(installed.projectFolder, { name: other.name, version: other.version });
      expect(found.map(({ listing }) => [listing.complete, listing.entries.length > 0])).toEqual([[true, true]]);
    }
    expect(await ask(installed.projectFolder, { name: 'other', version: '1.0.0' })).toEqual([]);
  });

  test('whose content was tampered with shows it', async () => {
    const { project, store } = await copyOfStore();
    await appendFile(contentOf(store, 'TOKEN\n'), 'x');
    const found = await ask(project);
    expect(codes(found)).toEqual(['store-content-mismatch license.txt']);
    const token = found[0]?.listing.entries.find(({ path }) => path === 'license.txt');
    expect(token?.sha256).toBe(hash('sha256', 'TOKEN\nx'));
  });

  test('of which content is missing is not whole', async () => {
    const { project, store } = await copyOfStore();
    await rm(contentOf(store, 'TOKEN\n'));
    const found = await ask(project);
    expect(codes(found)).toEqual(['store-content-missing license.txt']);
    expect(found[0]?.listing.complete).toBe(false);
  });

  test.each<readonly [string, (store: string) => Promise<unknown>]>([
    ['that is no index', (store) => writeFile(join(store, 'index.db'), 'nonsense'.repeat(1000))],
    ['that is empty', (store) => writeFile(join(store, 'index.db'), '')],
    ['that is cut', async (store) => truncate(join(store, 'index.db'), 8192)],
    ['that is being written', (store) => writeFile(join(store, 'index.db-wal'), 'x')],
  ])('in an index %s is not known to be whole', async (_, change) => {
    const { project, store } = await copyOfStore();
    await change(store);
    expect(codes(await ask(project))).toContain('store-entry-malformed');
  });

  test('in an index with any bytes changed is read or refused, and nothing else happens', async () => {
    const { store } = await copyOfStore();
    const path = join(store, 'index.db');
    const bytes = await readFile(path);
    const random = seededRandom(11);
    for (let round = 0; round < 1000; round++) {
      const changed = Buffer.from(bytes);
      const reach = round % 3 === 0 ? 200 : bytes.length;
      for (let n = 0; n < 1 + (round % 8); n++) changed[random.below(reach)] = random.below(256);
      await writeFile(path, changed);
      const descriptor = openSync(path, 'r');
      try {
        for (const { readData } of rowsOf({ descriptor, size: statSync(path).size }, 'package_index'))
          unpack(readData());
      } catch (error) {
        if (!(error instanceof BadTable || error instanceof BadPack)) throw error;
      } finally {
        closeSync(descriptor);
      }
    }
  });

  test('is not looked for in a project of npm’s', async () => {
    const { project } = await copyOfStore();
    await rm(join(project, 'node_modules', '.modules.yaml'));
    await rm(join(project, 'pnpm-lock.yaml'));
    expect(await ask(project)).toEqual([]);
  });
});

describe('MessagePack', () => {
  test.each<readonly [string, readonly number[]]>([
    ['nothing', []],
    ['a text that ends early', [0xa5, 0x61]],
    ['a list of more than there is', [0xdd, 0xff, 0xff, 0xff, 0xff]],
    ['a map of more than there is', [0xdf, 0xff, 0xff, 0xff, 0xff]],
    ['lists without end', Array<number>(100).fill(0x91)],
    ['a key twice', [0x82, 0xa1, 0x61, 0x01, 0xa1, 0x61, 0x02]],
    ['another extension', [0xd4, 0x01, 0x40]],
    ['two values', [0x01, 0x01]],
    ['a text that is not UTF-8', [0xa1, 0xff]],
  ])('%s is refused', (_, bytes) => {
    expect(() => unpack(Uint8Array.from(bytes))).toThrow(BadPack);
  });

  test('records are read by their shape', () => {
    const shape = [0xd4, 0x72, 0x40, 0x92, 0xa1, 0x61, 0xa1, 0x62];
    expect(unpack(Uint8Array.from([0x92, ...shape, 0x01, 0x02, 0x40, 0x03, 0x04]))).toEqual([
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
      new Map([
        ['a', 3],
        ['b', 4],
      ]),
    ]);
  });
});
