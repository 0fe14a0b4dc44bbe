import { expect, test } from 'vitest';
import { defaultStoreDir } from './default-store-dir.js';

test.each([
  [{ XDG_CACHE_HOME: '/x', HOME: '/h' }, '/x/assay'],
  [{ HOME: '/h' }, '/h/.cache/assay'],
  [{ XDG_CACHE_HOME: '', HOME: '/h' }, '/h/.cache/assay'],
  [{ XDG_CACHE_HOME: 'cache', HOME: '/h' }, '/h/.cache/assay'],
  [{ LOCALAPPDATA: '/local' }, '/local/assay/cache'],
  [{}, null],
  [{ HOME: '' }, null],
  [{ HOME: '.' }, null],
])('%j gives %j', (env, expected) => {
  expect(defaultStoreDir(env)).toBe(expected);
});
