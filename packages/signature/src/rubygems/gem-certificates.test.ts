import { gemKey, mintGemCertificate } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { joinGemCertificates, readGemCertificates } from './gem-certificates.js';

const one = mintGemCertificate({ key: gemKey('one', 'p256') }).pem;
const two = mintGemCertificate({ key: gemKey('two', 'p256') }).pem;

function count(text: string): number | string {
  const read = readGemCertificates(text);
  return read.ok ? read.value.count : read.code;
}

describe('trusted certificates', () => {
  test('are read one after another', () => {
    expect([count(''), count(one), count(one + two), count(`\n${one}\n\n${two}\n`)]).toEqual([0, 1, 2, 2]);
  });

  test('are refused as a whole when one of them is none', () => {
    const broken = [
      `${one}x`,
      `x${one}`,
      `${one}# comment\n${two}`,
      one + two.slice(30),
      one.slice(0, -10),
      'no certificate',
    ];
    for (const text of broken) expect(count(text)).toBe('trusted-certificates-malformed');
    expect(count(one.repeat(1001))).toBe('trusted-certificates-malformed');
    expect(count(' '.repeat(5_000_000))).toBe('trusted-certificates-malformed');
  });

  test('of several documents are joined', () => {
    const read = [one, two].map((text) => readGemCertificates(text)).filter((result) => result.ok);
    expect(joinGemCertificates(read.map(({ value }) => value)).count).toBe(2);
  });
});
