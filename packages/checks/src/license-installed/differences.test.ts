import { describe, expect, it } from 'vitest';
import { contextOf } from '../license/testing/license-builder.js';
import { differences } from './differences.js';

const { license } = contextOf({});
const file = (path: string, content = path) => ({ path, type: 'file', mode: 0o644, size: 1, sha256: content }) as const;
const codes = (
  packed: readonly string[],
  installed: readonly (string | readonly [string, string])[],
  ecosystem = 'npm',
) =>
  differences(
    packed.map((path) => file(path)),
    installed.map((one) => (typeof one === 'string' ? file(one) : file(...one))),
    { ...license, ecosystem: ecosystem as typeof license.ecosystem },
  ).map(({ code, paths }) => `${code.slice('license-installed-'.length)} ${paths.join(' ')}`);

describe('a packed .gitignore', () => {
  it.each<readonly [string, readonly string[], readonly (string | readonly [string, string])[]]>([
    [
      'is what npm writes as .npmignore',
      ['.gitignore', 'a/.gitignore'],
      [
        ['.npmignore', '.gitignore'],
        ['a/.npmignore', 'a/.gitignore'],
      ],
    ],
    ['is what npm leaves out beside one', ['.gitignore', '.npmignore'], ['.npmignore']],
    ['is what pnpm unpacks as it is', ['.gitignore', '.npmignore'], ['.gitignore', '.npmignore']],
  ])('%s', (_, packed, installed) => {
    expect(codes(packed, installed)).toEqual([]);
  });

  it('is missing, changed or added like any other file', () => {
    expect(codes(['.gitignore'], [])).toEqual(['missing .npmignore']);
    expect(codes(['.gitignore'], [['.npmignore', 'evil']])).toEqual(['changed .npmignore']);
    expect(codes(['.gitignore'], [['.gitignore', 'evil']])).toEqual(['changed .gitignore']);
    expect(codes(['.gitignore'], ['.gitignore', '.npmignore'])).toEqual(['added .npmignore']);
    expect(codes(['x.gitignore'], [['x.npmignore', 'x.gitignore']])).toEqual([
      'added x.npmignore',
      'missing x.gitignore',
    ]);
  });

  it('keeps its name in other ecosystems', () => {
    expect(codes(['.gitignore'], [['.npmignore', '.gitignore']], 'rubygems')).toHaveLength(2);
  });
});
