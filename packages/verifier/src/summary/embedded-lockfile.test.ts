/** Which archives have a lockfile in them, and which only seem to. */

import { digestOf, type LockfileRef } from '@assay/model';
import {
  gzip,
  mintZip,
  rawGem,
  rawTgz,
  rawZip,
  temporaryFolder,
  writeTar,
  type RawTarEntry,
  type RawZipEntry,
} from '@assay/testkit';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findEmbedded, type Embedding } from './embedded-lockfile.js';
import { readArtifactListing } from './read-artifact-listing.js';

const lock = '{"lockfileVersion":3}\n';
const other = '{"lockfileVersion":2}\n';
const ref = (path: string, text: string): LockfileRef => ({
  path,
  ecosystem: 'npm',
  format: 'package-lock.json v3',
  digest: digestOf('sha256', text),
});
const lockfile = ref('package-lock.json', lock);

async function find(name: string, bytes: Uint8Array, all: readonly LockfileRef[] = [lockfile]): Promise<Embedding> {
  await using place = await temporaryFolder();
  const file = join(place.path, name);
  await writeFile(file, bytes);
  const { listing } = await readArtifactListing(file);
  if (listing === undefined) throw new Error('no listing');
  return findEmbedded(lockfile, all, listing);
}

const tgz = (...files: readonly (readonly [path: string, content: string])[]) =>
  gzip(writeTar(files.map(([path, content]) => ({ path, content }))));
const raw = (...entries: readonly RawTarEntry[]) => rawTgz(entries);
const zip = (...entries: readonly RawZipEntry[]) => rawZip({ entries });

describe('a lockfile is embedded', () => {
  test.each<[string, string, Uint8Array, string]>([
    ['below the root folder', 'app.tgz', tgz(['package/package-lock.json', lock]), 'package/package-lock.json'],
    ['below a folder of any name', 'app.tar.gz', tgz(['app-1.0/package-lock.json', lock]), 'app-1.0/package-lock.json'],
    ['below no folder', 'app.tgz', tgz(['package-lock.json', lock], ['lib/a.js', '']), 'package-lock.json'],
    ['below ./, as tar -C writes it', 'app.tgz', tgz(['./package-lock.json', lock]), 'package-lock.json'],
    [
      'in a ZIP archive',
      'APP.ZIP',
      mintZip({ files: [{ path: 'package-lock.json', content: lock }] }),
      'package-lock.json',
    ],
    [
      'in a JAR',
      'app.jar',
      mintZip({ files: [{ path: 'x/package-lock.json', content: lock }] }),
      'x/package-lock.json',
    ],
    [
      'in a gem',
      'app.gem',
      rawGem({ data: [{ name: 'package-lock.json', content: lock }] }),
      'data.tar.gz!/package-lock.json',
    ],
    [
      'twice: the shallowest is named',
      'app.tgz',
      tgz(['p/a/package-lock.json', lock], ['p/package-lock.json', lock]),
      'p/package-lock.json',
    ],
    [
      'and dependencies bring others',
      'app.tgz',
      tgz(['p/package-lock.json', lock], ['p/node_modules/x/package-lock.json', other]),
      'p/package-lock.json',
    ],
    [
      'and deeper folders have others',
      'app.tgz',
      tgz(['p/package-lock.json', lock], ['p/b/package-lock.json', other]),
      'p/package-lock.json',
    ],
  ])('%s', async (_, name, bytes, within) => {
    expect(await find(name, bytes)).toEqual({ within });
  });

  test('beside a shrinkwrap that the same run verified', async () => {
    const archive = tgz(['p/npm-shrinkwrap.json', other], ['p/package-lock.json', lock]);
    const all = [lockfile, ref('npm-shrinkwrap.json', other)];
    expect(await find('app.tgz', archive, all)).toEqual({ within: 'p/package-lock.json' });
  });

  test('beside another lockfile that the same run verified', async () => {
    const archive = tgz(['p/package-lock.json', other], ['p/web/package-lock.json', lock]);
    const all = [lockfile, ref('api/package-lock.json', other)];
    expect(await find('app.tgz', archive, all)).toEqual({ within: 'p/web/package-lock.json' });
  });
});

