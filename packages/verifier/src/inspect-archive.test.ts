import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AssayError } from '@assay/model';
import { mintGem, mintTarball, mintZip, rawZip, temporaryFolder } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { inspectArchive, type InspectedArchive } from './inspect-archive.js';

async function inspected(name: string, bytes: Uint8Array): Promise<InspectedArchive> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, name);
  await writeFile(file, bytes);
  return await inspectArchive(file);
}

const zip = mintZip({ root: 'tool', files: [{ path: 'composer.json', content: '{}' }] });

describe('an archive on disk', () => {
  test.each<readonly [string, Uint8Array, string]>([
    ['a.tgz', mintTarball({ name: 'a', version: '1.0.0' }), 'package/package.json'],
    ['a.tar.gz', mintTarball({ name: 'a', version: '1.0.0' }), 'package/package.json'],
    ['a.gem', mintGem({ name: 'a', version: '1.0.0' }), 'metadata.gz'],
    ['a.zip', zip, 'tool/'],
    ['a.whl', zip, 'tool/'],
    ['a.jar', zip, 'tool/'],
  ])('%s is listed by what its name ends in', async (name, bytes, first) => {
    const { listing, size, digests } = await inspected(name, bytes);
    expect(listing.complete).toBe(true);
    expect(listing.entries[0]?.path).toBe(first);
    expect(size).toBe(bytes.length);
    expect(digests).toContainEqual({
      alg: 'sha256',
      value: createHash('sha256').update(bytes).digest('hex'),
      covers: 'artifact',
    });
  });

  test('a ZIP too large for memory is listed, and what is wrong at its end is found', async () => {
    const content = new Uint8Array(12 * 1024 ** 2).map((_, i) => (i * i) >> 7);
    const entries = [{ name: 'a/large', content, method: 0 }];
    const honest = await inspected('a.zip', rawZip({ entries }));
    expect(honest.listing.entries.map(({ path, size }) => [path, size])).toEqual([['a/large', content.length]]);
    expect(honest.listing.problems).toEqual([]);
    const suffixed = await inspected('a.zip', rawZip({ entries, suffix: 'x' }));
    expect(suffixed.listing.problems.map(({ code }) => code)).toEqual(['zip-trailing-data']);
  });

  test('another name is not guessed at', async () => {
    await expect(inspected('a.rar', zip)).rejects.toThrow(AssayError);
  });
});
