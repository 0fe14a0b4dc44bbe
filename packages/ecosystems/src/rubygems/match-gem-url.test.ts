import type { Subject, SubjectFile } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { rubygems } from './rubygems.js';

const subject: Subject = {
  id: 'pkg:gem/rack@3.0.8',
  purl: 'pkg:gem/rack@3.0.8',
  ecosystem: 'rubygems',
  name: 'rack',
  version: '3.0.8',
  source: { kind: 'registry', url: 'https://gems.example/private/' },
  files: [],
  conflictsWith: [],
};
const match = (url?: string) => {
  const file: SubjectFile = {
    name: 'rack-3.0.8.gem',
    pins: [],
    malformedPins: [],
    ...(url === undefined ? {} : { url }),
  };
  return rubygems.matchUrl(subject, file, 'https://gems.example/private/').match;
};

describe('the URL of a gem', () => {
  it('is Assay’s own to build when the lockfile names none, as Bundler’s never do', () => {
    expect(match()).toBe('same');
  });

  it('is gems/<file> below the registry, exactly', () => {
    expect(match('https://gems.example/private/gems/rack-3.0.8.gem')).toBe('same');
  });

  it.each([
    'https://gems.example/private/gems/rack-3.0.9.gem',
    'https://gems.example/private/gems/x/../rack-3.0.8.gem/',
    'https://gems.example/private/gems/rack%2D3.0.8.gem',
    'https://gems.example/gems/rack-3.0.8.gem',
    'https://evil.example/private/gems/rack-3.0.8.gem',
    'nonsense',
  ])('is not %s', (url) => {
    expect(match(url)).toBe('different');
  });
});

describe('versions', () => {
  it('are the same only as text: 1.0 and 1.0.0 are two files on a registry', () => {
    expect(rubygems.sameVersion('1.0', '1.0')).toBe(true);
    expect(rubygems.sameVersion('1.0', '1.0.0')).toBe(false);
    expect(rubygems.sameVersion('Rack', 'rack')).toBe(false);
  });
});
