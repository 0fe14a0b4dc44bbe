import type { FoundEvidence, Subject, SubjectFile } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { rubygems } from '../rubygems.js';

const file: SubjectFile = { name: 'rack-3.0.8.gem', pins: [], malformedPins: [] };
const subject: Subject = {
  id: 'pkg:gem/rack@3.0.8',
  purl: 'pkg:gem/rack@3.0.8',
  ecosystem: 'rubygems',
  name: 'rack',
  version: '3.0.8',
  source: { kind: 'registry', url: 'https://gems.example/' },
  files: [file],
  conflictsWith: [],
};

function read(text: string | null) {
  const body = text === null ? {} : { body: new TextEncoder().encode(text) };
  const evidence: FoundEvidence = { state: 'found', size: 0, digests: [], ...body };
  return rubygems.attestations(subject, file, evidence);
}

describe('attestations of a gem', () => {
  it('are what the registry lists, to the letter', () => {
    expect(read('[]')).toEqual([]);
    const [first, ...others] = read('[{"mediaType":"x","__proto__":{"a":1}}]') as readonly { bundle: object }[];
    expect(others).toEqual([]);
    expect(Object.keys(first?.bundle ?? {})).toEqual(['mediaType', '__proto__']);
  });

  it.each([
    ['no body', null, 'no-body'],
    ['no JSON', '<html>', 'not-json'],
    ['a key that stands twice', '[{"a":1,"a":2}]', 'not-json'],
    ['one bundle outside a list', '{"mediaType":"x"}', 'incomplete'],
    ['null', 'null', 'incomplete'],
    ['an entry that is no bundle', '[{}, "x"]', 'malformed-attestation'],
    ['sixty-five', JSON.stringify(Array.from({ length: 65 }, () => ({}))), 'too-many'],
  ])('%s: unreadable as a whole', (_title, text, problem) => {
    expect(read(text)).toMatchObject({ problem });
  });
});
