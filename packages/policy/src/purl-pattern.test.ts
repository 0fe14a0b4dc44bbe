import { isExactPattern, matchesPattern, purlOf } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPurlPattern } from './purl-pattern.js';
import { vocabulary } from './testing/vocabulary.js';

const readPattern = (text: string) => readPurlPattern(text, vocabulary.readers.normaliseVersion);

describe('a purl pattern', () => {
  it.each([
    'pkg:npm/left-pad@1.3.0',
    'pkg:npm/%40acme/ui@1.0.0',
    'pkg:npm/%40acme/*',
    'pkg:npm/left-*@1.*',
    'pkg:npm/**',
    'pkg:gem/rails@7.0.0',
    'pkg:*/left-pad@1.3.0',
    'pkg:**',
    'pkg:npm/JSONStream@1.3.5',
    'pkg:npm/a@1.0.0-rc.1',
    'pkg:npm/http@0.0.1',
    'pkg:composer/acme/*',
    'pkg:composer/acme/ui@1.0.0',
    'pkg:generic/acme-license@2026.1.0',
  ])('%s stays as it is', (text) => {
    expect(readPattern(text)).toBe(text);
  });

  it.each([
    ['pkg:npm/@acme/ui@1.0.0', 'pkg:npm/%40acme/ui@1.0.0'],
    ['pkg:npm/@acme/*', 'pkg:npm/%40acme/*'],
    ['pkg:npm/@acme/*@1.*', 'pkg:npm/%40acme/*@1.*'],
    ['pkg:npm/%40acme/ui@1.0.0%2bbuild', 'pkg:npm/%40acme/ui@1.0.0'],
    ['pkg:npm/@acme/ui@v1.0.0', 'pkg:npm/%40acme/ui@1.0.0'],
    ['pkg:npm/@acme/*@v1.0.0', 'pkg:npm/%40acme/*@1.0.0'],
    ['pkg:npm/%6ceft-pad@1.3.0', 'pkg:npm/left-pad@1.3.0'],
  ])('%s is %s', (text, pattern) => {
    expect(readPattern(text)).toBe(pattern);
  });

  it.each([
    ['pkg:npm/left-pad', 'pkg:npm/left-pad@*'],
    ['pkg:npm/@acme/ui', 'pkg:npm/%40acme/ui@*'],
    ['pkg:npm/*-loader', 'pkg:npm/*-loader@*'],
    ['pkg:gem/rails', 'pkg:gem/rails@*'],
    ['pkg:composer/acme/ui', 'pkg:composer/acme/ui@*'],
    ['pkg:generic/acme', 'pkg:generic/acme@*'],
    ['pkg:*/left-pad', 'pkg:*/left-pad@*'],
  ])('without a version stands for every version: %s is %s', (text, pattern) => {
    expect(readPattern(text)).toBe(pattern);
  });

  it.each([
    '',
    'left-pad@1.3.0',
    'pkg:',
    'pkg:npm',
    'pkg:npm/',
    'pkg:npm/@1.3.0@',
    'pkg:npm//left-pad@1.3.0',
    'pkg:npm/left-pad@',
    'pkg:npm/left-pad@1@2',
    'pkg:npm/a/@acme/ui',
    'pkg:npm/left-pad@1.3.0/',
    'pkg:npm/left pad@1.3.0',
    'pkg:npm/left-pad@1.3.0?platform=x',
    'pkg:npm/left-pad@1.3.0#dist',
    'pkg:npm/left-pad@1.3.0\n',
    ' pkg:npm/left-pad@1.3.0',
    'PKG:npm/left-pad@1.3.0',
    'pkg:NPM/left-pad@1.3.0',
    'pkg:rubygems/rails@7.0.0',
    'pkg:pypi/requests@2.0.0',
    'pkg:n*/left-pad@1.3.0',
    'pkg:*',
    'pkg:***',
    '**',
    'pkg:npm/left%2-pad@1',
    'pkg:npm/left%zz@1',
    'pkg:npm/ümlaut@1',
    'pkg:npm/left\\pad@1',
  ])('is not %j', (text) => {
    expect(readPattern(text)).toBeNull();
  });

  it.each(['pkg:npm/%ff@1.0.0', 'pkg:npm/a@%ff'])('is not %s, whose escapes are not UTF-8', (text) => {
    expect(readPattern(text)).toBeNull();
  });

  it.each([
    ['pkg:npm/%2A@1.0.0', 'pkg:npm/%2A@1.0.0'],
    ['pkg:npm/a@%2a', 'pkg:npm/a@%2A'],
    ['pkg:npm/left%2A', 'pkg:npm/left%2A@*'],
  ])('cannot become wider by being read: the escaped * of %s stays a character', (text, pattern) => {
    expect(readPattern(text)).toBe(pattern);
    expect(matchesPattern(pattern, 'pkg:npm/left-pad@1.0.0')).toBe(false);
    expect(matchesPattern(pattern, 'pkg:npm/a@1.0.0')).toBe(false);
  });

  it('takes every purl that Assay prints, as it is, and matches it', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    const cases = fc.record({ ecosystem: fc.constantFrom('npm', 'rubygems'), name, version: name });
    fc.assert(
      fc.property(cases, ({ ecosystem, name: given, version }) => {
        const purl = purlOf(ecosystem, given, version);
        const pattern = readPattern(purl);
        expect(pattern).toBe(purl);
        expect(isExactPattern(purl) && matchesPattern(purl, purl)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('is read in no time, however long', () => {
    expect(readPattern(`pkg:npm/${'a/'.repeat(100_000)}!`)).toMatch(/^pkg/);
    expect(readPattern(`pkg:npm/${'%'.repeat(500_000)}`)).toBeNull();
    expect(readPattern(`pkg:npm/${'a'.repeat(500_000)}@`)).toBeNull();
  });
});
