import { mintSigstore } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { checkSigner } from './certificate-identity.js';
import { importPublicKey } from './public-key.js';
import { extensionOid, parseCertificate } from './x509-certificate.js';

const certificate = parseCertificate(mintSigstore({ curve: 'p256' }).sign().certificate?.der ?? new Uint8Array());
if (certificate === null) throw new Error('not read');
const key = importPublicKey(certificate.spki);
if (typeof key === 'string') throw new Error(key);

/** The code, or type and value of the name, for a certificate with this subjectAltName. */
function judge(value: Uint8Array): string {
  const extensions = new Map(certificate?.extensions).set(extensionOid.subjectAltName, { critical: true, value });
  const signer = checkSigner({
    kind: 'certificate',
    key: key as Exclude<typeof key, string>,
    certificate: { ...certificate!, extensions },
    authorities: [],
  });
  if ('code' in signer) return signer.code;
  return signer.value.kind === 'identity' ? `${signer.value.san.type} ${signer.value.san.value}` : signer.value.kind;
}

const der = (tag: number, ...contents: readonly (Uint8Array | string)[]) => {
  const content = Buffer.concat(contents.map((part) => Buffer.from(part as Uint8Array)));
  return Buffer.concat([Buffer.of(tag, content.length), content]);
};
const names = (...all: readonly Uint8Array[]) => der(0x30, ...all);
const [otherName, email, dns, uri, ip] = [0xa0, 0x81, 0x82, 0x86, 0x87] as const;
const userName = Buffer.from('060a2b0601040183bf300107', 'hex');
const principal = Buffer.from('060a2b060104018237140203', 'hex');
const utf8 = (text: string) => der(0x0c, text);

describe('the one name of a certificate', () => {
  test('is read by its type', () => {
    expect(judge(names(der(uri, 'https://dev.example/a b')))).toBe('uri https://dev.example/a b');
    expect(judge(names(der(email, 'someone@dev.example')))).toBe('email someone@dev.example');
    expect(judge(names(der(otherName, userName, der(0xa0, utf8('jürgen!dev.example')))))).toBe(
      'other-name jürgen!dev.example',
    );
  });

  test.each([
    ['of DNS', names(der(dns, 'dev.example'))],
    ['of a host', names(der(ip, Buffer.of(127, 0, 0, 1)))],
    ["of another's sort", names(der(otherName, principal, der(0xa0, utf8('someone@dev.example'))))],
    ['with something behind it', names(der(otherName, userName, der(0xa0, utf8('someone')), utf8('else')))],
    ['with something beside it', names(der(otherName, userName, der(0xa0, utf8('someone'), utf8('else'))))],
    ['of another string type', names(der(otherName, userName, der(0xa0, der(0x16, 'someone'))))],
    ['without its tag', names(der(otherName, userName, der(0xa1, utf8('someone'))))],
    ['that stands twice', names(der(uri, 'https://dev.example/'), der(uri, 'https://dev.example/'))],
    ['beside another', names(der(email, 'someone@dev.example'), der(uri, 'https://dev.example/'))],
  ])('is not one %s', (_, value) => {
    expect(judge(value)).toBe('certificate-identity-ambiguous');
  });

  test('CVE-2021-44532: has neither control characters nor letters beyond ASCII, and is not empty', () => {
    for (const octet of [0x00, 0x0a, 0x1f, 0x7f, 0x80, 0xff]) {
      const text = Buffer.from([0x61, octet, 0x62]);
      expect(judge(names(der(uri, text)))).toBe('certificate-identity-ambiguous');
      expect(judge(names(der(email, text)))).toBe('certificate-identity-ambiguous');
    }
    expect(judge(names(der(uri, Buffer.from('ü'))))).toBe('certificate-identity-ambiguous');
    expect(judge(names(der(uri, Buffer.from('https://d\u00e9v.example'))))).toBe('certificate-identity-ambiguous');
    expect(judge(names(der(uri)))).toBe('certificate-identity-ambiguous');
    expect(judge(names(der(otherName, userName, der(0xa0, utf8('a\nb')))))).toBe('certificate-identity-ambiguous');
    expect(judge(names(der(otherName, userName, der(0xa0, utf8('')))))).toBe('certificate-identity-ambiguous');
  });

  test('is missing where none can be read', () => {
    expect(judge(names())).toBe('certificate-identity-missing');
    expect(judge(Buffer.of(0x30, 0x05, 0x86))).toBe('certificate-identity-missing');
    expect(judge(der(uri, 'https://dev.example/'))).toBe('certificate-identity-missing');
  });
});
