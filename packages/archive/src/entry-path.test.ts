import { describe, expect, test } from 'vitest';
import { foldPath, readEntryPath } from './entry-path.js';

const npm = { stripFirst: true, cutsSpaces: false };
const gem = { stripFirst: false, cutsSpaces: true };
const problems = (path: string, rules = npm) => readEntryPath(path, rules).problems;

describe('a path', () => {
  test.each([
    ['p/a', 'p', 'a'],
    ['p/a/b.js', 'p', 'a/b.js'],
    ['p/a/', 'p', 'a'],
    ['p/', 'p', ''],
    ['p', '', 'p'],
    ['p/.a', 'p', '.a'],
    ['p/..a', 'p', '..a'],
    ['p/a..b', 'p', 'a..b'],
    ['p/a b', 'p', 'a b'],
    ['p/ a', 'p', ' a'],
    ['p/é/a', 'p', 'é/a'],
    ['p/é/', 'p', 'é'],
    ['.a/b', '.a', 'b'],
  ])('%j is, without what npm drops (%j), %j', (path, root, key) => {
    expect(readEntryPath(path, npm)).toEqual({ key, root, problems: [] });
  });

  test('is, in a gem, all of it', () => {
    expect(readEntryPath('p/a/', gem)).toEqual({ key: 'p/a', root: '', problems: [] });
    expect(readEntryPath('é/a', gem)).toEqual({ key: 'é/a', root: '', problems: [] });
  });

  test.each([
    ['p//a', 'a'],
    ['p/./a', 'a'],
    ['p/a//b', 'a/b'],
    ['p/a/./b', 'a/b'],
    ['p/a/.', 'a'],
    ['p/a//', 'a'],
    ['p/é//b', 'é/b'],
    ['p/é/./', 'é'],
  ])('%j that clients clean up is noted', (path, key) => {
    expect(readEntryPath(path, npm)).toEqual({ key, root: 'p', problems: ['name-not-canonical'] });
  });

  test.each([
    ['', ['name-empty']],
    ['p/a\0b', ['name-nul']],
    ['p/a\x01b', ['name-control']],
    ['p/a\x1f', ['name-control']],
    ['p/a\x7f', ['name-control']],
    ['p/a\u0080', ['name-control']],
    ['p/a\u009f', ['name-control']],
    ['p/a\u00a0', []],
    ['p/a\u202eb', ['name-bidi']],
    ['p/a\u200fb', ['name-bidi']],
    ['p/a\u2066b', ['name-bidi']],
    ['p/a\\b', ['name-backslash']],
    ['/p/a', ['name-absolute', 'name-not-canonical']],
    ['\\p/a', ['name-backslash', 'name-absolute']],
    ['p//a', ['name-not-canonical']],
    ['c:/a', ['name-drive', 'name-windows']],
    ['p/c:/a', ['name-drive', 'name-windows']],
    ['p/C:a', ['name-drive', 'name-windows']],
    ['p/a/c:b', ['name-windows']],
    ['./p/a', ['name-dot-start', 'name-not-canonical']],
    ['./', ['name-not-canonical']],
    ['.//./', ['name-not-canonical']],
    ['p/..', ['name-parent']],
    ['../a', ['name-parent']],
    ['p/a/../b', ['name-parent']],
    ['p/a\\..\\b', ['name-backslash', 'name-parent']],
  ])('%j has the problems %j', (path, expected) => {
    expect(problems(path)).toEqual(expected);
  });

  test('may start with a dot in a gem', () => {
    expect(problems('./a', gem)).toEqual(['name-not-canonical']);
  });
});

describe('a name that is another on Windows', () => {
  const devices = ['con', 'PRN', 'aux', 'nul', 'com0', 'COM1', 'com9', 'lpt0', 'lpt1', 'LPT9'];

  test.each(devices)('is noted: the device %s', (name) => {
    for (const path of [`p/${name}`, `p/${name}.js`, `p/${name}/a`, `${name}/a`, `p/a/${name}`, `é/${name}`]) {
      expect(problems(path)).toEqual(['name-windows']);
    }
    for (const path of [`p/x${name}`, `p/${name}x`, `p/a-${name}`]) expect(problems(path)).toEqual([]);
  });

  test.each(['a.', 'a ', 'ab:c', 'a"b', 'a<b', 'a>b', 'a|b', 'a?b', 'a*b', '...', ' ', 'é.', 'é ', 'é?'])(
    'is noted: %j',
    (name) => {
      expect(problems(`p/${name}`)).toEqual(['name-windows']);
      expect(problems(`p/${name}/b`)).toEqual(['name-windows']);
      expect(problems(`${name}/b`)).toEqual(['name-windows']);
    },
  );

  test.each(['comx', 'com', 'com10', 'lptx', '.a', ' a', 'é', 'a.b', 'a b'])('is not %j', (name) => {
    expect(problems(`p/${name}`)).toEqual([]);
  });

  test.each(['a ', 'a /b', 'é ', 'a/b '])('RubyGems cuts off is refused in a gem: %j', (path) => {
    expect(problems(path, gem)).toEqual(['name-space-in-gem']);
  });
});

test('a path has 128 components at most', () => {
  const path = (count: number, last = 'a') => `${'a/'.repeat(count - 1)}${last}`;
  expect(problems(path(128))).toEqual([]);
  expect(problems(path(128, 'é'))).toEqual([]);
  expect(problems(path(129))).toEqual(['limit-depth']);
  expect(problems(path(129, 'é'))).toEqual(['limit-depth']);
});

describe('names that meet', () => {
  test.each([
    ['ABC', 'abc'],
    ['a/B', 'a/b'],
    ['a.', 'a'],
    ['a ', 'a'],
    ['a. .', 'a'],
    ['a./b', 'a/b'],
    ['a /b.', 'a/b'],
    ['a:b', 'a'],
    ['a.:b', 'a'],
    ['a::$DATA', 'a'],
    ['a/b:c/d', 'a/b/d'],
    ['É', 'é'],
    ['e\u0301', 'é'],
    ['stra\u00dfe', 'strasse'],
    ['é.', 'é'],
    ['\x7f', '\x7f'],
    ['.', '.'],
    ['..', '.'],
    [' ', ' '],
    [':a', ':a'],
    ['.a', '.a'],
    ['a.b', 'a.b'],
    ['a b', 'a b'],
  ])('%j is compared as %j', (key, folded) => {
    expect(foldPath(key)).toBe(folded);
  });
});
