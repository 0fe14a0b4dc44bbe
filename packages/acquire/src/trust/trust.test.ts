import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { AssayError } from '@assay/model';
import { hasClient, temporaryFolder, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { describeTrust } from './describe-trust.js';
import { importedEntry, importTrust, type TrustImport } from './import-trust.js';
import { readTrustDocuments } from './read-trust-documents.js';
import { storeTrustEntry } from './trust-store.js';
import { nodeFileSystem } from '../store/store-file-system.js';
import { writeSealedFile } from './sealed-file.js';
import type { TrustPlace } from './trust-folder.js';

const at = '2026-12-01T00:00:00Z';
let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, 'home'));
  await mkdir(join(folder.path, 'project'));
});
afterEach(() => folder.remove());

const home = () => join(folder.path, 'home');
const project = () => join(folder.path, 'project');
const place = (more: Partial<TrustPlace> = {}): TrustPlace => ({
  env: {},
  home: home(),
  folders: [project()],
  ...more,
});
const storeAt = () => join(home(), '.config', 'assay', 'trust');
const documentsAt = () => join(storeAt(), 'documents');

const own: TrustImport = { kind: 'sigstore-root', name: 'acme', text: '{"own":true}\n', source: 'acme.json', at };
const store = (more: Partial<TrustImport> = {}) => importTrust(place(), importedEntry({ ...own, ...more }));
const names = async (where = place()) =>
  (await readTrustDocuments(where)).documents.map(({ kind, name, origin }) => `${kind} ${name} ${origin}`);

const shipped = [
  'sigstore-root github shipped',
  'sigstore-root sigstore-public-good shipped',
  'registry-keys npm shipped',
];

describe('documents', () => {
  test('are those that ship where nothing is stored, also without a home', async () => {
    expect(await names()).toEqual(shipped);
    expect(await names(place({ home: null }))).toEqual(shipped);
  });

  test('are what was imported beside them', async () => {
    await store({ expires: '2027-01-01T00:00:00Z' });
    await store({ kind: 'registry-keys', name: 'npm.acme.example', registry: { origin: 'https://npm.acme.example' } });
    const { entries, problems } = await readTrustDocuments(place());
    expect(problems).toEqual([]);
    const [acme] = entries;
    expect(acme).toMatchObject({ source: 'acme.json', since: at, document: { expires: '2027-01-01T00:00:00Z' } });
    expect(entries.map(({ document }) => document.registry)).toContainEqual({ origin: 'https://npm.acme.example' });
  });

  test('imported under the name of one that ships takes its place, however old it is', async () => {
    await store({ name: 'github', at: '2020-01-01T00:00:00Z' });
    expect(await names()).toEqual(['sigstore-root github imported', ...shipped.slice(1)]);
  });

  test('of an update take the place of an older release’s, and give way to a newer one’s', async () => {
    const entry = importedEntry({ ...own, name: 'github' });
    const updated = { ...entry, document: { ...entry.document, origin: 'tuf' as const } };
    await storeTrustEntry(storeAt(), updated);
    expect(await names()).toContain('sigstore-root github tuf');
    await storeTrustEntry(storeAt(), { ...updated, since: '2026-01-01T00:00:00Z' });
    expect(await names()).toContain('sigstore-root github shipped');
  });
});

