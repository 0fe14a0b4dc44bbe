import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../encoding/bytes.js';
import { preAuthEncoding } from '../dsse/pre-auth-encoding.js';
import { parseStatement } from './statement.js';

const hex = 'a'.repeat(64);
const good = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'a', digest: { sha256: hex, gitCommit: 'b'.repeat(40) } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: { buildDefinition: {} },
};
const many = (count: number) => Array.from({ length: count }, () => ({ digest: { sha256: hex } }));
const parse = (value: object | string) =>
  parseStatement(encodeUtf8(typeof value === 'string' ? value : JSON.stringify(value)));

describe('statements', () => {
  test('types of v0.1 and v1 are read; digests by unknown algorithms are left out', () => {
    for (const type of ['v0.1', 'v1']) {
      expect(parse({ ...good, _type: `https://in-toto.io/Statement/${type}` })).toMatchObject({
        subjects: [{ name: 'a', digests: [{ alg: 'sha256', value: hex }] }],
        predicateType: 'https://slsa.dev/provenance/v1',
      });
    }
  });

  test('a subject may lack a name, and there may be ten thousand of them', () => {
    const read = parse({ ...good, subject: many(10_000) });
    if (typeof read === 'string') throw new Error(read);
    expect(read.subjects).toHaveLength(10_000);
    expect(read.subjects[0]).not.toHaveProperty('name');
  });

  test('a statement may lack a predicate, and have members that the specification does not name', () => {
    expect(parse({ ...good, predicate: undefined, extra: 1 })).toMatchObject({ predicateType: good.predicateType });
  });

  test.each([
    ['another type', { ...good, _type: 'https://in-toto.io/Statement/v2' }],
    ['no predicate type', { ...good, predicateType: undefined }],
    ['a predicate that is a list', { ...good, predicate: [] }],
    ['no subject', { ...good, subject: [] }],
    ['subjects that are no list', { ...good, subject: {} }],
    ['a subject without a digest set', { ...good, subject: [{ name: 'a' }] }],
    ['a subject whose name is no text', { ...good, subject: [{ name: 1, digest: { sha256: hex } }] }],
    ['a digest in capitals', { ...good, subject: [{ digest: { sha256: hex.toUpperCase() } }] }],
    ['a digest that is too short', { ...good, subject: [{ digest: { sha256: hex.slice(2) } }] }],
    ['a digest that is no text', { ...good, subject: [{ digest: { sha256: 1 } }] }],
    ['one malformed subject among others', { ...good, subject: [...good.subject, { digest: { sha512: hex } }] }],
    ['a key that stands twice', JSON.stringify(good).replace('{', '{"_type":"x",')],
    ['text after it', `${JSON.stringify(good)} x`],
    ['a list', '[]'],
    ['a subject that is no object', { ...good, subject: [1] }],
    ['a subject more than ten thousand', { ...good, subject: many(10_001) }],
  ])('%s is refused', (_, value) => {
    expect(typeof parse(value)).toBe('string');
  });
});

test("DSSE's pre-authentication encoding counts bytes, and is the one of its specification", () => {
  const encoded = preAuthEncoding('http://example.com/HelloWorld', encodeUtf8('hello world'));
  expect(Buffer.from(encoded).toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  expect(Buffer.from(preAuthEncoding('é', encodeUtf8('é'))).toString()).toBe('DSSEv1 2 é 2 é');
});
