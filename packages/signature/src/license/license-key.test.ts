import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { licenseKeyProblem } from './license-key.js';

const rsa = (modulusLength: number, publicExponent = 65_537) =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey;
const good = rsa(2048);
const pem = String(good.export({ format: 'pem', type: 'spki' }));
const pkcs1 = String(good.export({ format: 'pem', type: 'pkcs1' }));
const der = good.export({ format: 'der', type: 'spki' });
const pemOf = (label: string, bytes: Uint8Array) =>
  `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64')}\n-----END ${label}-----\n`;

describe('a key to be pinned', () => {
  it.each([
    ['three, with which signatures can be computed', rsa(2048, 3)],
    ['seventeen', rsa(2048, 17)],
    ['257', rsa(2048, 257)],
  ])('with an exponent of %s, is refused', (_, key) => {
    expect(licenseKeyProblem(String(key.export({ format: 'pem', type: 'spki' })))).toContain('exponent');
    expect(licenseKeyProblem(String(key.export({ format: 'pem', type: 'pkcs1' })))).toContain('exponent');
  });

  it('with an even exponent, or one of more than 64 bits, is refused', () => {
    const { n } = good.export({ format: 'jwk' });
    const withExponent = (hex: string) =>
      createPublicKey({
        key: { kty: 'RSA', n: n ?? '', e: Buffer.from(hex, 'hex').toString('base64url') },
        format: 'jwk',
      });
    for (const hex of ['010002', '010000000000000001', '010000000000000000']) {
      const key = withExponent(hex).export({ format: 'der', type: 'spki' });
      expect(licenseKeyProblem(key.toString('base64')), hex).toContain('exponent');
    }
    const largest = withExponent('ffffffffffffffff').export({ format: 'der', type: 'spki' });
    expect(licenseKeyProblem(largest.toString('base64'))).toBeNull();
  });

  it('of fewer than 2048 bits is weak', () => {
    expect(licenseKeyProblem(String(rsa(1024).export({ format: 'pem', type: 'spki' })))).toContain('weak');
  });

  it.each([
    ['nothing', ''],
    ['words', 'a key'],
    ['a private key', String(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))],
    ['two blocks', pem + pem],
    ['base64 that is not canonical', `${der.toString('base64')}\n`],
    ['base64 of something else', 'AAAA'],
    ['a block of something else', pemOf('PUBLIC KEY', Buffer.from('x'))],
    ['PKCS #1 of something else', pemOf('RSA PUBLIC KEY', Buffer.from('x'))],
    ['bytes after the key', pemOf('PUBLIC KEY', Buffer.concat([der, Buffer.of(0)]))],
    [
      'bytes after a PKCS #1 key',
      pemOf('RSA PUBLIC KEY', Buffer.concat([good.export({ format: 'der', type: 'pkcs1' }), Buffer.of(0)])),
    ],
    ['SubjectPublicKeyInfo under the label of PKCS #1', pemOf('RSA PUBLIC KEY', der)],
    ['a key too long to be one', `-----BEGIN PUBLIC KEY-----\n${'A'.repeat(20_000)}\n-----END PUBLIC KEY-----`],
    [
      'secp256k1',
      String(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey.export({ format: 'pem', type: 'spki' })),
    ],
    [
      'an Ed25519 key of low order',
      Buffer.from(`302a300506032b6570032100${'00'.repeat(32)}`, 'hex').toString('base64'),
    ],
  ])('that is %s is refused', (_, text) => {
    expect(licenseKeyProblem(text)).toMatch(/^The key /);
  });

  it.each([
    ['RSA in PEM', pem],
    ['RSA in PKCS #1 PEM, as Karafka publishes its own', pkcs1],
    ['RSA in PEM with CR LF', pem.replaceAll('\n', '\r\n')],
    ['RSA in base64 of DER', der.toString('base64')],
    [
      'P-256',
      String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'pem', type: 'spki' })),
    ],
    ['Ed25519', String(generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }))],
  ])('that is %s is taken', (_, text) => {
    expect(licenseKeyProblem(text)).toBeNull();
  });
});
