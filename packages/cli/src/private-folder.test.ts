import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { privateFolder } from './private-folder.js';

let parent: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  parent = await temporaryFolder();
});
afterEach(() => parent.remove());

/** What it would be called here. */
const expected = () => join(parent.path, `assay-${String(process.getuid?.())}`);

describe.skipIf(process.getuid === undefined)('a private folder', () => {
  test('is made for this user alone, and found again', () => {
    expect(privateFolder(parent.path)).toBe(expected());
    expect(statSync(expected()).mode & 0o777).toBe(0o700);
    expect(privateFolder(parent.path)).toBe(expected());
  });

  test.each([0o770, 0o707, 0o755])('is none when others may use it: mode %o', (mode) => {
    mkdirSync(expected());
    chmodSync(expected(), mode);
    expect(privateFolder(parent.path)).toBeNull();
  });

  test('is none when somebody laid a link there', () => {
    const elsewhere = join(parent.path, 'elsewhere');
    mkdirSync(elsewhere, { mode: 0o700 });
    symlinkSync(elsewhere, expected());
    expect(privateFolder(parent.path)).toBeNull();
  });

  test('is none where a file lies', () => {
    writeFileSync(expected(), '');
    expect(privateFolder(parent.path)).toBeNull();
  });

  test('is none where nothing can be made', () => {
    writeFileSync(join(parent.path, 'file'), '');
    expect(privateFolder(join(parent.path, 'file'))).toBeNull();
  });
});
