import { existsSync, readFileSync } from 'node:fs';
import type { Subject, SubjectFile } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { readAttestations } from './attestations.js';

const subject = { name: 'a', version: '1.0.0' } as Subject;
const file: SubjectFile = { name: 'a-1.0.0.tgz', pins: [], malformedPins: [] };

function readBytes(body: Uint8Array) {
  return readAttestations(subject, file, { state: 'found', size: body.length, digests: [], body });
}

const read = (text: string) => readBytes(new TextEncoder().encode(text));

describe('an answer that is not all attestations is none', () => {
  it.each([
    ['a page', '<html></html>', 'not-json'],
    ['nothing', '', 'not-json'],
    ['a cut answer', '{"attestations":[{"bundle":{}', 'not-json'],
    ['more after it', '{"attestations":[]} {}', 'not-json'],
    ['two lists', '{"attestations":[],"attestations":[]}', 'not-json'],
    ['a key twice in a bundle', '{"attestations":[{"bundle":{"a":1,"a":1}}]}', 'not-json'],
    ['a list', '[]', 'not-an-object'],
    ['no list', '{}', 'incomplete'],
    ['an error', '{"error":"not found"}', 'incomplete'],
    ['a map for a list', '{"attestations":{}}', 'incomplete'],
    ['an entry that is none', '{"attestations":[null]}', 'malformed-attestation'],
    ['a bundle beside none', '{"attestations":[{"bundle":{}},{}]}', 'malformed-attestation'],
    ['a bundle that is text', '{"attestations":[{"bundle":"{}"}]}', 'malformed-attestation'],
    ['a bundle that is a list', '{"attestations":[{"bundle":[]}]}', 'malformed-attestation'],
    ['a type that is no text', '{"attestations":[{"bundle":{},"predicateType":7}]}', 'malformed-attestation'],
    ['a type that is null', '{"attestations":[{"bundle":{},"predicateType":null}]}', 'malformed-attestation'],
    ['65 of them', `{"attestations":[${Array(65).fill('{"bundle":{}}').join(',')}]}`, 'too-many'],
  ])('%s', (_what, text, problem) => expect(read(text)).toMatchObject({ problem }));

  it('an answer without a body', () => {
    expect(readAttestations(subject, file, { state: 'found', size: 0, digests: [] })).toMatchObject({
      problem: 'no-body',
    });
  });
});

it("an empty list is the registry's own word that there is none", () => {
  expect(read('{"attestations":[]}')).toEqual([]);
});

it('a bundle is plain data, and the type stated beside it a hint', () => {
  const [first, second] = read(
    '{"attestations":[{"predicateType":"t","bundle":{"a":[1,"x",null,true,{}],"__proto__":{"b":2}}},{"bundle":{}}]}',
  ) as readonly { bundle: object }[];
  expect(first).toMatchObject({ predicateType: 't' });
  expect(JSON.stringify(first?.bundle)).toBe('{"a":[1,"x",null,true,{}],"__proto__":{"b":2}}');
  expect(Object.getPrototypeOf(first?.bundle)).toBeNull();
  expect(second).toEqual({ bundle: {} });
});

const data = new URL('../../../../../shared/data/npm/attestations/', import.meta.url);

describe.skipIf(!existsSync(data))("npm's own answers", () => {
  it.each(['npm-cli/valid-sigstore', 'npm-cli/valid-tuf-js', 'pacote/valid', 'pacote/invalid'])('%s', (name) => {
    const bytes = readFileSync(new URL(`${name}-attestations.json`, data));
    expect(readBytes(bytes)).toEqual((JSON.parse(bytes.toString()) as { attestations: unknown }).attestations);
  });
});
