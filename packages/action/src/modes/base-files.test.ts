import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder, type TemporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pathInRepository } from './base-files.js';

let place: TemporaryFolder;
beforeEach(async () => {
  place = await temporaryFolder();
});
afterEach(() => place.remove());

describe('the path of a file in its repository', () => {
  it.each([
    ['assay.yaml', 'assay.yaml'],
    ['./config/../config/assay.yaml', 'config/assay.yaml'],
    ['config//assay.yaml', 'config/assay.yaml'],
  ])('of %j is %j', (path, inside) => {
    expect(pathInRepository(path, place.path)).toBe(inside);
    expect(pathInRepository(join(place.path, path), place.path)).toBe(inside);
  });

  it.each(['.', '..', '../assay.yaml', '/etc/assay.yaml', 'a/../../assay.yaml'])('there is none for %j', (path) => {
    expect(pathInRepository(path, place.path)).toBeNull();
  });

  it('begins at a checkout in a subfolder', async () => {
    await mkdir(join(place.path, 'shop/.git'), { recursive: true });
    expect(pathInRepository('shop/config/assay.yaml', place.path)).toBe('config/assay.yaml');
  });

  it('does not begin at a submodule, which a change can make of any folder', async () => {
    await mkdir(join(place.path, 'config'));
    await writeFile(join(place.path, 'config/.git'), 'gitdir: ../.git/modules/config\n');
    expect(pathInRepository('config/assay.yaml', place.path)).toBe('config/assay.yaml');
  });
});
