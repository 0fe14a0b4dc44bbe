import { existsSync } from 'node:fs';
import { symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBoundedFile } from './read-bounded-file.js';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const read = (name: string) =>
  readBoundedFile(join(folder.path, name), { maxBytes: 100, code: 'ERR_LOCKFILE', what: 'lockfile' });

describe('a file of the user', () => {
  it('comes as it is, up to its limit', async () => {
    await writeFile(join(folder.path, 'a'), 'x'.repeat(100));
    expect(await read('a')).toHaveLength(100);
    await truncate(join(folder.path, 'a'), 101);
    await expect(read('a')).rejects.toMatchObject({
      code: 'ERR_LOCKFILE',
      message: expect.stringContaining('larger') as string,
    });
  });

  it('that is not there, or is a folder, is told as what it should have been', async () => {
    await expect(read('a')).rejects.toMatchObject({
      code: 'ERR_LOCKFILE',
      message: expect.stringContaining('no such') as string,
    });
    await expect(read('.')).rejects.toMatchObject({ message: expect.stringContaining('not a regular file') as string });
  });

  it.skipIf(!existsSync('/proc/self/mem'))(
    'on a disk that fails while it is read (EIO) is told, and is no defect',
    async () => {
      await symlink('/proc/self/mem', join(folder.path, 'a'));
      const message = expect.stringContaining('(EIO)') as string;
      await expect(read('a')).rejects.toMatchObject({ code: 'ERR_LOCKFILE', message });
    },
  );
});
