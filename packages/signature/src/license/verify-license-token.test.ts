import { constants, generateKeyPairSync, privateEncrypt } from 'node:crypto';
import { AssayError, type LicenseTokenExpectation } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { licenseTokenCodes } from '../codes/license-token-codes.js';
import type { LicenseTokenRules } from './license-token-rules.js';
import { licenseTokenRulesProblem } from './read-token-rules.js';
import { parseRevocationList } from './revocation-list.js';
import { tokenFingerprint } from './token-fingerprint.js';
import { verifyLicenseToken, type LicenseTokenContext } from './verify-license-token.js';

const at = '2026-06-01T00:00:00Z';
const bytesOf = (text: string) => new TextEncoder().encode(text);
const judge = (token: string, rules: Partial<LicenseTokenRules>, context: Partial<LicenseTokenContext> = {}) =>
  verifyLicenseToken(bytesOf(token), { scheme: 'opaque', keys: [], ...rules }, { at, ...context });
const nameOf = (token: string) => tokenFingerprint(bytesOf(token));
const listOf = (text: string) => parseRevocationList(bytesOf(text));
const broken = listOf('<html>');

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsaPem = String(rsa.publicKey.export({ format: 'pem', type: 'spki' }));
const edPem = String(generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }));
const signedToken = privateEncrypt(
  { key: rsa.privateKey, padding: constants.RSA_PKCS1_PADDING },
  Buffer.from('{"entity":"Example GmbH"}'),
).toString('base64');
const signed = { scheme: 'rsa-recover', keys: [rsaPem] } as const;

/** The digits where an MD5 would stand; nobody computes one. */
const md5 = '0123456789abcdef0123456789abcdef';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const mui = md5 + base64('O=1234,E=1893456000000,S=pro,LM=perpetual,KV=2');
const agGrid = `Key_( AG-1 )___For_help_( info )___( Example (GmbH) )_is_granted_a_( Single Application )_License___[v2]_${base64('1893456000000')}${md5}`;
const agGridOld = `CompanyName=Example GmbH,LicensedGroup=All,ExpiryDate_${base64('1893456000000')}${md5}`;

describe('a revoked token', () => {
  const cases: readonly (readonly [string, Partial<LicenseTokenRules>])[] = [
    [signedToken, signed],
    ['secret', { scheme: 'text' }],
    ['secret', {}],
    [mui, { scheme: 'md5-trailer' }],
  ];

  it.each(cases)('is refuted in every scheme, even where its fingerprint is expected', (token, rules) => {
    const revoked = listOf(`# list\n${nameOf(token)}\n`);
    for (const change of [{}, { fingerprints: [nameOf(token)] }]) {
      expect(judge(token, { ...rules, ...change }, { revoked })).toMatchObject({
        outcome: 'refuted',
        code: 'license-token-revoked',
      });
    }
  });

  it.each(cases)('is not hidden by white space around or within it', (token, rules) => {
    const revoked = listOf(nameOf(token));
    const wrapped = ` ${token.slice(0, 3)}\r\n\t\v\f${token.slice(3)}\n`;
    expect(judge(wrapped, rules, { revoked }).code).toBe('license-token-revoked');
  });

  it('that is not on the list is judged as without one', () => {
    const revoked = listOf('# nothing');
    expect(judge(signedToken, signed, { revoked }).code).toBe('license-token-verified');
    expect(judge('secret', {}, { revoked }).code).toBe('license-token-opaque');
  });

  it('cannot be told from a good one when the list cannot be read, so nothing is proven', () => {
    for (const [token, rules] of cases) {
      for (const change of [{}, { fingerprints: [nameOf(token)] }]) {
        expect(judge(token, { ...rules, ...change }, { revoked: broken })).toMatchObject({
          outcome: 'unknown',
          code: 'license-token-revocations-unreadable',
        });
      }
    }
    expect(judge(signedToken, { ...signed, keys: [] }, { revoked: broken }).outcome).toBe('unknown');
  });

  it('is refuted for another reason even when the list cannot be read', () => {
    expect(judge('x', signed, { revoked: broken }).code).toBe('license-token-malformed');
    expect(judge(signedToken, { ...signed, entity: 'Other' }, { revoked: broken }).code).toBe(
      'license-token-other-entity',
    );
  });
});

