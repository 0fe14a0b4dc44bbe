import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@assay/testkit';
import { expect, test } from 'vitest';
import { makeFolders } from './make-folders.js';

const mode = async (path: string) => (await stat(path)).mode & 0o777;

test('makes what is missing, for the user alone', async () => {
  await using place = await temporaryFolder();
  await makeFolders({ mkdir }, join(place.path, 'a/b/c'));
  await makeFolders({ mkdir }, join(place.path, 'a/b/c'));
  expect(await mode(join(place.path, 'a/b/c'))).toBe(0o700);
});

test('ends where a parent is there and takes no child', async () => {
  await expect(makeFolders({ mkdir }, '/proc/nope/store')).rejects.toThrow();
});
