import { describe, expect, it } from 'vitest';
import { findSubjects, folderName } from './find-subjects.js';
import { sample } from './testing/report-builder.js';

const { inventory } = sample([
  { name: 'left-pad', occurrence: { path: 'node_modules/lp' } },
  { name: '@scope/tool', occurrence: { path: 'node_modules/a/node_modules/@other/alias' } },
  { name: 'tool', occurrence: { path: 'packages/tool-folder' } },
  { name: 'rack', occurrence: { path: 'rack (1.0.0)' } },
  { name: '', occurrence: { path: '' } },
]);

const found = (wanted: string) => findSubjects(inventory, wanted).map(({ name }) => name);

describe('findSubjects', () => {
  it.each([
    ['lp', 'left-pad'],
    ['node_modules/lp', 'left-pad'],
    ['@other/alias', '@scope/tool'],
    ['node_modules/a/node_modules/@other/alias', '@scope/tool'],
    ['packages/tool-folder', 'tool'],
    ['tool-folder', 'tool'],
    ['rack (1.0.0)', 'rack'],
  ])('finds by the place %s', (wanted, name) => {
    expect(found(wanted)).toEqual([name]);
  });

  it.each(['alias', 'node_modules', 'other/alias', 'p', '/lp', 'folder'])(
    'does not take a part of a name: %s',
    (wanted) => {
      expect(found(wanted)).toEqual([]);
    },
  );
});

describe('folderName', () => {
  it.each([
    ['', ''],
    ['/', ''],
    ['a', 'a'],
    ['@s/a', '@s/a'],
    ['@s/a@1.0.0', '@s/a@1.0.0'],
    ['node_modules/@s/a', '@s/a'],
    ['@s/node_modules/a', 'a'],
    ['node_modules/@a', '@a'],
  ])('of %j is %j', (path, name) => {
    expect(folderName(path)).toBe(name);
  });
});