describe('a token that nothing signs', () => {
  it.each<[string, Partial<LicenseTokenRules>, string]>([
    ['secret', { scheme: 'text' }, 'license-token-unsigned'],
    ['secret', {}, 'license-token-opaque'],
    [mui, { scheme: 'md5-trailer' }, 'license-token-forgeable'],
    [agGrid, { scheme: 'md5-trailer' }, 'license-token-forgeable'],
  ])('proves nothing by itself, and exactly itself where its fingerprint is expected', (token, rules, code) => {
    expect(judge(token, rules)).toMatchObject({ outcome: 'absent', code });
    const others = ['0'.repeat(64), nameOf(token)];
    expect(judge(`${token}\n`, { ...rules, fingerprints: others })).toMatchObject({
      outcome: 'proven',
      code: 'license-token-pinned',
    });
    expect(judge(token, { ...rules, fingerprints: ['0'.repeat(64)] })).toMatchObject({
      outcome: 'refuted',
      code: 'license-token-fingerprint-mismatch',
      detail: `Its fingerprint is ${nameOf(token)}.`,
    });
  });

  it.each<[LicenseTokenRules['scheme'], string]>([
    ['text', 'secret'],
    ['opaque', 'secret'],
    ['md5-trailer', mui],
    ['rsa-recover', 'secret'],
    ['jwt', 'secret'],
  ])('is never printed (%s)', (scheme, token) => {
    expect(JSON.stringify(judge(token, { scheme }))).not.toContain(token);
  });

  it.each(['', ' \r\n\t'])('is malformed when it is empty', (token) => {
    for (const scheme of ['rsa-recover', 'jwt', 'text', 'opaque', 'md5-trailer'] as const) {
      expect(judge(token, { scheme })).toMatchObject({ outcome: 'refuted', code: 'license-token-malformed' });
    }
  });

  it('is malformed when it is longer than any token, even where its fingerprint is expected', () => {
    const token = 'x'.repeat(1024 * 1024 + 1);
    expect(judge(token, { fingerprints: [nameOf(token)] }).code).toBe('license-token-malformed');
    expect(judge(token.slice(1), { fingerprints: [nameOf(token.slice(1))] }).code).toBe('license-token-pinned');
  });

  it('may be any bytes where it is opaque, but not where it is text', () => {
    const bytes = Uint8Array.of(0xff, 0, 1);
    expect(verifyLicenseToken(bytes, { scheme: 'opaque', keys: [] }, { at }).code).toBe('license-token-opaque');
    expect(verifyLicenseToken(bytes, { scheme: 'text', keys: [] }, { at }).code).toBe('license-token-malformed');
  });

  it.each<[string, LicenseTokenRules['shape'], boolean]>([
    ['0123abcD', { alphabet: 'hex' }, true],
    ['0123abcg', { alphabet: 'hex' }, false],
    ['0123 abc', { alphabet: 'hex' }, false],
    ['AZaz09+/_-==', { alphabet: 'base64' }, true],
    ['AZ=az', { alphabet: 'base64' }, false],
    ['3F2504E0-4f89-41d3-9A0C-0305e82c3301', { alphabet: 'uuid' }, true],
    ['3F2504E04f8941d39A0C0305e82c3301', { alphabet: 'uuid' }, false],
    ['any words ~!', { alphabet: 'printable' }, true],
    ['any words', {}, true],
    ['two\nlines', {}, false],
    ['Örtel', { alphabet: 'printable' }, false],
    ['Örtel\nGmbH', undefined, true],
    ['abcd', { length: { min: 4, max: 4 } }, true],
    ['abc', { length: { min: 4, max: 4 } }, false],
    ['abcde', { length: { min: 4, max: 4 } }, false],
  ])('of text %j has the shape %j or not', (token, shape, fits) => {
    const rules = shape === undefined ? {} : { shape };
    expect(judge(` ${token}\n`, { scheme: 'text', ...rules }).code).toBe(
      fits ? 'license-token-unsigned' : 'license-token-malformed',
    );
  });
});

