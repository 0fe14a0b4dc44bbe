import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPurl, purlOf } from './purl.js';
import type { EcosystemId } from './subject.js';

describe('purlOf', () => {
  it.each([
    ['npm', 'left-pad', '1.3.0', 'pkg:npm/left-pad@1.3.0'],
    ['npm', '@acme/widget', '2.0.0', 'pkg:npm/%40acme/widget@2.0.0'],
    ['npm', '@acme/widget', '1.0.0-rc.1+build.5', 'pkg:npm/%40acme/widget@1.0.0-rc.1+build.5'],
    ['npm', 'a.b_c~d', '0.0.0', 'pkg:npm/a.b_c~d@0.0.0'],
    ['rubygems', 'rails', '7.1.0', 'pkg:gem/rails@7.1.0'],
    ['rubygems', 'RedCloth', '4.3.2', 'pkg:gem/RedCloth@4.3.2'],
    ['rubygems', 'ruby-debug_x.y', '1.0.pre', 'pkg:gem/ruby-debug_x.y@1.0.pre'],
  ] as const)('%s %s %s is %s', (ecosystem, name, version, purl) => {
    expect(purlOf(ecosystem, name, version)).toBe(purl);
    expect(isPurl(purl)).toBe(true);
  });

  /** Names and versions that purl's own rules, or careless joining, would give to one purl. */
  const confusable: readonly (readonly [string, string])[] = [
    ['a', '1'],
    ['A', '1'],
    ['a', ''],
    ['', 'a'],
    ['', ''],
    ['a@1', ''],
    ['a@1', '1'],
    ['a', '1@1'],
    [' a', '1'],
    ['a ', '1'],
    ['a', ' 1'],
    ['a\n', '1'],
    ['a\0', '1'],
    ['@a/b', '1'],
    ['@A/b', '1'],
    ['@a/B', '1'],
    ['@a/b/c', '1'],
    ['@a//b', '1'],
    ['@a/', '1'],
    ['@/b', '1'],
    ['@/', '1'],
    ['@a', '1'],
    ['@', '1'],
    ['/a', '1'],
    ['a/', '1'],
    ['a/b', '1'],
    ['a//b', '1'],
    ['%40a/b', '1'],
    ['@a%2Fb', '1'],
    ['@a%2fb', '1'],
    ['a%20', '1'],
    ['.', '1'],
    ['..', '1'],
    ['../a', '1'],
    ['@x/../y', '1'],
    ['a?b=c', '1'],
    ['a#b', '1'],
    ['a', '1?b=c'],
    ['a', '1#b'],
    ['a', '1#0123456789ab'],
    ['pkg:npm/a', '1'],
    ['a:b', '1'],
    ['a\\b', '1'],
    ['a+b', '1'],
    ['a b', '1'],
    ['a*', '1'],
    ["a'(!)", '1'],
    ['é', '1'],
    ['e\u0301', '1'],
    ['ａ', '1'],
    ['\u202ea', '1'],
    ['a\u200b', '1'],
    ['\uFEFFa', '1'],
    ['😀', '1'],
    ['__proto__', '1'],
    ['CON', '1'],
    ['a'.repeat(10_000), '1'],
  ];

  it.each(['npm', 'rubygems'] as const)('keeps hostile names of %s apart', (ecosystem) => {
    const purls = confusable.map(([name, version]) => purlOf(ecosystem, name, version));
    expect(new Set(purls).size).toBe(confusable.length);
  });

  it('keeps the ecosystems apart', () => {
    expect(purlOf('npm', 'a', '1')).not.toBe(purlOf('rubygems', 'a', '1'));
  });

  const hostile = fc.string({ unit: fc.constantFrom(...'aA@/%2f40#?:+ .\\é\n*'), maxLength: 6 });
  const ecosystem = fc.constantFrom<EcosystemId>('npm', 'rubygems');

  it('gives two names or versions two purls, whatever they are', () => {
    fc.assert(
      fc.property(ecosystem, fc.tuple(hostile, hostile), fc.tuple(hostile, hostile), (id, a, b) => {
        const same = a[0] === b[0] && a[1] === b[1];
        expect(purlOf(id, ...a) === purlOf(id, ...b)).toBe(same);
      }),
      { numRuns: 20_000 },
    );
  });

  it('holds nothing but visible ASCII, and never what separates it from a suffix or qualifier', () => {
    fc.assert(
      fc.property(ecosystem, fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (id, name, version) => {
        expect(purlOf(id, name, version)).toMatch(/^pkg:(?:npm|gem)\/[!-~]*$/);
        expect(purlOf(id, name, version)).not.toMatch(/[#?\\"<>`|]/);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('isPurl', () => {
  it.each([
    'pkg:generic/a@1?download_url=https://a.example/a.tgz',
    'pkg:npm/a',
    'pkg:npm/%40a/b@1',
    'pkg:gem/rails@7.1.0?platform=java',
  ])('says yes to %s', (text) => {
    expect(isPurl(text)).toBe(true);
  });

  it.each(['', 'a', 'npm/a@1', 'pkg:', 'pkg:npm', 'pkg:npm/', 'pkg://user:pass@host/a', 'http://a/b', 'pkg:npm/a@%ZZ'])(
    'says no to %j',
    (text) => {
      expect(isPurl(text)).toBe(false);
    },
  );
});

it('Composer’s vendor is the namespace, and a plain file has none', () => {
  expect(purlOf('composer', 'acme/pro', '2.1.0')).toBe('pkg:composer/acme/pro@2.1.0');
  expect(purlOf('generic', 'license.key', '2026-01')).toBe('pkg:generic/license.key@2026-01');
});
