import { constants, createHmac, publicDecrypt, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { mintLicenseIssuer } from './license-issuer.js';

const issuer = mintLicenseIssuer();

function opened(token: string, key = issuer.publicKeyPem): string {
  return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(token, 'base64')).toString();
}

describe('a minted licence token', () => {
  test('is opened with the issuer’s key of 3072 bits, and with no other', () => {
    const token = issuer.token('Acme Ltd');
    expect(Buffer.from(token, 'base64')).toHaveLength(384);
    expect(opened(token)).toBe('{"entity":"Acme Ltd"}');
    expect(() => opened(token, mintLicenseIssuer('another').publicKeyPem)).toThrow();
  });

  test('is the same every time from one issuer', () => {
    expect(mintLicenseIssuer().token('Acme Ltd')).toBe(issuer.token('Acme Ltd'));
  });

  test('can hold further fields, any message, line breaks', () => {
    expect(opened(issuer.token('A', { fields: { id: 1 } }))).toBe('{"entity":"A","id":1}');
    expect(opened(issuer.token('', { message: 'not JSON' }))).toBe('not JSON');
    expect(issuer.token('A', { wrap: 60 }).split('\n')[0]).toHaveLength(60);
    expect(opened(issuer.token('A', { wrap: 60 }))).toBe('{"entity":"A"}');
  });

  test('can have a padding of one’s own', () => {
    const block = new Uint8Array(384).fill(7, 1);
    const key = { key: issuer.publicKeyPem, padding: constants.RSA_NO_PADDING };
    const recovered = publicDecrypt(key, Buffer.from(issuer.token('', { block }), 'base64'));
    expect(new Uint8Array(recovered)).toEqual(block);
  });
});

describe('a minted JWT', () => {
  const parts = (jwt: string) => {
    const [head = '', body = '', signature = ''] = jwt.split('.');
    return { input: Buffer.from(`${head}.${body}`), head, body, signature: Buffer.from(signature, 'base64url') };
  };

  test('is signed with the key of its algorithm', () => {
    const { RS256, ES256, EdDSA } = issuer.jwtKeys;
    const rs = parts(issuer.jwt({ sub: 'a' }));
    expect(verify('sha256', rs.input, RS256, rs.signature)).toBe(true);
    expect(Buffer.from(rs.body, 'base64url').toString()).toBe('{"sub":"a"}');
    const es = parts(issuer.jwt({}, { alg: 'ES256' }));
    expect(verify('sha256', es.input, { key: ES256, dsaEncoding: 'ieee-p1363' }, es.signature)).toBe(true);
    const ed = parts(issuer.jwt({}, { alg: 'EdDSA' }));
    expect(verify(null, ed.input, EdDSA, ed.signature)).toBe(true);
  });

  test('can be forged: unsigned, keyed with the public key, or with a lying header', () => {
    expect(parts(issuer.jwt({}, { alg: 'none' })).signature).toHaveLength(0);
    const hs = parts(issuer.jwt({}, { alg: 'HS256' }));
    expect(createHmac('sha256', issuer.publicKeyPem).update(hs.input).digest()).toEqual(hs.signature);
    const { head } = parts(issuer.jwt({}, { header: { alg: 'none' } }));
    expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'none', typ: 'JWT' });
  });
});
