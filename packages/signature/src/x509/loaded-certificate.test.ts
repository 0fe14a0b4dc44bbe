import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { gemKey, mintGemCertificate, type GemKeyKind } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { keyWeakness } from './certificate-key.js';
import { hasWeakHash, isSignedBy } from './certificate-signature.js';
import { formatName } from './format-name.js';
import { loadCertificate, sameHolder } from './loaded-certificate.js';

const pem = mintGemCertificate({ key: gemKey('loaded', 'p256') }).pem;

function load(text: string) {
  const certificate = loadCertificate(text);
  if (certificate === null) throw new Error('not read');
  return certificate;
}

describe('what is no certificate in strict PEM', () => {
  const body = pem.split('\n').slice(1, -2);
  test.each([
    ['an empty text', ''],
    ['text before it', `Subject: me\n${pem}`],
    ['another after it', pem + pem],
    ['another label', pem.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE')],
    ['a character outside the alphabet', pem.replace(body[0] ?? '', `${body[0] ?? ''}!`)],
    ['a body that is cut', pem.replace(`${body.at(-1) ?? ''}\n`, '')],
    ['headers', pem.replace('-----\n', '-----\nProc-Type: 4,ENCRYPTED\n\n')],
    ['a path, as gemspecs name it', 'certs/maintainer.pem'],
    ['forty thousand characters', pem + '\n'.repeat(40_000)],
  ])('%s', (_title, text) => {
    expect(loadCertificate(text)).toBeNull();
  });

  test('a byte after the DER', () => {
    const patch = (der: Uint8Array) => Uint8Array.from([...der, 0]);
    expect(loadCertificate(mintGemCertificate({ key: gemKey('loaded', 'p256'), patch }).pem)).toBeNull();
  });

  test('an extension that stands twice', () => {
    const extensions = [{ id: '2.5.29.19', value: Uint8Array.of(0x30, 0) }];
    expect(loadCertificate(mintGemCertificate({ key: gemKey('loaded', 'p256'), extensions }).pem)).toBeNull();
  });
});

describe('keys', () => {
  test.each<[GemKeyKind, string | null]>([
    ['rsa1024', 'is an RSA key of 1024 bits'],
    ['rsa2048', null],
    ['rsa3072', null],
    ['p256', null],
    ['p384', null],
    ['secp256k1', 'lies on the curve secp256k1'],
    ['dsa2048', 'is a DSA key'],
  ])('of kind %s sign their own certificates', (kind, weakness) => {
    const certificate = load(mintGemCertificate({ key: gemKey('loaded', kind) }).pem);
    expect(certificate.key === null ? 'none' : keyWeakness(certificate.key)).toBe(weakness);
    expect(isSignedBy(certificate, certificate.key)).toBe(true);
  });

  test('of another kind or another holder signed nothing', () => {
    const certificate = load(mintGemCertificate({ key: gemKey('loaded', 'rsa2048') }).pem);
    for (const kind of ['rsa2048', 'rsa3072', 'p256'] as const) {
      expect(isSignedBy(certificate, load(mintGemCertificate({ key: gemKey('other', kind) }).pem).key)).toBe(false);
    }
    expect(isSignedBy(certificate, null)).toBe(false);
  });

  test.each(['sha1', 'sha256', 'sha384', 'sha512'] as const)('on a curve sign with %s', (hash) => {
    const certificate = load(mintGemCertificate({ key: gemKey('loaded', 'p256'), hash }).pem);
    expect([isSignedBy(certificate, certificate.key), hasWeakHash(certificate)]).toEqual([true, hash === 'sha1']);
  });

  test('of one kind do not verify what says that another kind signed it', () => {
    const lying = load(mintGemCertificate({ key: { ...gemKey('loaded', 'p256'), kind: 'rsa2048' } }).pem);
    expect(isSignedBy(lying, lying.key)).toBe(false);
  });

  test('that nobody can read, of other kinds, or of absurd size are none', () => {
    const key = gemKey('loaded', 'p256');
    const n = Buffer.alloc(2100, 0xff).toString('base64url');
    const large = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
    const edwards = generateKeyPairSync('ed25519').publicKey;
    const spkis = [large, edwards].map((one) => one.export({ type: 'spki', format: 'der' }));
    for (const spki of [...spkis, Uint8Array.of(0x30, 0)]) {
      expect(load(mintGemCertificate({ key: { ...key, spki } }).pem).key).toBeNull();
    }
  });

  test.each(['md5', 'sha1', 'sha256', 'sha384', 'sha512'] as const)('sign with %s', (hash) => {
    const certificate = load(mintGemCertificate({ key: gemKey('loaded', 'rsa2048'), hash }).pem);
    expect(isSignedBy(certificate, certificate.key)).toBe(true);
    expect(hasWeakHash(certificate)).toBe(hash === 'md5' || hash === 'sha1');
  });
});

describe('names', () => {
  test('are written last attribute first', () => {
    expect(formatName(load(pem).subject)).toBe('DC=example,DC=vendor,CN=maintainer');
  });

  // CVE-2021-44532: a text is no structure.
  test('show characters that could be taken for structure escaped', () => {
    const { subject } = load(
      mintGemCertificate({ key: gemKey('loaded', 'p256'), subject: [['CN', 'a,CN=b+c\0']] }).pem,
    );
    expect(formatName(subject)).toBe('CN=a\\,CN=b\\+c\\00');
  });

  test('show what has no letters as hex, spaces at the ends and a first # escaped, and are cut', () => {
    const named = (text: string) =>
      formatName(load(mintGemCertificate({ key: gemKey('loaded', 'p256'), subject: [['CN', text]] }).pem).subject);
    expect([named(' a '), named('#a'), named('a b')]).toEqual(['CN=\\ a\\ ', 'CN=\\#a', 'CN=a b']);
    expect(named('a'.repeat(400))).toBe(`CN=${'a'.repeat(297)}…`);
    expect(formatName(Uint8Array.of(0x30, 1))).toBe('unreadable');
    // One attribute of type 2.5.4.3 whose value is a BMPString.
    const bmp = [0x30, 13, 0x31, 11, 0x30, 9, 0x06, 3, 0x55, 4, 3, 0x1e, 2, 0, 0x61];
    expect(formatName(Uint8Array.from(bmp))).toBe('CN=#1e020061');
  });

  test('of a stranger with the same key, or of the same name with another key, are another holder', () => {
    const subject = [['CN', 'someone else']] as const;
    const other = load(mintGemCertificate({ key: gemKey('loaded', 'p256'), subject }).pem);
    const namesake = load(mintGemCertificate({ key: gemKey('other', 'p256') }).pem);
    const renewed = load(mintGemCertificate({ key: gemKey('loaded', 'p256'), serial: 2 }).pem);
    expect([other, namesake, renewed].map((one) => sameHolder(one, load(pem)))).toEqual([false, false, true]);
  });
});