describe('a token with an MD5', () => {
  const forgeable = { scheme: 'md5-trailer' } as const;
  const end = '2030-01-01T00:00:00.000Z';

  it('says what it says', () => {
    expect(judge(mui, forgeable)).toMatchObject({
      entity: null,
      notAfter: end,
      claims: expect.arrayContaining([{ name: 'O', text: '"1234"' }]) as unknown,
    });
    expect(judge(agGrid, forgeable)).toMatchObject({
      entity: 'Example (GmbH)',
      notAfter: end,
      claims: [{ name: 'company', text: '"Example (GmbH)"' }],
    });
    expect(judge(agGridOld.replace('Example GmbH', ' Example '), forgeable).entity).toBe('Example');
    expect(judge(agGridOld, forgeable)).toMatchObject({ entity: 'Example GmbH', notAfter: end });
    expect(judge(md5 + base64('ORDER:77,EXPIRY=1893456000000,KEYVERSION=1'), forgeable)).toMatchObject({
      notAfter: end,
      claims: [
        { name: 'ORDER', text: '"77"' },
        { name: 'EXPIRY', text: '"1893456000000"' },
        { name: 'KEYVERSION', text: '"1"' },
      ],
    });
    expect(judge(`Nobody_${base64('1893456000000')}${md5}`, forgeable)).toMatchObject({ entity: null, claims: [] });
    expect(judge(`___(  )_is_granted_a_(x_${base64('1893456000000')}${md5}`, forgeable).entity).toBeNull();
    expect(judge(`x )_is_granted_a_(_${base64('1893456000000')}${md5}`, forgeable).entity).toBeNull();
  });

  it('that ended is not called expired: its date is forgeable, and a date of updates', () => {
    const token = md5 + base64('E=1,KV=2');
    expect(judge(token, forgeable)).toMatchObject({
      code: 'license-token-forgeable',
      notAfter: '1970-01-01T00:00:00.001Z',
    });
  });

  it.each([
    ['no date', 'O=1,KV=2'],
    ['a date of letters', 'E=soon,KV=2'],
    ['the date zero', 'E=0,KV=2'],
    ['a date beyond all calendars', 'E=999999999999999,KV=2'],
  ])('with %s says no end', (_, text) => {
    expect(judge(md5 + base64(text), forgeable)).not.toHaveProperty('notAfter');
  });

  it('for somebody else is refuted even so', () => {
    expect(judge(agGrid, { ...forgeable, entity: 'Other' }).code).toBe('license-token-other-entity');
    expect(judge(mui, { ...forgeable, entity: 'Example GmbH' }).code).toBe('license-token-other-entity');
    expect(judge(agGrid, { ...forgeable, entity: 'Example (GmbH)' }).code).toBe('license-token-forgeable');
  });

  it.each([
    ['nothing but the MD5', md5],
    ['no MD5', base64('O=1,KV=2')],
    ['pairs that are none', md5 + base64('hello')],
    ['a pair without a name', md5 + base64('=1,KV=2')],
    ['bytes that are no text', md5 + Buffer.of(0xff, 0xfe, 1).toString('base64')],
    ['control characters', md5 + base64('O=\u001b[2J,KV=2')],
    ['base64 that is not canonical', `${md5}Tz0x,`],
    ['text that is not ASCII', `Örtel_${base64('1893456000000')}${md5}`],
    ['no underscore', base64('1893456000000') + md5],
    ['no date before its MD5', `Company_${base64('soon')}${md5}`],
    ['a date that is no text', `Company_${Buffer.of(0xff).toString('base64')}${md5}`],
    ['a date that is no base64', `Company_189345600${md5}`],
    ['too many bytes', `${'x'.repeat(20_000)}_${base64('1893456000000')}${md5}`],
  ])('and %s is malformed', (_, token) => {
    expect(judge(token, forgeable).code).toBe('license-token-malformed');
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, text) => {
        for (const token of [before + md5, md5 + base64(text), `${before}_${base64(text)}${md5}`, text]) {
          expect(['absent', 'refuted']).toContain(judge(token, forgeable).outcome);
        }
      }),
    );
  });
});

describe('a signed token whose fingerprint is expected as well', () => {
  it('must have it and be signed', () => {
    expect(judge(signedToken, { ...signed, fingerprints: [nameOf(signedToken)] }).code).toBe('license-token-verified');
    expect(judge(signedToken, { ...signed, fingerprints: ['0'.repeat(64)] }).code).toBe(
      'license-token-fingerprint-mismatch',
    );
    expect(judge('AAAA', { ...signed, fingerprints: [nameOf('AAAA')] }).code).toBe('license-token-foreign-key');
  });

  it('is not proven by it while no key is pinned', () => {
    const rules = { scheme: 'rsa-recover', keys: [], fingerprints: [nameOf(signedToken)] } as const;
    expect(judge(signedToken, rules)).toMatchObject({ outcome: 'absent', code: 'license-token-no-key' });
  });
});

