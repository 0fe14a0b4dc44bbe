import { describe, expect, it } from 'vitest';
import { directRequirements } from './direct-requirements.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('what a Gemfile.lock says that the Gemfile asks for', () => {
  const lock = [
    'GEM',
    '  remote: https://gems.example/',
    '  specs:',
    '    a (1.0)',
    '    b (2.0)',
    '    c (3.0)',
    '    d (1.2.3)',
    '',
    'PLATFORMS',
    '  ruby',
    '',
    'DEPENDENCIES',
    '  a (= 1.0)!',
    '  b (~> 2.0)',
    '  c',
    '  d (>= 1, < 2)',
    '',
  ].join('\n');

  it('is exact only where one version can meet it', () => {
    const found = directRequirements('rubygems', { path: 'Gemfile.lock', bytes: bytes(lock) });
    expect(found).toEqual([
      { name: 'a', requirement: '= 1.0', line: 13, exact: true },
      { name: 'b', requirement: '~> 2.0', line: 14, exact: false },
      { name: 'c', requirement: '', line: 15, exact: false },
      { name: 'd', requirement: '>= 1, < 2', line: 16, exact: false },
    ]);
  });
});

describe('what package.json asks for', () => {
  const input = (manifest?: object) => ({
    path: 'package-lock.json',
    bytes: bytes('{}'),
    ...(manifest === undefined ? {} : { manifest: bytes(JSON.stringify(manifest)) }),
  });
  const exact = (manifest: object) =>
    directRequirements('npm', input(manifest)).map(({ name, exact: isExact }) => [name, isExact]);

  it('is exact without operators, in every section', () => {
    const dependencies = { a: '1.0.0', b: '^1.0.0', c: '=2.0.0', d: '1.x', e: 'latest', __proto__x: '1.0.0-beta.1' };
    expect(exact({ dependencies, devDependencies: { a: '~1.0.0' } })).toEqual([
      ['a', true],
      ['a', false],
      ['b', false],
      ['c', true],
      ['d', false],
      ['e', false],
      ['__proto__x', true],
    ]);
  });

  it('is nothing where there is no manifest, or one that cannot be read', () => {
    expect(directRequirements('npm', input())).toEqual([]);
    expect(directRequirements('npm', { ...input(), manifest: bytes('{') })).toEqual([]);
    expect(directRequirements('composer', input())).toEqual([]);
  });
});
