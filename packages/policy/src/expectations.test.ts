import type { ExpectedPublisher, PublisherEntry } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { expectationsOf, expectedPublishers, requiredPredicateTypes } from './expectations.js';
import { parsePolicy } from './parse-policy.js';
import { policy, subject } from './testing/judge-case.js';
import { vocabulary } from './testing/vocabulary.js';

const pad = subject();
const by = (email: string): ExpectedPublisher => ({ kind: 'google', email });
const entry = (purl: string, email: string): PublisherEntry => ({ purl, allow: [by(email)], line: 1 });
const decided = (...publishers: readonly PublisherEntry[]) => {
  const [first] = expectedPublishers(policy({ publishers }), pad) ?? [];
  return first?.kind === 'google' ? first.email : null;
};

const version = entry('pkg:npm/left-pad@1.3.0', 'version');
const name = entry('pkg:npm/left-pad@*', 'name');
const pattern = entry('pkg:npm/left-*', 'pattern');
const all = entry('pkg:**', 'all');
const other = entry('pkg:npm/right-pad@*', 'other');

describe('the publishers that are expected', () => {
  it('are nobody in particular where no entry is about the package', () => {
    expect(expectedPublishers(policy(), pad)).toBeNull();
    expect(decided(other)).toBeNull();
    expect(decided(entry('pkg:npm/left-pad@1.3', 'x'), entry('pkg:npm/left-pad', 'x'))).toBeNull();
  });

  it('are all that the entry allows', () => {
    const both = { ...name, allow: [by('a'), by('b')] };
    expect(expectedPublishers(policy({ publishers: [both] }), pad)).toEqual(both.allow);
  });

  it.each([
    [[version, name, pattern, all], 'version'],
    [[all, pattern, name, version], 'version'],
    [[name, pattern, all], 'name'],
    [[all, pattern, name], 'name'],
    [[all, pattern], 'pattern'],
    [[other, all], 'all'],
    [[pattern, all], 'pattern'],
    [[pattern, entry('pkg:npm/*pad@*', 'starred')], 'pattern'],
    [[entry('pkg:npm/*-p*', 'two'), entry('pkg:npm/*t*', 'one')], 'two'],
    [[entry('pkg:npm/*l*', 'l'), entry('pkg:npm/*t*', 't')], 't'],
    [[entry('pkg:npm/*t*', 't'), entry('pkg:npm/*l*', 'l')], 'l'],
    [[name, entry('pkg:npm/left-pad@1.*', 'range')], 'range'],
    [[entry('pkg:npm/left-pad@1.*', 'range'), name, all], 'range'],
  ])('are decided by the most specific purl, then by the later entry: %#', (publishers, who) => {
    expect(decided(...publishers)).toBe(who);
  });
});

describe('a loose entry for many', () => {
  const strict = (purl: string) => `  - { purl: '${purl}', kind: github, repository: acme/tool }\n`;
  const loose = (purl: string) => `  - { purl: '${purl}', kind: registry-key }\n`;
  const tool = subject({ name: '@acme/tool', purl: 'pkg:npm/%40acme/tool@1.0.0' });

  it.each([
    ['pkg:npm/@acme/*', 'pkg:npm/**'],
    ['pkg:npm/@acme/*', 'pkg:**'],
    ['pkg:npm/@acme/tool@1.*', 'pkg:npm/@acme/tool'],
    ['pkg:npm/@acme/tool@1.*', 'pkg:**'],
    ['pkg:npm/@acme/tool*', 'pkg:npm/@acme/**'],
  ])('does not undo the strict one for %s, in whatever order: %s', (few, many) => {
    for (const entries of [strict(few) + loose(many), loose(many) + strict(few)]) {
      const bytes = new TextEncoder().encode(`version: 1\npublishers:\n${entries}`);
      const parsed = parsePolicy({ bytes, file: 'assay.yaml', vocabulary });
      expect(expectedPublishers(parsed, tool)).toMatchObject([{ kind: 'github' }]);
    }
  });
});

describe('all expectations', () => {
  it('are plain data for the checks', () => {
    expect(expectationsOf(policy(), pad)).toEqual({
      publishers: null,
      predicateTypes: [],
      builders: null,
      gems: { policy: 'assay', fingerprints: [] },
      installScripts: [],
      releaseAge: null,
      namesakes: null,
    });
    const full = policy({
      publishers: [name],
      attestations: [{ purl: 'pkg:npm/*', predicateTypes: ['urn:a'], line: 1 }],
      builders: ['https://b.example'],
      gems: { policy: 'HighSecurity', trustDirectory: true, fingerprints: ['aa'], certificates: ['pem'] },
    });
    expect(expectationsOf(full, pad)).toEqual({
      publishers: name.allow,
      predicateTypes: ['urn:a'],
      builders: ['https://b.example'],
      gems: { policy: 'HighSecurity', fingerprints: ['aa'] },
      installScripts: [],
      releaseAge: null,
      namesakes: null,
    });
  });

  it('of predicate types add up, each once', () => {
    const attestations = [
      { purl: 'pkg:npm/*', predicateTypes: ['urn:a', 'urn:b'], line: 1 },
      { purl: pad.purl, predicateTypes: ['urn:b', 'urn:c'], line: 2 },
      { purl: 'pkg:gem/*', predicateTypes: ['urn:d'], line: 3 },
    ];
    expect(requiredPredicateTypes(policy({ attestations }), pad)).toEqual(['urn:a', 'urn:b', 'urn:c']);
  });
});