describe('rules about tokens', () => {
  const of = (rules: Partial<Record<keyof LicenseTokenRules, unknown>>) =>
    ({ scheme: 'jwt', keys: [], ...rules }) as LicenseTokenRules;

  it.each<[string, LicenseTokenRules]>([
    ['a scheme that does not exist', of({ scheme: 'rot13' })],
    ['a scheme named as a member of every object', of({ scheme: 'constructor' })],
    ['keys for text', of({ scheme: 'text', keys: [rsaPem] })],
    ['keys for what is opaque', of({ scheme: 'opaque', keys: [rsaPem] })],
    ['keys for an MD5', of({ scheme: 'md5-trailer', keys: [rsaPem] })],
    ['an entity of text', of({ scheme: 'text', entity: 'Example' })],
    ['an entity of what is opaque', of({ scheme: 'opaque', entity: 'Example' })],
    ['an empty entity', of({ entity: '' })],
    ['an empty claim', of({ claims: { iss: '' } })],
    ['an empty name of a claim', of({ entityClaim: '' })],
    ['claims of what has none', of({ scheme: 'rsa-recover', claims: { iss: 'x' } })],
    ['a shape of a JWT', of({ shape: { alphabet: 'hex' } })],
    ['algorithms of what has none', of({ scheme: 'rsa-recover', algorithms: ['RS256'] })],
    ['the algorithm none', of({ algorithms: ['none'] })],
    ['an algorithm with a shared secret', of({ algorithms: ['RS256', 'HS256'] })],
    ['an uppercase fingerprint', of({ fingerprints: ['A'.repeat(64)] })],
    ['a fingerprint cut short', of({ fingerprints: ['a'.repeat(63)] })],
    ['a key that is none', of({ keys: [rsaPem, 'key'] })],
    ['a key of a type that cannot make such a block', of({ scheme: 'rsa-recover', keys: [edPem] })],
    ['a key that is for none of the algorithms', of({ keys: [edPem], algorithms: ['ES256'] })],
    ['a shape with a strange alphabet', of({ scheme: 'text', shape: { alphabet: 'emoji' } })],
    ['a shape with a length that cannot be', of({ scheme: 'text', shape: { length: { min: 2, max: 1 } } })],
    ['a shape with a negative length', of({ scheme: 'text', shape: { length: { min: -1, max: 1 } } })],
    ['a shape with a fraction for a length', of({ scheme: 'text', shape: { length: { min: 0.5, max: 1 } } })],
    ['a shape without an end', of({ scheme: 'text', shape: { length: { min: 1, max: Infinity } } })],
  ])('with %s are refused as a whole', (_, rules) => {
    expect(licenseTokenRulesProblem(rules)).toMatch(/\.$/);
    expect(() => verifyLicenseToken(bytesOf('x'), rules, { at })).toThrow(AssayError);
  });

  it('say which key is wrong', () => {
    expect(licenseTokenRulesProblem(of({ scheme: 'rsa-recover', keys: [rsaPem, edPem] }))).toMatch(
      /^Issuer key 2: no token of these rules/,
    );
    expect(licenseTokenRulesProblem(of({ keys: [rsaPem, 'key'] }))).toMatch(/^Issuer key 2: The key is neither/);
  });

  it('that can be asked have no problem', () => {
    const all = { entity: 'E', entityClaim: 'e', claims: { iss: 'i' }, algorithms: ['EdDSA'], keys: [edPem] };
    expect(licenseTokenRulesProblem(of(all))).toBeNull();
    expect(licenseTokenRulesProblem(of({ scheme: 'text', shape: { length: { min: 0, max: 9 } } }))).toBeNull();
  });

  it('may be those of a policy, in which empty lists ask nothing', () => {
    const expectation: LicenseTokenExpectation = {
      scheme: 'opaque',
      path: 'lib/license.txt',
      keys: [],
      fingerprints: [],
      claims: {},
    };
    expect(licenseTokenRulesProblem(expectation)).toBeNull();
    expect(judge('secret', expectation).code).toBe('license-token-opaque');
    expect(judge('secret', { ...expectation, scheme: 'text', algorithms: [] }).code).toBe('license-token-unsigned');
  });

  it('need a time to judge at', () => {
    expect(() => judge('x', {}, { at: 'today' })).toThrow(AssayError);
  });
});

describe('the codes of tokens', () => {
  it('all say what to do, but those that prove', () => {
    for (const [code, { outcome, text, next }] of Object.entries(licenseTokenCodes)) {
      expect(code).toMatch(/^license-token-[a-z-]+$/);
      expect(text).toMatch(/\.$/);
      expect(next === '', code).toBe(outcome === 'proven');
    }
  });
});
