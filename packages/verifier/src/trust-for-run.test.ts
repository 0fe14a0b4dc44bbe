import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder, writeFiles, type TemporaryFolder } from '@assay/testkit';
import { readTrust } from '@assay/signature';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importTrustFile, showTrust } from './trust-commands.js';
import { readTrustForRun } from './trust-for-run.js';

const at = '2026-12-01T00:00:00Z';
let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder();
  await writeFiles(folder.path, { 'home/x': '', 'project/package.json': '{}' });
});
afterEach(() => folder.remove());

const env = () => ({ HOME: join(folder.path, 'home') });
const project = () => join(folder.path, 'project');
const forRun = (more: object = {}) => readTrustForRun({ env: env(), folders: [project()], at, ...more });

describe('what a run may trust', () => {
  test('is what ships, and can be read by those who verify with it', async () => {
    const { documents, notes } = await forRun();
    expect(notes).toEqual([]);
    const { problems } = readTrust(documents, at);
    expect([documents.length, problems]).toEqual([3, []]);
  });

  test('is plain data: it goes through JSON into a recorded evidence file unchanged', async () => {
    const { documents } = await forRun();
    expect(JSON.parse(JSON.stringify(documents))).toEqual(documents);
  });

  test('has ended for every document that ships when the clock says 2031', async () => {
    const { documents } = await forRun();
    expect(documents.every(({ expires }) => Date.parse(expires ?? '') < Date.parse('2031-01-01T00:00:00Z'))).toBe(true);
    const { documents: shown } = await showTrust({ env: env(), cwd: project(), at: '2031-01-01T00:00:00Z' });
    expect(shown.map(({ expired }) => expired)).toEqual([true, true, true]);
  });

  test('has one Sigstore root where the user names one, and the rest as it was', async () => {
    const root = (await forRun()).documents.find(({ name }) => name === 'github')?.text ?? '';
    const file = join(folder.path, 'root.json');
    await writeFile(file, root);
    const { documents } = await forRun({ trustedRoot: file });
    expect(documents.map(({ kind, name, origin }) => [kind, name, origin])).toEqual([
      ['sigstore-root', file, 'imported'],
      ['registry-keys', 'npm', 'shipped'],
    ]);
  });

  test.each(['{}', '', 'x', '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}'])(
    'is never a named root that is none: %j',
    async (text) => {
      const file = join(folder.path, 'root.json');
      await writeFile(file, text);
      await expect(forRun({ trustedRoot: file })).rejects.toMatchObject({ code: 'ERR_USAGE', file });
    },
  );

  test('tells about a damaged store, and goes without what was in it', async () => {
    const root = (await forRun()).documents.find(({ name }) => name === 'github')?.text ?? '';
    await writeFile(join(folder.path, 'github.json'), root);
    await importTrustFile({ env: env(), cwd: project(), at, file: join(folder.path, 'github.json') });
    const { source } = (await showTrust({ env: env(), cwd: project(), at })).documents[0] ?? {};
    expect(source).toBe(join(folder.path, 'github.json'));
    const store = join(folder.path, 'home/.config/assay/trust/documents');
    const { readdir } = await import('node:fs/promises');
    await writeFile(join(store, (await readdir(store))[0] ?? ''), 'x');
    const { documents, notes } = await forRun();
    expect(documents.map(({ name }) => name)).toEqual(['sigstore-public-good', 'npm']);
    expect(notes).toEqual([expect.stringContaining('in the trust store cannot be used')]);
  });
});