describe('the store', () => {
  test('is for its owner alone, and leaves no drafts', async () => {
    await store();
    const [file, ...more] = await readdir(documentsAt());
    expect(more).toEqual([]);
    expect((await stat(join(documentsAt(), file ?? ''))).mode & 0o777).toBe(0o600);
    expect((await stat(storeAt())).mode & 0o777).toBe(0o700);
  });

  test('lies where ASSAY_TRUST or XDG_CONFIG_HOME say', async () => {
    const env = { ASSAY_TRUST: join(folder.path, 'elsewhere') };
    await importTrust(place({ env }), importedEntry(own));
    expect(await names(place({ env }))).toContain('sigstore-root acme imported');
    expect(await names()).toEqual(shipped);
    const xdg = { XDG_CONFIG_HOME: join(folder.path, 'xdg') };
    await importTrust(place({ env: xdg }), importedEntry(own));
    expect(await readdir(join(folder.path, 'xdg', 'assay', 'trust'))).toEqual(['documents']);
  });

  test('never lies in the checkout, whatever the environment or a link says', async () => {
    await symlink(project(), join(folder.path, 'link'));
    for (const path of [join(project(), 'trust'), join(folder.path, 'link', 'trust'), 'trust']) {
      await expect(readTrustDocuments(place({ env: { ASSAY_TRUST: path } }))).rejects.toThrow(AssayError);
    }
    const inside = place({ env: { XDG_CONFIG_HOME: join(project(), '.config') } });
    await expect(importTrust(inside, importedEntry(own))).rejects.toThrow(/would lie in this checkout/u);
  });

  test('that a checkout brought along under a home of its own is not read, and that is told', async () => {
    await importTrust(place({ home: project(), folders: [] }), importedEntry({ ...own, name: 'github' }));
    const { documents, problems } = await readTrustDocuments(place({ home: project() }));
    expect(documents.map(({ origin }) => origin)).toEqual(['shipped', 'shipped', 'shipped']);
    expect(problems.map(({ code }) => code)).toEqual(['trust-store-in-project']);
  });

  describe('under a home folder that is a checkout, or in one', () => {
    const dotfiles = () => place({ folders: [home()] });
    const codes = async (where: TrustPlace) => (await readTrustDocuments(where)).problems.map(({ code }) => code);

    beforeEach(() => mkdir(join(home(), '.git')));

    test('is not read there: nobody can tell whose it is; what ships counts, and the next step is told', async () => {
      await store({ name: 'github' });
      const { documents, problems } = await readTrustDocuments(dotfiles());
      expect(documents.map(({ origin }) => origin)).toEqual(['shipped', 'shipped', 'shipped']);
      expect(problems).toMatchObject([
        { code: 'trust-store-in-project', next: expect.stringContaining(`ASSAY_TRUST=${storeAt()}`) as string },
      ]);
      for (const folders of [[join(home(), 'sub')], [project(), home()]]) {
        expect(await codes(place({ folders }))).toEqual(['trust-store-in-project']);
      }
      const inside = { folders: [join(home(), 'sub')], home: join(home(), 'ann') };
      await importTrust(place({ ...inside, folders: [] }), importedEntry(own));
      expect(await codes(place(inside))).toEqual(['trust-store-in-project']);
    });

    test('is no problem where there is none', async () => {
      expect(await codes(dotfiles())).toEqual([]);
    });

    test('counts once ASSAY_TRUST names it', async () => {
      await store();
      expect(await names({ ...dotfiles(), env: { ASSAY_TRUST: storeAt() } })).toContain('sigstore-root acme imported');
    });

    test('can be imported to from there', async () => {
      await importTrust(dotfiles(), importedEntry(own));
      expect(await names()).toContain('sigstore-root acme imported');
    });

    test('counts for projects below it that are checkouts of their own', async () => {
      await store();
      await mkdir(join(home(), 'src', 'project', '.git'), { recursive: true });
      const where = place({ folders: [join(home(), 'src', 'project', 'sub')] });
      expect(await names(where)).toContain('sigstore-root acme imported');
      const env = { ASSAY_TRUST: join(home(), 'src', 'project', 'trust') };
      const both = place({ env, folders: [home(), join(home(), 'src', 'project')] });
      await expect(readTrustDocuments(both)).rejects.toThrow(/lies in the checkout under test/u);
    });
  });

  test('of a checkout that a subfolder belongs to is not read, wherever XDG_CONFIG_HOME says', async () => {
    await mkdir(join(project(), '.git'));
    await mkdir(join(project(), 'sub'));
    const env = { XDG_CONFIG_HOME: join(project(), '.config') };
    await importTrust(place({ env, folders: [] }), importedEntry(own));
    const { documents, problems } = await readTrustDocuments(place({ env, folders: [join(project(), 'sub')] }));
    expect([documents.length, problems.map(({ code }) => code)]).toEqual([3, ['trust-store-in-project']]);
  });

  test('counts where the working folder is the whole file system: that is no checkout', async () => {
    await store();
    expect(await names(place({ folders: ['/'] }))).toContain('sigstore-root acme imported');
  });

  const damages: [string, (text: string) => string][] = [
    ['cut', (text) => text.slice(0, -20)],
    ['empty', () => ''],
    ['with another text', (text) => text.replace('own', 'not')],
    ['with another end', (text) => text.replace('2027', '2099')],
    ['with another name', (text) => text.replace('"name": "github"', '"name": "githuc"')],
    ['of another format', (text) => text.replace('document-v1', 'document-v2')],
  ];
  test.each(damages)(
    'with a damaged file (%s) is a problem, and nothing stands in for the document',
    async (_, damage) => {
      await store({ name: 'github', expires: '2027-01-01T00:00:00Z' });
      const path = join(documentsAt(), (await readdir(documentsAt()))[0] ?? '');
      const text = await readFile(path, 'utf8');
      expect(damage(text)).not.toBe(text);
      await writeFile(path, damage(text));
      const { documents, problems } = await readTrustDocuments(place());
      expect(documents.map(({ name }) => name)).toEqual(['sigstore-public-good', 'npm']);
      expect(problems.map(({ code }) => code)).toEqual(['trust-store-corrupt']);
      expect(problems[0]?.detail).toContain(path);
    },
  );

  test('with a file under another one’s name is a problem for that name', async () => {
    await store({ name: 'github' });
    const [github] = await readdir(documentsAt());
    const text = await readFile(join(documentsAt(), github ?? ''), 'utf8');
    await store({ name: 'other' });
    const other = (await readdir(documentsAt())).find((name) => name !== github);
    await writeFile(join(documentsAt(), github ?? ''), await readFile(join(documentsAt(), other ?? ''), 'utf8'));
    await writeFile(join(documentsAt(), other ?? ''), text);
    const { documents, problems } = await readTrustDocuments(place());
    expect(documents.map(({ name }) => name)).toEqual(['sigstore-public-good', 'npm']);
    expect(problems.map(({ code }) => code)).toEqual(['trust-store-corrupt', 'trust-store-corrupt']);
  });

  test('that cannot be listed trusts nothing at all: nobody knows what was chosen', async () => {
    await mkdir(storeAt(), { recursive: true });
    await writeFile(documentsAt(), 'a file where the folder should be');
    const { documents, problems } = await readTrustDocuments(place());
    expect([documents.length, problems.map(({ code }) => code)]).toEqual([0, ['trust-store-unreadable']]);
  });

  test('that cannot be written is an error with what to do', async () => {
    await writeFile(join(home(), '.config'), 'a file where a folder should be');
    await expect(store()).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      hint: expect.stringContaining('ASSAY_TRUST') as string,
    });
  });

  test('keeps the old document when a write fails half-way, and leaves no draft', async () => {
    await store();
    const path = join(documentsAt(), (await readdir(documentsAt()))[0] ?? '');
    const rename = () => Promise.reject(new Error('EIO'));
    await expect(writeSealedFile(path, { new: true }, { ...nodeFileSystem, rename })).rejects.toThrow('EIO');
    expect((await readdir(documentsAt())).length).toBe(1);
    expect(await names()).toContain('sigstore-root acme imported');
  });
});

