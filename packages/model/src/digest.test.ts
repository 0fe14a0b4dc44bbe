import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  digestAlgorithm,
  digestAlgorithms,
  digestFromBase64,
  digestFromHex,
  formatDigest,
  formatSri,
  isStrong,
  parseSri,
  sameDigest,
  type DigestAlgorithm,
} from './digest.js';
import { digestOf } from './hash.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const algorithm = fc.constantFrom(...digestAlgorithms);

/** Known answers for the three bytes `abc` (FIPS 180-4, RFC 1321). */
const abc: Readonly<Record<DigestAlgorithm, string>> = {
  md5: '900150983cd24fb0d6963f7d28e17f72',
  sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
  sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  sha384: 'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
  sha512:
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
};

const base64Of = (alg: DigestAlgorithm) => Buffer.from(abc[alg], 'hex').toString('base64');

describe.each(digestAlgorithms)('%s', (alg) => {
  it('has the known value of abc', () => {
    expect(digestOf(alg, 'abc').value).toBe(abc[alg]);
  });

  it('is the same digest in hex of either case, in base64 and as SRI', () => {
    const digest = { alg, value: abc[alg], covers: 'artifact' };
    expect(digestFromHex(alg, abc[alg])).toEqual(digest);
    expect(digestFromHex(alg, abc[alg].toUpperCase())).toEqual(digest);
    expect(digestFromBase64(alg, base64Of(alg))).toEqual(digest);
    expect(parseSri(`${alg}-${base64Of(alg)}`)).toEqual([{ digest }]);
  });

  it('is written as every client writes it', () => {
    const digest = digestOf(alg, 'abc');
    expect(formatSri(digest)).toBe(`${alg}-${base64Of(alg)}`);
    expect(formatDigest(digest)).toBe(`${alg}:${abc[alg]}`);
  });

  it('has exactly one base64 last character, of all sixty-four', () => {
    const text = base64Of(alg);
    const last = text.replace(/=+$/, '').length - 1;
    const accepted = [...alphabet].filter((char) => {
      const changed = text.slice(0, last) + char + text.slice(last + 1);
      const digest = digestFromBase64(alg, changed);
      return digest !== null && digest.value === abc[alg];
    });
    expect(accepted).toEqual([text.charAt(last)]);
  });

  it('accepts only base64 that encodes to itself again, whatever the last character', () => {
    const text = base64Of(alg);
    const last = text.replace(/=+$/, '').length - 1;
    for (const char of alphabet) {
      const changed = text.slice(0, last) + char + text.slice(last + 1);
      const canonical = Buffer.from(changed, 'base64').toString('base64') === changed;
      expect(digestFromBase64(alg, changed) !== null).toBe(canonical);
    }
  });

  it.each([
    ['empty', () => ''],
    ['without padding or one short', (text: string) => text.slice(0, -1)],
    ['one character more', (text: string) => `${text}A`],
    ['one padding more', (text: string) => `${text}=`],
    ['four characters more', (text: string) => `${text}AAAA`],
    ['a space before', (text: string) => ` ${text}`],
    ['a line end after', (text: string) => `${text}\n`],
    ['a line end inside', (text: string) => `${text.slice(0, 8)}\n${text.slice(8)}`],
    ['padding in the middle', (text: string) => `${text.slice(0, 3)}=${text.slice(4)}`],
    ['only padding', (text: string) => '='.repeat(text.length)],
    ['base64url', (text: string) => `-_${text.slice(2)}`],
    ['a foreign character', (text: string) => `é${text.slice(1)}`],
    ['a NUL', (text: string) => `\0${text.slice(1)}`],
    ['a surrogate pair', (text: string) => `😀${text.slice(2)}`],
    ['a fullwidth letter', (text: string) => `Ａ${text.slice(1)}`],
  ])('refuses base64 with %s', (_name, mangle) => {
    expect(digestFromBase64(alg, mangle(base64Of(alg)))).toBeNull();
  });

  it.each([
    ['empty', () => ''],
    ['one digit short', (hex: string) => hex.slice(1)],
    ['one digit more', (hex: string) => `${hex}0`],
    ['two digits short (a truncated digest)', (hex: string) => hex.slice(2)],
    ['a space', (hex: string) => ` ${hex.slice(1)}`],
    ['0x', (hex: string) => `0x${hex.slice(2)}`],
    ['a sign', (hex: string) => `-${hex.slice(1)}`],
    ['a letter beyond f', (hex: string) => `g${hex.slice(1)}`],
    ['a fullwidth digit', (hex: string) => `１${hex.slice(1)}`],
    ['a line end after', (hex: string) => `${hex}\n`],
  ])('refuses hex with %s', (_name, mangle) => {
    expect(digestFromHex(alg, mangle(abc[alg]))).toBeNull();
  });

  it('refuses every other algorithm’s value', () => {
    for (const other of digestAlgorithms.filter((name) => name !== alg)) {
      expect(digestFromHex(alg, abc[other])).toBeNull();
      expect(digestFromBase64(alg, base64Of(other))).toBeNull();
    }
  });
});

