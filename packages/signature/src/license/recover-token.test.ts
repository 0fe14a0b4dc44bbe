import { constants, generateKeyPairSync, privateEncrypt, publicDecrypt, sign, type KeyObject } from 'node:crypto';
import { licenseTokenCodes } from '../codes/license-token-codes.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LicenseTokenRules } from './license-token-rules.js';
import { verifyLicenseToken } from './verify-license-token.js';

const at = '2026-06-01T00:00:00Z';
const issuer = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const longer = generateKeyPairSync('rsa', { modulusLength: 3072 });
const pemOf = (key: KeyObject) => String(key.export({ format: 'pem', type: 'spki' }));
const bytesOf = (text: string) => new TextEncoder().encode(text);

const rules: LicenseTokenRules = { scheme: 'rsa-recover', keys: [pemOf(issuer.publicKey)], entity: 'Example GmbH' };
const plain = '{"entity":"Example GmbH"}';

/** As `RSA#private_encrypt` of Ruby writes it: PKCS #1 v1.5, type 1. */
const blockOf = (text: string | Uint8Array, key = issuer.privateKey) =>
  privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, typeof text === 'string' ? Buffer.from(text) : text);
/** A block that is padded by hand. */
const rawBlock = (padded: Uint8Array, key = issuer.privateKey) =>
  privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, padded);
const tokenOf = (block: Uint8Array) => bytesOf(Buffer.from(block).toString('base64'));
const judge = (token: Uint8Array, change: Partial<LicenseTokenRules> = {}) =>
  verifyLicenseToken(token, { ...rules, ...change }, { at });

const size = 256;
function padded({ start = [0, 1], fill = size - plain.length - 3, filler = 0xff, end = [0], text = plain } = {}) {
  const head = [...start, ...new Uint8Array(Math.max(fill, 0)).fill(filler), ...end];
  return Buffer.concat([Buffer.from(head), Buffer.from(text)]);
}

describe('a token of which the block', () => {
  it('was padded by hand exactly as PKCS #1 says is taken, so the changes below are what is refused', () => {
    expect(rawBlock(padded())).toEqual(blockOf(plain));
    expect(judge(tokenOf(rawBlock(padded()))).code).toBe('license-token-verified');
  });

  const long = (bytes: number) => `{"entity":"Example GmbH","a":"${'x'.repeat(bytes - plain.length - 7)}"}`;
  it.each([
    ['is padded as for encryption (type 2)', padded({ start: [0, 2] })],
    ['has type 0', padded({ start: [0, 0] })],
    ['starts with 1', padded({ start: [1, 1] })],
    ['has another octet than FF in its fill', padded({ filler: 0xfe })],
    ['has seven octets of fill', padded({ fill: 7, text: long(size - 10) })],
    ['has no fill', padded({ fill: 0, text: long(size - 3) })],
    ['has no separator', padded({ end: [0xff] })],
    ['is all zeros', new Uint8Array(size)],
    ['is all fill', padded({ end: [], fill: size - 2, text: '' })],
  ])('%s is by no pinned key', (_, block) => {
    expect(block.length).toBe(size);
    expect(judge(tokenOf(rawBlock(block))).code).toBe('license-token-foreign-key');
  });

  it.each([
    ['its payload early and rubbish after it', padded({ fill: 8, text: plain.padEnd(size - 11, '\0') })],
    ['a second separator', padded({ fill: size - plain.length - 4, end: [0, 0] })],
    ['no payload', padded({ fill: size - 3, text: '' })],
  ])('has %s is malformed', (_, block) => {
    expect(judge(tokenOf(rawBlock(block))).code).toBe('license-token-malformed');
  });

  it('has the least fill of eight octets is taken', () => {
    const verdict = judge(tokenOf(rawBlock(padded({ fill: 8, text: long(size - 11) }))));
    expect(verdict).toMatchObject({ outcome: 'proven', entity: 'Example GmbH' });
  });

  it('is a signature by the same key is refused: it opens to a digest, not to JSON', () => {
    const block = sign('sha256', Buffer.from(plain), issuer.privateKey);
    expect(judge(tokenOf(block)).code).toBe('license-token-malformed');
  });

  it('was made for encryption by anybody with the public key is refused', () => {
    expect(
      judge(tokenOf(publicDecrypt({ key: issuer.publicKey, padding: constants.RSA_NO_PADDING }, padded()))).code,
    ).toBe('license-token-foreign-key');
  });

  it('is the same number plus the modulus is refused: it would be another name for a revoked token', () => {
    const hex = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
    const modulus = hex(Buffer.from(issuer.publicKey.export({ format: 'jwk' }).n ?? '', 'base64url'));
    for (let n = 0; n < 40; n++) {
      const sum = hex(blockOf(`{"entity":"Example GmbH","n":${n}}`)) + modulus;
      if (sum >> BigInt(size * 8) > 0n) continue;
      const again = Buffer.from(sum.toString(16).padStart(size * 2, '0'), 'hex');
      expect(judge(tokenOf(again)).code).toBe('license-token-foreign-key');
      return;
    }
    throw new Error('no block was small enough');
  });

  it.each([size - 1, size + 1, size * 2, 1])('has %d bytes is refused: one block, as long as the modulus', (length) => {
    const block = Buffer.concat([blockOf(plain), blockOf(plain)]).subarray(0, length);
    expect(judge(tokenOf(block))).toMatchObject({ code: 'license-token-foreign-key', outcome: 'refuted' });
  });

  it('is by another key of the same size is refused', () => {
    expect(judge(tokenOf(blockOf(plain, other.privateKey))).code).toBe('license-token-foreign-key');
  });
});

