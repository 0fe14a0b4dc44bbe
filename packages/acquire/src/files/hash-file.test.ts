import { execFileSync } from 'node:child_process';
import { appendFile, rename, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '@assay/model';
import { temporaryFolder } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { hashFile } from './hash-file.js';

const large = 100 * 1024 * 1024;

describe('a file that is hashed', () => {
  it('of 100 MB has its digests, and is never in memory as a whole', async () => {
    await using place = await temporaryFolder();
    const file = join(place.path, 'large');
    await writeFile(file, '');
    await truncate(file, large);
    const before = process.memoryUsage().arrayBuffers;
    const { digests, changed } = await hashFile(file, ['sha256', 'sha512']);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(large / 4);
    expect(changed).toBe(false);
    const oracle = execFileSync('sha256sum', [file], { encoding: 'utf8' }).slice(0, 64);
    expect(digests.map(({ alg }) => alg)).toEqual(['sha256', 'sha512']);
    expect(digests[0]?.value).toBe(oracle);
  });

  it('through a link is what the link leads to', async () => {
    await using place = await temporaryFolder();
    await writeFile(join(place.path, 'file'), 'bytes');
    await symlink('file', join(place.path, 'link'));
    expect((await hashFile(join(place.path, 'link'), ['sha256'])).digests).toEqual([digestOf('sha256', 'bytes')]);
  });

  it.each<[string, (file: string) => Promise<void>]>([
    ['written to', (file) => appendFile(file, 'more')],
    ['cut', (file) => truncate(file, 10)],
    [
      'replaced',
      async (file) => {
        await writeFile(`${file}.new`, 'other');
        await rename(`${file}.new`, file);
      },
    ],
  ])('and %s meanwhile is told as changed', async (_what, change) => {
    await using place = await temporaryFolder();
    const file = join(place.path, 'file');
    await writeFile(file, '');
    await truncate(file, large);
    const hashing = hashFile(file, ['sha256', 'sha512']);
    await new Promise((resolve) => setImmediate(resolve));
    await change(file);
    expect((await hashing).changed).toBe(true);
  });

  it('is a regular file, and no FIFO, device or folder', async () => {
    await using place = await temporaryFolder();
    const fifo = join(place.path, 'fifo');
    execFileSync('mkfifo', [fifo]);
    for (const path of [fifo, '/dev/zero', place.path, join(place.path, 'none')]) {
      await expect(hashFile(path, ['sha256'])).rejects.toMatchObject({ code: 'ERR_USAGE' });
    }
  });
});
