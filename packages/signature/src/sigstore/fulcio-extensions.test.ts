import { mintSigstore } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { readFulcioClaims } from './fulcio-extensions.js';
import { parseCertificate } from './x509-certificate.js';

const certificate = parseCertificate(mintSigstore({ curve: 'p256' }).sign().certificate?.der ?? new Uint8Array());
if (certificate === null) throw new Error('not read');

const raw = (text: string | Uint8Array) => Buffer.from(text as Uint8Array);
const utf8 = (text: string) => Buffer.concat([Buffer.of(0x0c, Buffer.byteLength(text)), Buffer.from(text)]);

/** The code, or issuer and repository, for a certificate with these extensions of Fulcio's alone, by last arc. */
function judge(extensions: Readonly<Record<number, Uint8Array>>): string {
  const all = Object.entries(extensions).map(
    ([last, value]) => [`1.3.6.1.4.1.57264.1.${last}`, { critical: false, value }] as const,
  );
  const found = readFulcioClaims({ ...certificate!, extensions: new Map(all) });
  return 'code' in found ? found.code : `${found.issuer ?? '(none)'} ${found.claims.sourceRepositoryUri ?? '(none)'}`;
}

const issuer = 'https://dev.example';
const malformed = 'certificate-extension-malformed';
const ambiguous = 'certificate-identity-ambiguous';

describe("the issuer in Fulcio's extensions", () => {
  test('stands in either form, or in both alike', () => {
    expect(judge({ 1: raw(issuer) })).toBe(`${issuer} (none)`);
    expect(judge({ 8: utf8(issuer) })).toBe(`${issuer} (none)`);
    expect(judge({ 1: raw(issuer), 8: utf8(issuer) })).toBe(`${issuer} (none)`);
    expect(judge({ 1: raw('https://other.example'), 8: utf8(issuer) })).toBe(ambiguous);
  });

  test('is missing only where there is no extension at all', () => {
    expect(judge({})).toBe('(none) (none)');
    expect(judge({ 12: utf8('https://dev.example/a/b') })).toBe('certificate-identity-missing');
    expect(judge({ 8: utf8('') })).toBe('certificate-identity-missing');
    expect(judge({ 1: raw('') })).toBe('certificate-identity-missing');
  });

  test.each(['\0', '\n', '\u001f', '\u007f'])('has no control character: %j', (char) => {
    expect(judge({ 1: raw(`${issuer}${char}`) })).toBe(malformed);
    expect(judge({ 8: utf8(`${issuer}${char}`) })).toBe(malformed);
    expect(judge({ 8: utf8(issuer), 12: utf8(`a${char}`) })).toBe(malformed);
  });

  test('is UTF-8 in both forms', () => {
    expect(judge({ 1: raw(Buffer.of(0xff)), 8: utf8(issuer) })).toBe(malformed);
    expect(judge({ 1: raw(issuer), 8: raw(issuer) })).toBe(malformed);
  });
});

describe('claims in two forms', () => {
  const repository = 'https://dev.example/octo-org/octo-repo';

  test('agree', () => {
    const claims = { 8: utf8(issuer), 12: utf8(repository) };
    expect(judge({ ...claims, 5: raw('octo-org/octo-repo') })).toBe(`${issuer} ${repository}`);
    expect(judge({ ...claims, 5: raw('octo-org/octo-rep') })).toBe(ambiguous);
    expect(judge({ ...claims, 5: raw('cto-org/octo-repo') })).toBe(ambiguous);
    expect(judge({ ...claims, 5: raw(Buffer.of(0xff)) })).toBe(malformed);
    for (const [older, newer] of [
      [2, 20],
      [3, 13],
      [6, 14],
    ] as const) {
      expect(judge({ 8: utf8(issuer), [older]: raw('a'), [newer]: utf8('a') })).toBe(`${issuer} (none)`);
      expect(judge({ 8: utf8(issuer), [older]: raw('a'), [newer]: utf8('b/a') })).toBe(ambiguous);
    }
  });
});
