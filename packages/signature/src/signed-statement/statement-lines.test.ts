import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStatementLines } from './statement-lines.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'a', digest: { sha256: 'ab'.repeat(32) } }],
  predicateType: 'https://a.example/b',
};
const payload = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const envelope = { payloadType: 'application/vnd.in-toto+json', payload: payload(statement), signatures: [] };
const forms = (text: string) => parseStatementLines(bytesOf(text)).map(({ line, form }) => `${String(line)} ${form}`);

describe('a file of statements', () => {
  it('holds envelopes and bundles, one a line, empty lines between them', () => {
    const bundle = { mediaType: 'x', dsseEnvelope: envelope };
    expect(forms(`${JSON.stringify(envelope)}\n\n${JSON.stringify(bundle)}\n`)).toEqual(['1 envelope', '3 bundle']);
    expect(forms('')).toEqual([]);
  });

  it('holds one that is spread over several lines', () => {
    expect(forms(JSON.stringify(envelope, null, 2))).toEqual(['1 envelope']);
  });

  it('says what a line claims', () => {
    const [line] = parseStatementLines(bytesOf(JSON.stringify(envelope)));
    expect(line).toMatchObject({
      claim: { predicateType: 'https://a.example/b', subjects: [{ name: 'a', digests: [{ alg: 'sha256' }] }] },
    });
  });

  it.each<[string, unknown]>([
    ['no object', []],
    ['neither', {}],
    ['both at once', { ...envelope, mediaType: 'x' }],
    ['without a payload', { payloadType: 'x' }],
    ['with an empty payload', { ...envelope, payload: '' }],
    ['with base64 that is not canonical', { ...envelope, payload: `${envelope.payload.slice(0, -1)}!` }],
    ['with a payload that is no JSON', { ...envelope, payload: 'AAAA' }],
    ['without subjects', { ...envelope, payload: payload({ ...statement, subject: 1 }) }],
    ['without a predicate type', { ...envelope, payload: payload({ subject: [] }) }],
    ['a message signature', { mediaType: 'x', messageSignature: {} }],
  ])('tells a line that is %s as unreadable', (_what, value) => {
    expect(forms(`${JSON.stringify(value)}\n${JSON.stringify(envelope)}\n`)).toEqual(['1 unreadable', '2 envelope']);
  });

  it('of too many lines is unreadable as a whole', () => {
    expect(forms('{}\n'.repeat(10_001))).toEqual(['1 unreadable']);
  });

  it('never throws, and overlooks no line that holds something', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (texts) => {
        const clean = texts.map((text) => text.replaceAll('\n', ' ')).filter((text) => text.trim() !== '');
        const lines = parseStatementLines(bytesOf(clean.map((text) => `x${text}`).join('\n')));
        expect(lines).toHaveLength(clean.length);
      }),
    );
  });

  it('with hostile claims claims only what has the form of a claim', () => {
    const hostile = {
      ...statement,
      subject: [null, 1, { name: 1, digest: [] }, { digest: { sha256: 1, crc: 'x', __proto__: 'y' } }],
    };
    const [line] = parseStatementLines(bytesOf(JSON.stringify({ ...envelope, payload: payload(hostile) })));
    expect(line).toMatchObject({
      claim: { subjects: [{ digests: [] }, { digests: [] }, { digests: [] }, { digests: [] }] },
    });
  });
});
