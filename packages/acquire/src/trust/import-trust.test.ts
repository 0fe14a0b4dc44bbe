import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importedDocuments, importedEntry, importTrust, removeTrust, type TrustImport } from './import-trust.js';
import { readTrustDocuments } from './read-trust-documents.js';
import { storeTrustEntry } from './trust-store.js';
import type { TrustPlace } from './trust-folder.js';

const at = '2026-12-01T00:00:00Z';
let folder: TemporaryFolder;
let place: TrustPlace;
let documents: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  const home = join(folder.path, 'home');
  const project = join(folder.path, 'project');
  await mkdir(home);
  await mkdir(project);
  place = { env: {}, home, folders: [project] };
  documents = join(home, '.config', 'assay', 'trust', 'documents');
});
afterEach(() => folder.remove());

const own: TrustImport = { kind: 'sigstore-root', name: 'acme', text: '{"own":1}\n', source: 'acme.json', at };
const store = (more: Partial<TrustImport> = {}) => importTrust(place, importedEntry({ ...own, ...more }));
const github = { kind: 'sigstore-root', name: 'github' } as const;

async function origins(): Promise<readonly string[]> {
  const { documents: all } = await readTrustDocuments(place);
  return all.map(({ kind, name, origin }) => `${kind} ${name} ${origin}`);
}

describe('an import', () => {
  test('gives the earlier import whose place it takes, with its digest', async () => {
    expect(await store()).toBeNull();
    const before = importedEntry(own);
    expect(await store({ text: '{"own":2}\n' })).toEqual(before);
  });

  test('gives the shipped document whose place it takes', async () => {
    expect((await store({ name: 'github' }))?.document).toMatchObject({ ...github, origin: 'shipped' });
  });

  test('takes no place of another kind', async () => {
    await store();
    expect(await store({ kind: 'gem-certificates' })).toBeNull();
  });

  test('over a damaged document gives none', async () => {
    await store();
    const [file = ''] = await readdir(documents);
    await writeFile(join(documents, file), 'damaged');
    expect(await store()).toBeNull();
    expect(await origins()).toContain('sigstore-root acme imported');
  });
});

describe('a removal', () => {
  test('takes out what was imported, and what ships counts again', async () => {
    await store({ name: 'github' });
    expect(await removeTrust(place, github)).toBe(true);
    expect(await origins()).toContain('sigstore-root github shipped');
    expect(await readdir(documents)).toEqual([]);
  });

  test('takes out only that kind and name', async () => {
    await store();
    await store({ kind: 'gem-certificates' });
    await store({ name: 'other' });
    expect(await removeTrust(place, { kind: 'sigstore-root', name: 'acme' })).toBe(true);
    expect((await importedDocuments(place)).map(({ document }) => `${document.kind} ${document.name}`).sort()).toEqual([
      'gem-certificates acme',
      'sigstore-root other',
    ]);
  });

  test('never takes out what ships, what an update verified, or what is not there', async () => {
    const entry = importedEntry({ ...own, name: 'mirror' });
    await storeTrustEntry(join(documents, '..'), { ...entry, document: { ...entry.document, origin: 'tuf' } });
    for (const name of ['github', 'mirror', '../x', '']) {
      expect(await removeTrust(place, { kind: 'sigstore-root', name })).toBe(false);
    }
    expect(await origins()).toContain('sigstore-root mirror tuf');
  });

  test('is refused where there is no store', async () => {
    await expect(removeTrust({ ...place, home: null }, github)).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  });
});