describe('RubyGems’ trust directory', () => {
  const file = `cert-${'ab'.repeat(32)}.pem`;
  const pem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  const gemTrust = () => join(home(), '.gem', 'trust');

  test('gives one document for each certificate', async () => {
    await mkdir(gemTrust(), { recursive: true });
    await writeFile(join(gemTrust(), file), pem);
    await writeFile(join(gemTrust(), 'notes.txt'), 'x');
    await writeFile(join(gemTrust(), 'cert-..pem'), 'x');
    const { documents } = await readTrustDocuments(place());
    expect(documents.at(-1)).toMatchObject({ kind: 'gem-certificates', name: file, origin: 'user', text: pem });
    expect(documents.length).toBe(4);
  });

  test.skipIf(!hasClient('gem'))('is read as `gem cert --add` fills it', async () => {
    const env = { PATH: process.env['PATH'], HOME: home() };
    const run = (...args: string[]) => spawnSync('gem', args, { cwd: home(), env, encoding: 'utf8' });
    expect(run('cert', '--build', 'someone@gems.example').status).toBe(0);
    expect(run('cert', '--add', 'gem-public_cert.pem').status).toBe(0);
    const { entries } = await readTrustDocuments(place());
    const document = entries.at(-1)?.document;
    expect(document?.kind).toBe('gem-certificates');
    expect(describeTrust(document ?? own)).toMatchObject([
      { what: 'certificate', name: expect.stringContaining('someone') as string },
    ]);
  });

  test('leaves pipes, huge files and bytes that are no text alone, and says so', async () => {
    await mkdir(gemTrust(), { recursive: true });
    const at = (digit: string) => join(gemTrust(), `cert-${digit.repeat(64)}.pem`);
    expect(spawnSync('mkfifo', [at('1')]).status).toBe(0);
    await writeFile(at('2'), 'x'.repeat(100_000));
    await writeFile(at('3'), new Uint8Array([0xff, 0xfe]));
    const { documents, problems } = await readTrustDocuments(place());
    expect(documents.length).toBe(3);
    expect(problems.map(({ code }) => code)).toEqual(Array(3).fill('gem-trust-unreadable'));
  });

  test('in the checkout is not read', async () => {
    await mkdir(join(project(), '.gem', 'trust'), { recursive: true });
    await writeFile(join(project(), '.gem', 'trust', file), pem);
    const { documents, problems } = await readTrustDocuments(place({ home: project() }));
    expect(documents.length).toBe(3);
    expect(problems.map(({ code }) => code)).toEqual(['gem-trust-in-project']);
  });
});

test('reading and importing trust opens no socket', async () => {
  const connect = vi.spyOn(Socket.prototype, 'connect').mockImplementation(() => {
    throw new Error('a socket was opened');
  });
  try {
    await store();
    expect((await readTrustDocuments(place())).documents.length).toBe(4);
    expect(connect).not.toHaveBeenCalled();
  } finally {
    connect.mockRestore();
  }
});