describe('digests', () => {
  it('go through every form and back', () => {
    fc.assert(
      fc.property(algorithm, fc.uint8Array(), (alg, bytes) => {
        const digest = digestOf(alg, bytes);
        expect(parseSri(formatSri(digest))).toEqual([{ digest }]);
        expect(digestFromHex(alg, digest.value)).toEqual(digest);
      }),
    );
  });

  it('have one base64 text: any text that is accepted is the one that is written', () => {
    const near = fc.tuple(
      algorithm,
      fc.uint8Array({ maxLength: 4 }),
      fc.nat(),
      fc.constantFrom(...alphabet, '=', ' ', '\n'),
    );
    fc.assert(
      fc.property(near, ([alg, bytes, at, char]) => {
        const text = formatSri(digestOf(alg, bytes)).slice(alg.length + 1);
        const changed = text.slice(0, at % text.length) + char + text.slice((at % text.length) + 1);
        const digest = digestFromBase64(alg, changed);
        if (digest !== null) expect(formatSri(digest)).toBe(`${alg}-${changed}`);
      }),
      { numRuns: 2000 },
    );
  });

  it('are strong from SHA-256 on', () => {
    expect(digestAlgorithms.filter(isStrong)).toEqual(['sha256', 'sha384', 'sha512']);
  });

  it.each(['SHA512', 'sha-512', 'sha512 ', '', '__proto__', 'constructor', 'toString', 'sha3-512', 'sha224'])(
    'of an algorithm called %j are not known',
    (name) => {
      expect(digestAlgorithm(name)).toBeNull();
    },
  );

  it('are the same when algorithm and value are', () => {
    const digest = digestOf('sha256', 'a');
    expect(sameDigest(digest, { ...digest, covers: 'document' })).toBe(true);
    expect(sameDigest(digest, digestOf('sha256', 'b'))).toBe(false);
    expect(sameDigest(digest, { ...digest, alg: 'sha512' })).toBe(false);
  });
});

describe('parseSri', () => {
  const one = formatSri(digestOf('sha512', 'a'));
  const two = formatSri(digestOf('sha1', 'a'));

  it('answers every part, in order', () => {
    expect(parseSri(`${one} ${two} nonsense`)).toEqual([
      { digest: digestOf('sha512', 'a') },
      { digest: digestOf('sha1', 'a') },
      { malformed: 'nonsense' },
    ]);
  });

  it.each([' ', '\t', '\n', '\r\n', '\f', '   \t '])('separates parts at %j', (space) => {
    expect(parseSri(`${space}${one}${space}${two}${space}`)).toEqual([
      { digest: digestOf('sha512', 'a') },
      { digest: digestOf('sha1', 'a') },
    ]);
  });

  it.each(['', ' ', '\n\t'])('has no parts for %j', (text) => {
    expect(parseSri(text)).toEqual([]);
  });

  it.each([
    'sha512-',
    'sha512',
    '-',
    '-abc',
    `SHA512-${one.slice(7)}`,
    `sha256-${one.slice(7)}`,
    `sha3-512-${one.slice(7)}`,
    `${one}?foo`,
    `${one},${two}`,
    `${one}\u00a0${two}`,
    one.slice(0, -2),
    `sha512:${'0'.repeat(128)}`,
    `__proto__-${one.slice(7)}`,
    one.replace('-', '−'),
  ])('calls %j malformed, with its text', (text) => {
    expect(parseSri(text)).toEqual([{ malformed: text }]);
  });

  it('keeps a malformed part beside a good one', () => {
    expect(parseSri(`sha512-!!! ${one}`)).toEqual([{ malformed: 'sha512-!!!' }, { digest: digestOf('sha512', 'a') }]);
  });
});
