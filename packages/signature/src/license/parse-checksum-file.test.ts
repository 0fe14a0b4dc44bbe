import { digestOf } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { licenseChecksumCodes } from '../codes/license-checksum-codes.js';
import { parseChecksumFile } from './parse-checksum-file.js';

const name = 'pro-license-1.0.gem';
const sha256 = digestOf('sha256', 'gem');
const sha384 = digestOf('sha384', 'gem');
const sha512 = digestOf('sha512', 'gem');
const other256 = digestOf('sha256', 'other');
const md5 = 'd'.repeat(32);
const sha1 = 'e'.repeat(40);
const parse = (text: string, file = name) => parseChecksumFile(new TextEncoder().encode(text), file);

describe('a checksum file that must not be believed', () => {
  it.each([
    ['one with a path', `${sha256.value}  ./${name}\n`],
    ['one in a folder', `${sha256.value}  gems/${name}\n`],
    ['one that begins the same', `${sha256.value}  ${name}.sig\n`],
    ['one that ends the same', `${sha256.value}  x${name}\n`],
    ['one in other letters', `${sha256.value}  ${name.toUpperCase()}\n`],
    ['one with white space', `${sha256.value}  ${name} \n`],
    ['one with three spaces before it', `${sha256.value}   ${name}\n`],
    ['standard input', `${sha256.value}  -\n`],
    ['another in BSD form', `SHA256 (x${name}) = ${sha256.value}\n`],
  ])('because it names another file, %s, is silent', (_, text) => {
    expect(parse(text)).toMatchObject({ ok: false, code: 'license-checksum-file-silent' });
  });

  it.each([
    ['MD5 by its length', `${md5}  ${name}\n`, 'It gives MD5 alone.'],
    ['SHA-1 by its length', `${sha1} *${name}\n`, 'It gives SHA-1 alone.'],
    ['MD5 by its name', `MD5 (${name}) = ${md5}\n`, 'It gives MD5 alone.'],
    ['MD5 and SHA-1', `MD5 (${name}) = ${md5}\nSHA1 (${name}) = ${sha1}\n`, 'It gives MD5, SHA-1 alone.'],
    ['a bare MD5', md5, 'It gives MD5 alone.'],
    ['a bare SHA-1', `${sha1}\n`, 'It gives SHA-1 alone.'],
    ['what nobody here knows', `BLAKE2B (${name}) = ${sha512.value}\n`, 'It gives "BLAKE2B" alone.'],
  ])('because it has %s, gives nothing', (_, text, detail) => {
    expect(parse(text)).toMatchObject({ ok: false, code: 'license-checksum-file-weak', detail });
  });

  it.each([
    ['two values of one algorithm', `${sha256.value}  ${name}\n${other256.value}  ${name}\n`],
    ['two values in two forms', `${sha256.value}  ${name}\nSHA256 (${name}) = ${other256.value}\n`],
    [
      'two values beside a stronger one',
      `${sha512.value}  ${name}\n${sha256.value}  ${name}\n${other256.value}  ${name}\n`,
    ],
  ])('because it has %s, is contradictory', (_, text) => {
    expect(parse(text)).toMatchObject({ ok: false, code: 'license-checksum-file-contradictory' });
  });

  it.each([
    ['a digit too few', `${sha256.value.slice(1)}  ${name}\n`],
    ['a digit too many', `${sha256.value}0  ${name}\n`],
    ['a letter that is none', `${sha256.value.slice(1)}g  ${name}\n`],
    ['one space alone and no mark', `${sha256.value} ${name}\n`],
    ['a tab', `${sha256.value}\t${name}\n`],
    ['white space before it', ` ${sha256.value}  ${name}\n`],
    ['an escaped name', `\\${sha256.value}  ${name}\\n\n`],
    ['a comment', `# checksums\n${sha256.value}  ${name}\n`],
    ['the page of a proxy', '<html>Sign in</html>'],
    ['one strange line after a good one', `${sha256.value}  ${name}\n-----BEGIN PGP SIGNATURE-----\n`],
    ['a BSD line without digest', `SHA256 (${name}) = \n`],
    ['a BSD digest of another algorithm', `SHA512 (${name}) = ${sha256.value}\n`],
    ['two bare digests', `${sha256.value}\n${sha512.value}\n`],
    ['a bare digest of no length', 'abcdef'],
    ['bare SRI', `sha256-${Buffer.from(sha256.value, 'hex').toString('base64')}`],
    ['a byte order mark', `\ufeff${sha256.value}  ${name}\n`],
    ['an escape sequence', `${sha256.value}\u001b[2K  ${name}\n`],
    ['a line too long', `${sha256.value}  ${'x'.repeat(4096)}\n`],
  ])('because it has %s, is malformed', (_, text) => {
    expect(parse(text)).toMatchObject({ ok: false, code: 'license-checksum-file-malformed' });
  });

  it.each(['', '\n', '\r\n\r\n'])('because there is nothing in it, is silent', (text) => {
    expect(parse(text)).toMatchObject({ code: 'license-checksum-file-silent' });
  });

  it('because it is not UTF-8, or too large, is malformed', () => {
    expect(parseChecksumFile(Uint8Array.of(0xff), name)).toMatchObject({ code: 'license-checksum-file-malformed' });
    const large = new Uint8Array(1024 * 1024 + 1).fill(0x0a);
    expect(parseChecksumFile(large, name)).toMatchObject({ code: 'license-checksum-file-malformed' });
  });

  it('says which line is wrong, without its control characters', () => {
    expect(parse(`${sha256.value}  ${name}\n\n\u001b[2J`)).toMatchObject({
      detail: 'Line 3 is no digest with a name: "\\u{1b}[2J".',
    });
  });

  it('of any text never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, file) => {
        const read = parse(text, file);
        expect('alg' in read || read.code in licenseChecksumCodes).toBe(true);
      }),
    );
  });

  it('cannot be made to take long by brackets', () => {
    const line = `SHA256 (${') = a'.repeat(800)}`;
    const started = performance.now();
    parse(`${line}\n`.repeat(200));
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

describe('a checksum file', () => {
  it.each([
    ['by sha256sum', `${sha256.value}  ${name}\n`, sha256],
    ['by sha256sum -b', `${sha256.value} *${name}\n`, sha256],
    ['by sha384sum', `${sha384.value}  ${name}\n`, sha384],
    ['by sha512sum', `${sha512.value}  ${name}\n`, sha512],
    ['by sha256sum --tag', `SHA256 (${name}) = ${sha256.value}\n`, sha256],
    ['with lines that end in CR LF', `${other256.value}  other\r\n${sha256.value}  ${name}\r\n`, sha256],
    ['without a line feed at its end', `${sha256.value}  ${name}`, sha256],
    ['in uppercase', `${sha256.value.toUpperCase()}  ${name}\n`, sha256],
    ['that is a bare SHA-256', `${sha256.value}\n`, sha256],
    ['that is a bare SHA-512', sha512.value, sha512],
    [
      'of many files',
      `${other256.value}  a b\n${sha256.value}  ${name}\n${md5}  c\nSHA3-256 (d) = ${sha256.value}\n`,
      sha256,
    ],
    ['that says the same twice', `${sha256.value}  ${name}\nSHA256 (${name}) = ${sha256.value}\n`, sha256],
    [
      'of several algorithms, of which the strongest counts',
      `MD5 (${name}) = ${md5}\nSHA256 (${name}) = ${sha256.value}\nSHA512 (${name}) = ${sha512.value}\nSHA384 (${name}) = ${sha384.value}\n`,
      sha512,
    ],
  ])('%s gives the digest', (_, text, digest) => {
    expect(parse(text)).toEqual(digest);
  });

  it('may have names with spaces and brackets', () => {
    expect(parse(`SHA256 (a (1) = b) = ${sha256.value}\n`, 'a (1) = b')).toEqual(sha256);
    expect(parse(`${sha256.value}  a (1).zip\n`, 'a (1).zip')).toEqual(sha256);
  });
});
