import { describe, expect, it } from 'vitest';
import { artifactPlace } from './artifact-place.js';

describe('artifactPlace', () => {
  it.each([
    ['package-lock.json', 'package-lock.json'],
    ['./apps//web/package-lock.json', 'apps/web/package-lock.json'],
    ['apps/../package-lock.json', 'package-lock.json'],
    ['a b/ü/#1?/100%.json', 'a%20b/%C3%BC/%231%3F/100%25.json'],
    ['..\\..\\etc\\passwd', '..%5C..%5Cetc%5Cpasswd'],
    ['%2e%2e/secret', '%252e%252e/secret'],
    ['javascript:alert(1)', 'javascript%3Aalert%281%29'],
    ['a\ud800', 'a%EF%BF%BD'],
    ['', '.'],
    ['a/..', '.'],
  ])('%j lies below the root as %s', (path, uri) => {
    expect(artifactPlace(path)).toEqual({ uri, uriBaseId: '%SRCROOT%' });
  });

  it.each([
    ['../other/Gemfile.lock', '../other/Gemfile.lock'],
    ['a/../../b', '../b'],
    ['..', '..'],
    ['/srv/app/Gemfile.lock', 'file:///srv/app/Gemfile.lock'],
    ['/../../etc', 'file:///etc'],
    ['//evil.example/share/a', 'file:///evil.example/share/a'],
    ['C:\\work\\a b\\Gemfile.lock', 'file:///C:/work/a%20b/Gemfile.lock'],
  ])('%j is no part of the project: %s', (path, uri) => {
    expect(artifactPlace(path)).toEqual({ uri });
  });
});
