import type { Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { matchUrl } from './match-url.js';

const registry = 'https://registry.example/npm/';

function match(name: string, version: string, path: string, base = registry) {
  const file = { name: 'x', url: path.startsWith('http') ? path : `${base}${path}`, pins: [], malformedPins: [] };
  const subject: Subject = {
    id: 'x',
    purl: 'x',
    ecosystem: 'npm',
    name,
    version,
    source: { kind: 'registry' },
    files: [file],
    conflictsWith: [],
  };
  return matchUrl(subject, file, base);
}

describe('URLs that are not those of lodash 4.17.21', () => {
  it.each([
    'lodash/-/lodash-4.17.21.tgz/../../evil/-/evil-1.0.0.tgz',
    'lodash/-/lodash-4.17.21.tgz/../../../evil/-/evil-1.0.0.tgz',
    'evil/../lodash/-/lodash-4.17.21.tgz',
    'evil/-/evil-1.0.0.tgz',
    'evil/-/lodash-4.17.21.tgz',
    'evil-lodash/-/lodash-4.17.21.tgz',
    'evil-lodash/-/evil-lodash-4.17.21.tgz',
    'evil/lodash/-/lodash-4.17.21.tgz',
    '@evil/lodash/-/lodash-4.17.21.tgz',
    '@evil%2flodash/-/lodash-4.17.21.tgz',
    'lodash/evil/-/lodash-4.17.21.tgz',
    'lodash/-/evil-4.17.21.tgz',
    'lodash/-/lodash-es-4.17.21.tgz',
    'lodash/-/lodash-4.17.20.tgz',
    'lodash/-/lodash-4.17.210.tgz',
    'lodash/-/lodash-4.17.21.tgz.evil',
    'lodash/-/lodash-4.17.21.tar',
    'lodash/-/lodash-4.17.21.tgz/x',
    'lodash/-/lodash-4.17.21.tgz/',
    'lodash/-//lodash-4.17.21.tgz',
    '/lodash/-/lodash-4.17.21.tgz',
    'lodash/-/lodash-4.17.21.tgz?x=/evil/-/evil-1.0.0.tgz',
    'lodash/-/lodash-4.17.21.tgz?',
    'evil/-/evil-1.0.0.tgz#/lodash/-/lodash-4.17.21.tgz',
    'evil/-/evil-1.0.0.tgz?/lodash/-/lodash-4.17.21.tgz',
    'lodash%2f-%2f..%2f..%2fevil/-/evil-1.0.0.tgz',
    'lodash/%2e%2e/evil/-/evil-1.0.0.tgz',
    'lodash/%2E%2E/lodash/-/lodash-4.17.21.tgz',
    'lodash%252f-/lodash-4.17.21.tgz',
    'lodash/-/lodash-4.17.21%2etgz%00',
    'lodash/-/lodash-4.17.21%0a.tgz',
    'lodash\\-\\lodash-4.17.21.tgz',
    'lodash/-/..\\..\\evil/-/evil-1.0.0.tgz',
    'lodash/-/lodash-4.17.21 .tgz',
    'Lodash/-/Lodash-4.17.21.tgz',
    'lod\u0430sh/-/lod\u0430sh-4.17.21.tgz',
    '%ff/-/lodash-4.17.21.tgz',
    'download/evil/4.17.21/lodash',
    'download/lodash/4.17.20/x',
    'download/lodash/4.17.21',
    'download/lodash/4.17.21/x/y',
    '~/11/evil/4.17.21.tgz',
    '~/x/lodash/4.17.21.tgz',
    'lodash',
    '',
    'https://registry.example/lodash/-/lodash-4.17.21.tgz',
    'https://registry.example.evil.example/npm/lodash/-/lodash-4.17.21.tgz',
    'http://registry.example/npm/lodash/-/lodash-4.17.21.tgz',
    'https://registry.example:444/npm/lodash/-/lodash-4.17.21.tgz',
    'https://registry.example/npmx/lodash/-/lodash-4.17.21.tgz',
    'https:\\\\registry.example\\npm\\lodash\\-\\lodash-4.17.21.tgz',
    'https://registry.example/npm/lod\tash/-/lodash-4.17.21.tgz',
    'https://registry.example/npm/lodash/-/lodash-4.17.21.tgz\n',
    'http//nothing',
  ])('%j', (path) => {
    const result = match('lodash', '4.17.21', path);
    expect(result.match).toBe('different');
    expect(result).toHaveProperty('detail');
  });

  it('a scope is not part of another name', () => {
    expect(match('@a/b', '1.0.0', 'b/-/b-1.0.0.tgz').match).toBe('different');
    expect(match('@a/b', '1.0.0', '@a/-/b/-/b-1.0.0.tgz').match).toBe('different');
    expect(match('@a/b', '1.0.0', '@a/c/-/b-1.0.0.tgz').match).toBe('different');
    expect(match('@a/b', '1.0.0', '@a/b/-/@c/b-1.0.0.tgz').match).toBe('different');
    expect(match('@a/b', '1.0.0', '@a%2f%2fb/-/b-1.0.0.tgz').match).toBe('different');
  });
});

describe('URLs that are those of the package', () => {
  it.each([
    ['lodash', '4.17.21', 'lodash/-/lodash-4.17.21.tgz'],
    ['lodash', '4.17.21', 'lodash/-/lodash-4.17.21.tgz#sha1'],
    ['JSONStream', '1.3.5', 'JSONStream/-/JSONStream-1.3.5.tgz'],
    ['@a/b', '1.0.0', '@a/b/-/b-1.0.0.tgz'],
    ['@a/b', '1.0.0', '@a%2fb/-/b-1.0.0.tgz'],
    ['@a/b', '1.0.0', '@a%2Fb/-/b-1.0.0.tgz'],
    ['@a/b', '1.0.0', '%40a/b/-/b-1.0.0.tgz'],
    ['@a/b', '1.0.0', '@a/b/-/@a/b-1.0.0.tgz'],
    ['@a/b', '1.0.0', 'download/@a/b/1.0.0/0123abcd'],
    ['@a/b', '1.0.0', '@a/b/-/1.0.0/b-1.0.0.tgz'],
    ['@jsr/std__path', '1.0.0', '~/11/@jsr/std__path/1.0.0.tgz'],
    ['a', '1.0.0+build.1', 'a/-/a-1.0.0.tgz'],
    ['a', '1.0.0+build.1', 'a/-/a-1.0.0+build.1.tgz'],
    ['a', '1.0.0+build.1', 'a/-/a-1.0.0%2Bbuild.1.tgz'],
    ['handlebars', '1.0.5-beta', 'handlebars/-/handlebars-1.0.5beta.tgz'],
  ])('%s %s: %s', (name, version, path) => {
    expect(match(name, version, path)).toEqual({ match: 'same' });
  });

  it('needs no URL', () => {
    const file = { name: 'x', pins: [], malformedPins: [] };
    const subject = { name: 'a', version: '1.0.0' } as Subject;
    expect(matchUrl(subject, file, registry)).toEqual({ match: 'same' });
  });

  it('knows registries below a path of their own', () => {
    const base = 'https://host.example/artifactory/api/npm/npm/';
    expect(match('@a/b', '1.0.0', '@a/b/-/b-1.0.0.tgz', base)).toEqual({ match: 'same' });
  });
});
