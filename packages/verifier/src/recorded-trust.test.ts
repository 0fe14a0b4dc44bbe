import { digestOf, type JsonValue, type TrustDocument } from '@assay/model';
import { describe, expect, test } from 'vitest';
import { readTrustedDocuments, writeTrustDocuments } from './recorded-trust.js';

const text = '{"keys":[]}';
const base = 'https://packages.example/npm-local/';
const document: TrustDocument = {
  kind: 'registry-keys',
  name: base,
  origin: 'policy',
  text,
  digest: { ...digestOf('sha256', text), covers: 'document' },
};
const reading = (registry: JsonValue) =>
  readTrustedDocuments([{ kind: 'registry-keys', name: base, origin: 'policy', text, registry }]);

describe('recorded trust documents', () => {
  test.each([
    { origin: 'https://packages.example', base },
    { origin: 'https://packages.example' },
    { originSha256: 'ab' },
  ])('come back with whose keys they hold: %j', (registry) => {
    const documents = [{ ...document, registry }];
    expect(readTrustedDocuments(writeTrustDocuments(documents))).toEqual(documents);
  });

  test.each([
    { origin: 'https://packages.example', base: 'https://evil.example/' },
    { origin: 'https://packages.example', base: 'https://packages.example.evil.example/' },
    { origin: 'https://packages.example', base: 'https://packages.example/npm-local' },
    { origin: 'https://packages.example', base: 'https://packages.example/a/../' },
    { origin: 'https://packages.example', base: 7 },
    { originSha256: 'ab', base },
    { origin: 'https://packages.example', originSha256: 'ab' },
    { base },
    [],
    'x',
  ])('about nobody’s keys are a damaged recording: %j', (registry) => {
    expect(() => reading(registry as JsonValue)).toThrow(expect.objectContaining({ code: 'ERR_EVIDENCE_FILE' }));
  });
});
