import { expect, test } from 'vitest';
import { needsRoot, ZipMembers } from './zip-members.js';

test('a file is asked for by its path, by its path below the root folder, or by both', () => {
  const members = new ZipMembers(['a/composer.json', '*/composer.json', '*/src/b', 'c']);
  expect(members.namesOf('a/composer.json')).toEqual(['a/composer.json', '*/composer.json']);
  expect(members.namesOf('x/composer.json')).toEqual(['*/composer.json']);
  expect(members.namesOf('x/src/b')).toEqual(['*/src/b']);
  expect(members.namesOf('c')).toEqual(['c']);
  for (const key of ['composer.json', 'x/y/composer.json', 'src/b', 'x/c', '*/c', 'b', '']) {
    expect(members.namesOf(key)).toEqual([]);
  }
});

test('a name with a star is good only where all lies in one folder', () => {
  expect(['*/a', '*/', '*a', 'a*/', 'a/*/b', '*'].map(needsRoot)).toEqual([true, true, false, false, false, false]);
});