describe('a lockfile is not embedded', () => {
  const sure = { name: 'p/package-lock.json', content: lock };
  test.each<[string, string, Uint8Array, string]>([
    ['by another name', 'app.tgz', tgz(['p/npm-shrinkwrap.json', lock]), 'has no package-lock.json'],
    ['with other bytes', 'app.tgz', tgz(['p/package-lock.json', other]), 'has no package-lock.json'],
    ['by a name that differs by case', 'app.tgz', tgz(['p/Package-Lock.json', lock]), 'has no package-lock.json'],
    ['by a name that ends alike', 'app.tgz', tgz(['p/my-package-lock.json', lock]), 'has no package-lock.json'],
    ['as a dependency’s', 'app.tgz', tgz(['p/node_modules/x/package-lock.json', lock]), 'has no package-lock.json'],
    ['as a vendored package’s', 'app.tgz', tgz(['p/vendor/x/package-lock.json', lock]), 'has no package-lock.json'],
    ['as a folder', 'app.tgz', raw({ name: 'p/package-lock.json/', type: '5' }), 'has no package-lock.json'],
    [
      'as a symbolic link to it',
      'app.tgz',
      raw({ name: 'p/package-lock.json', type: '2', linkName: 'lock' }, { name: 'p/lock', content: lock }),
      'has no package-lock.json',
    ],
    [
      'below a link that stands above it',
      'app.tgz',
      raw({ name: 'p', type: '2', linkName: 'q' }, sure),
      'beneath a link',
    ],
    [
      'twice with two contents',
      'app.tgz',
      raw(sure, { name: 'p/package-lock.json', content: other }),
      'duplicate-different',
    ],
    [
      'twice with two contents below no folder, the first of them right',
      'app.tgz',
      raw({ name: 'package-lock.json', content: lock }, { name: 'package-lock.json', content: other }),
      'another file at package-lock.json',
    ],
    [
      'twice, once as ./',
      'app.tgz',
      raw({ name: './package-lock.json', content: lock }, { name: 'package-lock.json', content: other }),
      'another file at package-lock.json',
    ],
    [
      'beside one whose name differs by case',
      'app.tgz',
      tgz(['package-lock.json', lock], ['Package-Lock.json', other]),
      'another file at Package-Lock.json',
    ],
    [
      'below another one',
      'app.tgz',
      tgz(['p/package-lock.json', other], ['p/b/package-lock.json', lock]),
      'another file at p/pack',
    ],
    [
      'beside another one',
      'app.tgz',
      tgz(['a/package-lock.json', other], ['b/package-lock.json', lock]),
      'duplicate-different',
    ],
    [
      'beside a shrinkwrap that nobody verified, which npm prefers',
      'app.tgz',
      tgz(['p/package-lock.json', lock], ['p/npm-shrinkwrap.json', other]),
      'another file at p/npm-shrinkwrap.json',
    ],
    [
      'in a ZIP archive that holds the path twice',
      'app.zip',
      zip({ name: 'package-lock.json', content: lock }, { name: 'package-lock.json', content: other }),
      'zip-duplicate',
    ],
    [
      'in a ZIP archive that readers take for different things',
      'app.zip',
      zip({ name: 'package-lock.json', content: lock, central: { name: 'other.json' } }),
      'zip-central',
    ],
    ['in an archive that is cut', 'app.tgz', tgz(['p/package-lock.json', lock]).subarray(0, -12), 'gzip-truncated'],
    ['in what is no archive', 'app.zip', new TextEncoder().encode(lock), 'zip-start'],
    ['outside of the folder', 'app.tgz', raw({ name: '../package-lock.json', content: lock }), 'name-parent'],
  ])('%s', async (_, name, bytes, why) => {
    const found = await find(name, bytes);
    expect('why' in found ? found.why : found).toContain(why);
  });
});

test('a file that no archive is called as is hashed and not listed', async () => {
  await using place = await temporaryFolder();
  const file = join(place.path, 'app.bin');
  await writeFile(file, lock);
  const read = await readArtifactListing(file);
  expect(read).toEqual({ digests: [digestOf('sha256', lock), digestOf('sha512', lock)] });
  await expect(readArtifactListing(join(place.path, 'none'))).rejects.toThrow('there is no such file');
});
