import { describe, expect, it } from 'vitest';
import { gemFileName, gemFileProblem } from './gem-file.js';
import { gemNameProblem } from './gem-name.js';
import { canonicalPlatform, gemPlatformProblem, samePlatform } from './gem-platform.js';
import { gemVersionProblem, isGemVersion } from './gem-version.js';

describe('names', () => {
  it.each(['rack', 'RedCloth', '0mq', 'a', 'con', 'a.b-c_d', 'x'.repeat(255)])('%.20s is one', (name) => {
    expect(gemNameProblem(name)).toBeNull();
  });

  it.each([
    '',
    '.',
    '..',
    '../x',
    '-',
    '-rf',
    '_a',
    '.a',
    '123',
    'a/b',
    'a\\b',
    'a b',
    'a\n',
    'a\0',
    'é',
    'a%2e',
    'a?b',
    'a#b',
    '@a/b',
  ])('%j is none', (name) => {
    expect(gemNameProblem(name)).not.toBeNull();
  });
});

describe('versions', () => {
  it.each(['0', '1.0', '1.0.0', '3.0.0.rc1', '1.2.3.4.5', '20240101', '1.a', '1.0.pre.beta', '007.08'])(
    '%s is one',
    (version) => {
      expect(isGemVersion(version)).toBe(true);
    },
  );

  it.each(['', '.', '1.', '.1', '1..2', 'a', 'rc1', '1-0', '1.0-java', ' 1', '1 ', '1\n', 'v1', '1_0', '1.0+x', '１'])(
    '%j is none',
    (version) => {
      expect(isGemVersion(version)).toBe(false);
    },
  );

  it('CVE-2013-4287: a long one is decided at once', () => {
    expect(isGemVersion(`${'1.a'.repeat(500_000)}!`)).toBe(false);
    expect(isGemVersion(`1${'.1a'.repeat(500_000)}-`)).toBe(false);
    expect(gemVersionProblem(`1${'.1'.repeat(200)}`)).toContain('401 characters');
  });
});

describe('platforms', () => {
  /** What Gem::Platform.new(text).to_s of RubyGems 4 gives. */
  const canonical: readonly (readonly [string, string])[] = [
    ['x86_64-linux', 'x86_64-linux'],
    ['x86_64-linux-gnu', 'x86_64-linux-gnu'],
    ['x86_64-linux-musl', 'x86_64-linux-musl'],
    ['arm-linux-gnueabihf', 'arm-linux-gnueabihf'],
    ['i686-linux', 'x86-linux'],
    ['i386-mswin32', 'x86-mswin32'],
    ['mswin32', 'x86-mswin32'],
    ['x86-mswin32_60', 'x86-mswin32-60'],
    ['x64-mswin64-140', 'x64-mswin64-140'],
    ['i386-mingw32', 'x86-mingw32'],
    ['x64-mingw32', 'x64-mingw32'],
    ['x64-mingw-ucrt', 'x64-mingw-ucrt'],
    ['universal-darwin', 'universal-darwin'],
    ['x86_64-darwin20', 'x86_64-darwin-20'],
    ['arm64-darwin-23', 'arm64-darwin-23'],
    ['java', 'java'],
    ['jruby', 'java'],
    ['java1.8', 'java1.8'],
    ['universal-java-1.8', 'universal-java-1.8'],
    ['amd64-freebsd7', 'amd64-freebsd-7'],
    ['x86-solaris2.8', 'x86-solaris-2.8'],
    ['dalvik', 'dalvik'],
    ['universal-dotnet4.0', 'universal-dotnet-4.0'],
    ['wasm32-wasi', 'wasm32-wasi'],
    ['x86_64-openbsd7.2', 'x86_64-openbsd-7.2'],
    ['powerpc-aix5', 'powerpc-aix-5'],
  ];

  it.each(canonical)('%s is compared as %s, as RubyGems does', (text, expected) => {
    expect(canonicalPlatform(text)).toBe(expected);
  });

  it.each([undefined, '', 'ruby'])('%j is the platform ruby', (text) => {
    expect(canonicalPlatform(text)).toBe('ruby');
  });

  it('RubyGems does not know stay apart, although RubyGems calls them all unknown', () => {
    expect(samePlatform('foo-bar', 'foo-baz')).toBe(false);
    expect(samePlatform('java1.8', 'java-1.8')).toBe(false);
    expect(samePlatform('foo', 'bar')).toBe(false);
  });

  it.each(['', 'a b', '../x', 'current', 'a/b', 'é', 'a\n'])('%j is none that can be asked for', (text) => {
    expect(gemPlatformProblem(text)).not.toBeNull();
  });

  it('that are enormous are compared as they stand', () => {
    expect(canonicalPlatform(`i386-linux${'-'.repeat(1_000_000)}`)).toHaveLength(1_000_010);
  });
});

describe('file names', () => {
  it('are name, version and platform', () => {
    expect(gemFileName({ name: 'rack', version: '3.0.8' })).toBe('rack-3.0.8.gem');
    expect(gemFileName({ name: 'nokogiri', version: '1.18.0', platform: 'java' })).toBe('nokogiri-1.18.0-java.gem');
  });

  it('are judged by each of their parts', () => {
    expect(gemFileProblem({ name: 'rack', version: '3.0.8', platform: 'java' })).toBeNull();
    expect(gemFileProblem({ name: '../rack', version: '3.0.8' })).toContain('name');
    expect(gemFileProblem({ name: 'rack', version: '3/../..' })).toContain('version');
    expect(gemFileProblem({ name: 'rack', version: '3.0.8', platform: '../x' })).toContain('platform');
  });
});
