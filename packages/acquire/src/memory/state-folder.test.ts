import { expect, test } from 'vitest';
import { defaultStateFolder } from './state-folder.js';

test.each([
  [{ XDG_STATE_HOME: '/x', HOME: '/h' }, '/x/assay'],
  [{ HOME: '/h' }, '/h/.local/state/assay'],
  [{ XDG_STATE_HOME: '', HOME: '/h' }, '/h/.local/state/assay'],
  [{ XDG_STATE_HOME: 'state', HOME: '/h' }, '/h/.local/state/assay'],
  [{ LOCALAPPDATA: '/local' }, '/local/assay/state'],
  [{}, null],
  [{ HOME: '' }, null],
  [{ HOME: '.' }, null],
])('%j gives %j', (env, expected) => {
  expect(defaultStateFolder(env)).toBe(expected);
});
