import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '@assay/model';
import { mintSigstore, temporaryFolder, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importTrustFile, removeTrustDocument, showTrust } from './trust-commands.js';

const first = `${JSON.stringify(mintSigstore().trustedRoot())}\n`;
const second = `${first}\n`;

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder();
  for (const name of ['home', 'project', 'a', 'b']) await mkdir(join(folder.path, name));
  await writeFile(join(folder.path, 'a/trusted_root.json'), first);
  await writeFile(join(folder.path, 'b/trusted_root.json'), second);
});
afterEach(() => folder.remove());

const place = () => ({ env: { HOME: join(folder.path, 'home') }, cwd: join(folder.path, 'project') });
const add = (file: string, name?: string) =>
  importTrustFile({ ...place(), file: join(folder.path, file), ...(name === undefined ? {} : { name }) });
const remove = (name: string, kind?: 'sigstore-root' | 'registry-keys') =>
  removeTrustDocument({ ...place(), name, ...(kind === undefined ? {} : { kind }) });
const names = async () => (await showTrust(place())).documents.map(({ document }) => document.name);

describe('an import', () => {
  test('of a file called like an earlier one says whose place it takes', async () => {
    expect((await add('a/trusted_root.json')).replaces).toBeNull();
    const { document, replaces } = await add('b/trusted_root.json');
    expect(document.digest.value).toBe(digestOf('sha256', second).value);
    expect(replaces?.document).toMatchObject({ name: 'trusted_root', origin: 'imported' });
    expect(replaces?.document.digest.value).toBe(digestOf('sha256', first).value);
  });

  test('says so of a document that ships', async () => {
    expect((await add('a/trusted_root.json', 'github')).replaces?.document.origin).toBe('shipped');
  });
});

describe('a removal', () => {
  test('takes the import out and says what is in force again', async () => {
    await add('a/trusted_root.json', 'github');
    const { removed, inForce } = await remove('github');
    expect(removed.document.origin).toBe('imported');
    expect(inForce?.document).toMatchObject({ name: 'github', origin: 'shipped' });
  });

  test('says when nothing takes its place', async () => {
    await add('a/trusted_root.json', 'acme');
    expect((await remove('acme')).inForce).toBeNull();
    expect(await names()).not.toContain('acme');
  });

  test('of an unknown name is a usage error with the nearest one', async () => {
    await add('a/trusted_root.json', 'acme');
    await expect(remove('acne')).rejects.toMatchObject({ code: 'ERR_USAGE', hint: 'Did you mean acme?' });
    await expect(remove('zzzzzzzz')).rejects.toMatchObject({ code: 'ERR_USAGE', hint: 'You imported acme.' });
    await expect(remove('acme', 'registry-keys')).rejects.toMatchObject({ code: 'ERR_USAGE' });
    expect(await names()).toContain('acme');
  });

  test('of what ships is refused, and leaves it in force', async () => {
    await expect(remove('github')).rejects.toMatchObject({
      code: 'ERR_USAGE',
      hint: expect.stringContaining('ships') as string,
    });
    expect(await names()).toContain('github');
  });
});