describe('a token that the issuer made', () => {
  it.each([
    ['no JSON', 'Example GmbH'],
    ['a list', '["entity"]'],
    ['no entity', '{"name":"Example GmbH"}'],
    ['an empty entity', '{"entity":""}'],
    ['an entity of white space', '{"entity":" \\n"}'],
    ['an entity that is no text', '{"entity":["Example GmbH"]}'],
    ['two entities', '{"entity":"Somebody","entity":"Example GmbH"}'],
    ['an entity with a lone surrogate', '{"entity":"\\ud800"}'],
    ['bytes after the JSON', `${plain}\n`],
    ['bytes before the JSON', ` ${plain}`],
    ['two objects', plain + plain],
    ['a byte order mark', `\ufeff${plain}`],
    ['nothing', ''],
  ])('over %s is malformed', (_, text) => {
    const verdict = judge(tokenOf(blockOf(text)));
    expect(verdict).toMatchObject({ code: 'license-token-malformed', outcome: 'refuted', entity: null, claims: [] });
  });

  it('over bytes that are not UTF-8 is malformed', () => {
    const bytes = Buffer.from('{"entity":"\xff"}', 'latin1');
    expect(judge(tokenOf(blockOf(bytes))).code).toBe('license-token-malformed');
  });

  it('for somebody else is refused, and says for whom', () => {
    const verdict = judge(tokenOf(blockOf('{"entity":"Example Gmbh"}')));
    expect(verdict).toMatchObject({ code: 'license-token-other-entity', outcome: 'refuted', entity: 'Example Gmbh' });
    expect(verdict.detail).toBe('It names "Example Gmbh", not "Example GmbH".');
  });

  it('is verified under any of the pinned keys, one of which may be longer', () => {
    const keys = [pemOf(longer.publicKey), pemOf(other.publicKey), pemOf(issuer.publicKey)];
    for (const key of [issuer.privateKey, other.privateKey, longer.privateKey]) {
      expect(judge(tokenOf(blockOf(plain, key)), { keys }).code).toBe('license-token-verified');
    }
    const block = blockOf(plain).subarray(1);
    expect(judge(tokenOf(block), { keys }).detail).toContain('384 or 256');
  });

  it('is verified, shows what it says, and terminal bytes in it are escaped', () => {
    const verdict = judge(
      tokenOf(blockOf('{"entity":"Example GmbH","expires_on":"2020-01-01","\\u001b[2J":"\\u202e"}')),
    );
    expect(verdict).toMatchObject({ outcome: 'proven', code: 'license-token-verified', entity: 'Example GmbH' });
    expect(verdict.claims).toEqual([
      { name: 'entity', text: '"Example GmbH"' },
      { name: 'expires_on', text: '"2020-01-01"' },
      { name: '\\u{1b}[2J', text: '"\\u{202e}"' },
    ]);
    expect(verdict.text).toBe(licenseTokenCodes['license-token-verified'].text);
  });

  it('is verified for anybody where no entity is expected', () => {
    const { entity: _, ...open } = rules;
    expect(verifyLicenseToken(tokenOf(blockOf('{"entity":"Örtel ⅩⅣ"}')), open, { at })).toMatchObject({
      code: 'license-token-verified',
      entity: 'Örtel ⅩⅣ',
    });
  });

  it('is verified when its base64 is wrapped into lines, and keeps its fingerprint', () => {
    const text = Buffer.from(blockOf(plain)).toString('base64');
    const wrapped = bytesOf(` ${text.replaceAll(/.{60}/g, '$&\r\n')}\t\n`);
    expect(judge(wrapped)).toMatchObject({
      code: 'license-token-verified',
      fingerprint: judge(bytesOf(text)).fingerprint,
    });
  });

  it('is nobody’s as long as no key is pinned', () => {
    const verdict = judge(tokenOf(blockOf(plain)), { keys: [] });
    expect(verdict).toMatchObject({ code: 'license-token-no-key', outcome: 'absent', entity: null });
  });
});

describe('the text of a token', () => {
  const text = Buffer.from(blockOf(plain)).toString('base64');

  it.each([
    ['in the URL alphabet', text.replace(/[A-Z]/, '-')],
    ['without its padding', text.replace(/=+$/, '')],
    ['with a character that decoders skip', `${text.slice(0, 8)}*${text.slice(8)}`],
    ['with a no-break space', `${text}\u00a0`],
    ['with a NUL', `${text}\0`],
    ['with unused bits', text.replace(/.(=+)$/, '_$1')],
    ['with data after its padding', `${text}AAAA`],
    ['in another encoding', Buffer.from(text, 'utf8').toString('hex')],
  ])('%s is malformed or by no key', (_, changed) => {
    expect(judge(bytesOf(changed)).outcome).toBe('refuted');
  });

  it('that is not UTF-8 is malformed', () => {
    expect(judge(Uint8Array.of(0xff, 0xfe)).code).toBe('license-token-malformed');
  });

  it('with any single bit changed is refuted', () => {
    const token = bytesOf(text);
    for (let bit = 0; bit < token.length * 8; bit++) {
      const changed = Uint8Array.from(token);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(judge(changed).outcome, `bit ${bit}`).toBe('refuted');
    }
  });

  it('of any bytes never throws and is never proven', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, asBlock) => {
        expect(judge(asBlock ? tokenOf(bytes) : bytes).outcome).toBe('refuted');
      }),
    );
  });

  it('of any block as long as the modulus is never proven', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: size, maxLength: size }), (block) => {
        expect(judge(tokenOf(block)).code).toBe('license-token-foreign-key');
      }),
      { numRuns: 50 },
    );
  });
});
