import { describe, expect, test } from 'vitest';
import { readZipPath } from './zip-name.js';

describe('a name in a ZIP', () => {
  test.each([
    ['a/b', []],
    ['a/b;', ['zip-name-version']],
    ['a/b;0', ['zip-name-version']],
    ['a/b;9', ['zip-name-version']],
    ['a/b;19', ['zip-name-version']],
    ['a/b;1/', ['zip-name-version']],
    [';1', ['zip-name-version']],
    [';', ['zip-name-version']],
    ['a/b;x', []],
    ['a/b;-1', []],
    ['a/b;1x', []],
    ['a/b;x1', []],
    ['a/b;/', ['zip-name-version']],
    ['a/b;:1', ['name-windows']],
    ['a/b;1;x', []],
    ['a/b;x;1', ['zip-name-version']],
    ['a;1/b', []],
    ['123', []],
    ['a/123', []],
    ['a/b/.', ['name-not-canonical', 'zip-name-dot']],
    ['a/./', ['name-not-canonical', 'zip-name-dot']],
    ['a/./b', ['name-not-canonical']],
    ['a/\x01b', ['zip-name-control']],
    ['a\x1f/b', ['zip-name-control']],
    ['a/b\x7f', ['zip-name-control']],
    ['a/b\u009f', ['zip-name-control']],
    ['a/b\u00a0', []],
    ['a/\x01b;1', ['zip-name-control', 'zip-name-version']],
    ['../\x01b', ['name-parent', 'zip-name-control']],
    ['a/b ', ['name-windows']],
    ['./a', ['name-not-canonical']],
  ])('%j has the problems %j', (path, problems) => {
    expect(readZipPath(path).problems).toEqual(problems);
  });

  test('is a path as it stands: no folder is taken away', () => {
    expect(readZipPath('a/b')).toEqual({ key: 'a/b', root: '', problems: [] });
    expect(readZipPath('a//b/;1')).toMatchObject({ key: 'a/b/;1', root: '' });
  });
});
