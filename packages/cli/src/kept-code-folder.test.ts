import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keptCodeFolder, type KeptCodePlace } from './kept-code-folder.js';

let place: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  place = await temporaryFolder();
  for (const name of ['tmp', 'work']) mkdirSync(join(place.path, name));
});
afterEach(() => place.remove());

const at = (...names: readonly string[]) => join(place.path, ...names);
const folder = (more: Partial<KeptCodePlace> = {}) =>
  keptCodeFolder({ env: {}, temporary: at('tmp'), workingFolder: at('work'), ...more });

describe('code is kept', () => {
  test.each([undefined, '', 'false', '0'])('below the temporary folder, with CI=%s', (ci) => {
    expect(folder({ env: { CI: ci } })).toContain(join(realpathSync(place.path), 'tmp'));
  });

  test('below the temporary folder of somebody who works in the root folder', () => {
    expect(folder({ workingFolder: '/' })).not.toBeNull();
  });
});

describe('no code is kept', () => {
  test.each(['true', '1', 'yes'])('on a build server, CI=%s: another job could have left it', (ci) => {
    expect(folder({ env: { CI: ci } })).toBeNull();
  });

  test('where it is turned off', () => {
    expect(folder({ env: { NODE_DISABLE_COMPILE_CACHE: '1' } })).toBeNull();
  });

  test('where the temporary folder lies in the working folder, by whatever name', () => {
    mkdirSync(at('work', 'tmp'));
    symlinkSync(at('work', 'tmp'), at('link'));
    expect(folder({ temporary: at('work', 'tmp') })).toBeNull();
    expect(folder({ temporary: at('work') })).toBeNull();
    expect(folder({ temporary: at('link') })).toBeNull();
  });

  test('where the temporary folder lies in a checkout, which may bring it', () => {
    mkdirSync(at('repository', '.git'), { recursive: true });
    mkdirSync(at('repository', 'a', 'tmp'), { recursive: true });
    expect(folder({ temporary: at('repository', 'a', 'tmp') })).toBeNull();
  });

  test('where there is no temporary folder', () => {
    expect(folder({ temporary: at('none') })).toBeNull();
  });
});
