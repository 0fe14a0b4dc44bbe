import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRevocationList } from './revocation-list.js';

const a = 'a'.repeat(64);
const b = '0123456789abcdef'.repeat(4);
const parse = (text: string) => parseRevocationList(new TextEncoder().encode(text));

describe('a list of revoked tokens', () => {
  it.each([
    ['nothing', ''],
    ['white space alone', '\n\r\n'],
    ['an uppercase digest', a.toUpperCase()],
    ['a digest cut short', a.slice(1)],
    ['a digest with a digit too many', `${a}0`],
    ['a digest with white space before it', ` ${a}`],
    ['a digest with white space after it', `${a} `],
    ['a digest with a comment after it', `${a} # taken back`],
    ['two digests on a line', `${a} ${b}`],
    ['a comment that does not begin the line', ' # comment'],
    ['the page of a proxy', '<html><body>Sign in</body></html>'],
    ['a digest with its algorithm', `sha256:${a}`],
    ['a carriage return within a line', `${a}\r${b}`],
    ['a byte order mark', `\ufeff${a}`],
    ['one strange line among good ones', `# list\n${a}\nrevoked\n${b}\n`],
  ])('with %s cannot be read', (_, text) => {
    expect(parse(text)).toMatchObject({ ok: false, code: 'license-token-revocations-unreadable' });
  });

  it('names the first line that cannot be read', () => {
    expect(parse(`# list\n\nno\u001b\nno`)).toMatchObject({
      detail: 'Line 3 is neither 64 lowercase hex digits alone nor a comment: "no\\u{1b}".',
    });
  });

  it('that is not UTF-8, or too large, cannot be read', () => {
    expect(parseRevocationList(Uint8Array.of(0x23, 0xff))).toMatchObject({ ok: false, detail: 'It is not UTF-8.' });
    expect(parseRevocationList(new Uint8Array(16 * 1024 * 1024 + 1).fill(0x23))).toMatchObject({ ok: false });
  });

  it('with comments alone revokes nothing', () => {
    expect(parse('# Expired or revoked licences\n# One on a line\n')).toEqual({ fingerprints: new Set() });
  });

  it('with LF or CR LF, empty lines, and no line feed at its end, is read', () => {
    expect(parse(`# list\r\n${a}\r\n\n${b}`)).toEqual({ fingerprints: new Set([a, b]) });
  });

  it('has exactly what was written into it', () => {
    const digest = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(fc.array(digest, { minLength: 1 }), (digests) => {
        expect(parse(digests.join('\n'))).toEqual({ fingerprints: new Set(digests) });
      }),
    );
  });
});
