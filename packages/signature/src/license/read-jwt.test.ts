import { constants, createHmac, generateKeyPairSync, sign, type KeyObject, type SignKeyObjectInput } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LicenseTokenRules } from './license-token-rules.js';
import { tokenFingerprint } from './token-fingerprint.js';
import { verifyLicenseToken } from './verify-license-token.js';

const at = '2026-06-01T00:00:00Z';
const now = Date.parse(at) / 1000;
const pairs = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  p256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  p384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  p521: generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  ed25519: generateKeyPairSync('ed25519'),
};
type Kind = keyof typeof pairs;
const pemOf = (key: KeyObject) => String(key.export({ format: 'pem', type: 'spki' }));
const pems = Object.fromEntries(Object.entries(pairs).map(([kind, pair]) => [kind, pemOf(pair.publicKey)])) as Record<
  Kind,
  string
>;

const url = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const bytesOf = (text: string) => new TextEncoder().encode(text);
type SignOptions = Omit<SignKeyObjectInput, 'key'>;
const raw: SignOptions = { dsaEncoding: 'ieee-p1363' };
const pss = (saltLength: number): SignOptions => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });

interface Minting {
  readonly kind?: Kind;
  readonly hash?: string | null;
  readonly options?: SignOptions;
  readonly header?: unknown;
  readonly payload?: unknown;
}

const claims = { iss: 'https://vendor.example', sub: 'customer-7', aud: 'product', entity: 'Example GmbH' };

function mint({
  kind = 'p256',
  hash = 'sha256',
  options = raw,
  header = { alg: 'ES256' },
  payload = claims,
}: Minting = {}) {
  const text = `${url(header)}.${url(payload)}`;
  return `${text}.${sign(hash, Buffer.from(text), { key: pairs[kind].privateKey, ...options }).toString('base64url')}`;
}

const all = Object.values(pems);
const judge = (token: string | Uint8Array, change: Partial<LicenseTokenRules> = {}, context = {}) =>
  verifyLicenseToken(
    typeof token === 'string' ? bytesOf(token) : token,
    { scheme: 'jwt', keys: all, entity: 'Example GmbH', ...change },
    { at, ...context },
  );

describe('a token that nobody or somebody else signed', () => {
  const body = url(claims);

  it.each(['none', 'None', 'NONE', '', 'HS256', 'HS384', 'HS512', 'RS1', 'ES256K', 'toString', '__proto__', 'es256'])(
    'is refused with the algorithm %j',
    (alg) => {
      const header = `{"alg":${JSON.stringify(alg)}}`;
      for (const signature of ['', 'AAAA']) {
        expect(judge(`${url(header)}.${body}.${signature}`)).toMatchObject({
          outcome: 'refuted',
          code: 'license-token-algorithm-refused',
        });
      }
      expect(judge(mint({ header })).code).toBe('license-token-algorithm-refused');
    },
  );

  it.each(all)('is refused when the public key itself was used as a shared secret', (secret) => {
    for (const alg of ['HS256', 'RS256', 'ES256', 'EdDSA']) {
      const text = `${url({ alg, typ: 'JWT' })}.${body}`;
      const signature = createHmac('sha256', secret).update(text).digest('base64url');
      expect(judge(`${text}.${signature}`).outcome).toBe('refuted');
    }
  });

  it('is refused when the key that it brings along, or points at, verifies it', () => {
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = stranger.publicKey.export({ format: 'jwk' });
    const headers = [
      { jwk },
      { jku: 'https://keys.example' },
      { x5c: [pemOf(stranger.publicKey)] },
      { kid: '../../dev/null' },
    ];
    for (const brought of headers) {
      const text = `${url({ alg: 'ES256', ...brought })}.${body}`;
      const signature = sign('sha256', Buffer.from(text), { key: stranger.privateKey, ...raw });
      expect(judge(`${text}.${signature.toString('base64url')}`).code).toBe('license-token-foreign-key');
    }
  });

  it('is refused when the header names an algorithm of another pinned key than the one that signed', () => {
    for (const alg of ['RS256', 'PS256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'RS512']) {
      expect(judge(mint({ header: { alg } })).code, alg).toBe('license-token-foreign-key');
    }
    const rsa: Minting = { kind: 'rsa', options: {} };
    for (const alg of ['PS256', 'RS384', 'RS512', 'ES256']) {
      expect(judge(mint({ ...rsa, header: { alg } })).code, alg).toBe('license-token-foreign-key');
    }
  });

  it('is refused when no pinned key is for its algorithm, or the rules do not allow it', () => {
    expect(judge(mint(), { keys: [pems.rsa] })).toMatchObject({
      code: 'license-token-algorithm-refused',
      detail: 'It names ES256, which no pinned key is for.',
    });
    const rsa = mint({ kind: 'rsa', options: {}, header: { alg: 'RS256' } });
    expect(judge(rsa, { keys: [pems.rsa], algorithms: ['PS256'] }).code).toBe('license-token-algorithm-refused');
    expect(judge(rsa, { keys: [pems.rsa], algorithms: ['PS256', 'RS256'] }).code).toBe('license-token-verified');
  });
});

describe('the signature of a token', () => {
  it('as DER, as other signatures by ECDSA are written, is refused', () => {
    expect(judge(mint({ options: { dsaEncoding: 'der' } })).code).toBe('license-token-foreign-key');
  });

  it.each(['ES256', 'ES384', 'ES512', 'EdDSA', 'RS256'])('of another length is refused: %s', (alg) => {
    for (const length of [0, 1, 63, 65, 95, 97, 131, 133, 255, 257]) {
      expect(judge(`${url({ alg })}.${url(claims)}.${Buffer.alloc(length, 1).toString('base64url')}`).code).toBe(
        'license-token-foreign-key',
      );
    }
  });

  it.each(['ES256', 'ES384', 'ES512', 'EdDSA', 'RS256', 'PS256'])('of zeros is refused (CVE-2022-21449): %s', (alg) => {
    const length = { ES256: 64, ES384: 96, ES512: 132, EdDSA: 64 }[alg] ?? 256;
    expect(judge(`${url({ alg })}.${url(claims)}.${Buffer.alloc(length).toString('base64url')}`).code).toBe(
      'license-token-foreign-key',
    );
  });

  it('with a salt of another length than the hash is refused', () => {
    for (const salt of [0, 20, 33]) {
      const token = mint({ kind: 'rsa', options: pss(salt), header: { alg: 'PS256' } });
      expect(judge(token).code).toBe('license-token-foreign-key');
    }
  });

  const orders: Record<string, bigint> = {
    p256: BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'),
    p384: BigInt(`0x${'f'.repeat(48)}c7634d81f4372ddf581a0db248b0a77aecec196accc52973`),
    p521: BigInt(`0x1${'f'.repeat(64)}fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`),
  };

  it.each([
    ['p256', 'ES256', 'sha256'],
    ['p384', 'ES384', 'sha384'],
    ['p521', 'ES512', 'sha512'],
  ] as const)('may have either s, and one that is revoked is revoked as the other (%s)', (kind, alg, hash) => {
    for (let n = 0; n < 4; n++) {
      const token = mint({ kind, hash, header: { alg }, payload: { ...claims, n } });
      const at1 = token.lastIndexOf('.') + 1;
      const signature = Buffer.from(token.slice(at1), 'base64url');
      const half = signature.length / 2;
      const s = orders[kind]! - BigInt(`0x${signature.subarray(half).toString('hex')}`);
      const other = Buffer.concat([
        signature.subarray(0, half),
        Buffer.from(s.toString(16).padStart(half * 2, '0'), 'hex'),
      ]);
      const twin = token.slice(0, at1) + other.toString('base64url');
      expect(judge(twin).code).toBe('license-token-verified');
      for (const [listed, shown] of [
        [token, twin],
        [twin, token],
        [token, token],
      ] as const) {
        const revoked = { fingerprints: new Set([tokenFingerprint(bytesOf(listed))]) };
        expect(judge(shown, {}, { revoked })).toMatchObject({
          code: 'license-token-revoked',
          entity: shown === listed ? null : 'Example GmbH',
        });
      }
    }
  });
});

describe('the form of a token', () => {
  const token = mint();
  const [header = '', payload = '', signature = ''] = token.split('.');

  it.each([
    ['two parts', `${header}.${payload}`],
    ['four parts', `${token}.`],
    ['five parts, as an encrypted one', `${header}.a.b.${payload}.${signature}`],
    ['a leading dot', `.${token}`],
    ['no header', `.${payload}.${signature}`],
    ['no payload', `${header}..${signature}`],
    ['white space within', `${header}. ${payload}.${signature}`],
    ['a line feed within', `${header}.\n${payload}.${signature}`],
    ['a no-break space after it', `${token}\u00a0`],
    ['a byte order mark before it', `\ufeff${token}`],
    ['padding', `${header}.${payload}.${signature}==`],
    ['the other alphabet', `${header}.${payload}.${'+'.repeat(86)}`],
    ['unused bits in its signature', `${header}.${payload}.${signature.slice(0, -1)}_`],
    ['a header that is no JSON', `${url('alg')}.${payload}.${signature}`],
    ['a header that is no object', `${url(['ES256'])}.${payload}.${signature}`],
    ['a header without algorithm', `${url({})}.${payload}.${signature}`],
    ['an algorithm that is no text', `${url({ alg: ['ES256'] })}.${payload}.${signature}`],
    ['two algorithms', `${url('{"alg":"none","alg":"ES256"}')}.${payload}.${signature}`],
  ])('with %s is malformed', (_, text) => {
    expect(judge(text)).toMatchObject({
      outcome: 'refuted',
      code: 'license-token-malformed',
      entity: null,
      claims: [],
    });
  });

  it.each([
    ['critical extensions', { header: { alg: 'ES256', crit: ['exp'] } }],
    ['an empty list of critical extensions', { header: { alg: 'ES256', crit: [] } }],
    ['an unencoded payload (RFC 7797)', { header: { alg: 'ES256', b64: false } }],
    ['the extension b64, even where it changes nothing', { header: { alg: 'ES256', b64: true } }],
    ['a duplicate claim', { payload: '{"entity":"Somebody","entity":"Example GmbH"}' }],
    ['a payload that is a list', { payload: ['entity'] }],
    ['a payload that is no JSON', { payload: 'Example GmbH' }],
  ])('with %s is malformed although it is signed', (_, minting) => {
    expect(judge(mint(minting)).code).toBe('license-token-malformed');
  });

  it('that is too long is malformed', () => {
    expect(judge(mint({ payload: { ...claims, more: 'x'.repeat(64 * 1024) } })).code).toBe('license-token-malformed');
  });

  it('may have white space around it', () => {
    expect(judge(` \r\n${token}\n`)).toMatchObject({
      code: 'license-token-verified',
      fingerprint: judge(token).fingerprint,
    });
  });

  it.each([
    ['p256', token],
    ['ed25519', mint({ kind: 'ed25519', hash: null, options: {}, header: { alg: 'EdDSA' } })],
    ['rsa', mint({ kind: 'rsa', options: {}, header: { alg: 'RS256' } })],
  ])('with any single bit changed is refuted (%s)', (kind, text) => {
    const bytes = bytesOf(text);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Uint8Array.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(judge(changed, { keys: [pems[kind as Kind]] }).outcome, `bit ${bit}`).toBe('refuted');
    }
  });

  it('of any bytes or parts never throws and is never proven', () => {
    const part = fc.oneof(fc.base64String(), fc.json().map(url), fc.constantFrom(header, payload, signature));
    const text = fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(fc.oneof(text.map(bytesOf), fc.uint8Array()), (bytes) => {
        fc.pre(Buffer.from(bytes).toString() !== token);
        expect(judge(bytes).outcome).toBe('refuted');
      }),
    );
  });
});

describe('what a signed token says', () => {
  const said = (change: Record<string, unknown>) => mint({ payload: { ...claims, ...change } });

  it.each([
    ['exp', '2027'],
    ['exp', null],
    ['exp', -1],
    ['exp', 1e300],
    ['nbf', true],
    ['nbf', 253_402_300_800],
    ['iat', [1]],
    ['iss', 1],
    ['iss', null],
    ['sub', ['customer-7']],
    ['aud', 1],
    ['aud', null],
    ['aud', ['product', 1]],
    ['aud', { product: true }],
  ])('with a claim %s that is %j is malformed', (name, value) => {
    expect(judge(said({ [name]: value }))).toMatchObject({ code: 'license-token-malformed', outcome: 'refuted' });
  });

  it('holds from its start on, and no longer at its end (RFC 7519 §4.1.4)', () => {
    expect(judge(said({ nbf: now, iat: now, exp: now + 1 }))).toMatchObject({
      code: 'license-token-verified',
      notBefore: '2026-06-01T00:00:00.000Z',
      notAfter: '2026-06-01T00:00:01.000Z',
    });
    expect(judge(said({ exp: now }))).toMatchObject({
      code: 'license-token-expired',
      outcome: 'refuted',
      entity: 'Example GmbH',
      detail: 'It ended at 2026-06-01T00:00:00.000Z.',
    });
    expect(judge(said({ exp: now + 0.5 })).code).toBe('license-token-verified');
    expect(judge(said({ nbf: now + 1 })).code).toBe('license-token-not-yet-valid');
    expect(judge(said({ iat: now + 1 })).code).toBe('license-token-not-yet-valid');
    expect(judge(said({ exp: 0 })).code).toBe('license-token-expired');
  });

  it('must be the expected issuer, subject and audience, exactly', () => {
    const expected = { iss: 'https://vendor.example', sub: 'customer-7', aud: 'product' };
    expect(judge(said({}), { claims: expected }).code).toBe('license-token-verified');
    expect(judge(said({ aud: ['other', 'product'] }), { claims: expected }).code).toBe('license-token-verified');
    const wrong: Record<string, unknown>[] = [
      { iss: 'https://vendor.example/' },
      { iss: undefined },
      { sub: 'customer-70' },
      { sub: undefined },
      { aud: 'Product' },
      { aud: [] },
      { aud: undefined },
      { aud: ['products', 'other'] },
    ];
    for (const change of wrong) {
      const verdict = judge(said(change), { claims: expected });
      expect(verdict.code, JSON.stringify(change)).toBe('license-token-claim-mismatch');
      expect(verdict.detail).toContain(', not "');
    }
    expect(judge(said({ aud: undefined }), { claims: expected }).detail).toBe(
      'Its claim "aud" is no text, not "product".',
    );
  });

  it('may be expected to have other claims, numbers and booleans as JSON writes them, but no lists', () => {
    const token = said({ seats: 5, trial: false, plan: ['pro'], deep: { a: 'x' }, tier: 'gold' });
    const holds = (expected: Record<string, string>) => judge(token, { claims: expected });
    expect(holds({ seats: '5', trial: 'false', tier: 'gold' }).code).toBe('license-token-verified');
    const wrong: Record<string, string>[] = [
      { seats: '5.0' },
      { trial: 'true' },
      { plan: 'pro' },
      { deep: 'x' },
      { tier: 'Gold' },
      { none: 'x' },
      { tier: 'gold', seats: '6' },
    ];
    for (const expected of wrong) {
      expect(holds(expected).code, JSON.stringify(expected)).toBe('license-token-claim-mismatch');
    }
    expect(holds({ seats: '6' }).detail).toBe('Its claim "seats" is "5", not "6".');
    expect(judge(said({ aud: ['a', 'b', 'c', 'd', 'e', 'f'] }), { claims: { aud: 'x' } }).detail).toBe(
      'Its claim "aud" is "a", "b", "c", "d", "e", not "x".',
    );
  });

  it('may end with the calendar', () => {
    expect(judge(said({ exp: 253_402_300_799 }))).toMatchObject({ notAfter: '9999-12-31T23:59:59.000Z' });
  });

  it('names its entity in the claim of the rules, or in the first that is known', () => {
    const open = { scheme: 'jwt', keys: [pems.p256] } as const;
    const entity = (payload: unknown, rules: Partial<LicenseTokenRules> = {}) =>
      verifyLicenseToken(bytesOf(mint({ payload })), { ...open, ...rules }, { at }).entity;
    expect(entity({ entity: 'A', licensee: 'B', sub: 'C' })).toBe('A');
    expect(entity({ licensee: 'B', sub: 'C' })).toBe('B');
    expect(entity({ sub: 'C' })).toBe('C');
    expect(entity({})).toBeNull();
    expect(entity({ entity: ['A'], sub: 'C' })).toBeNull();
    expect(entity({ entity: 'A', customer: 'D' }, { entityClaim: 'customer' })).toBe('D');
    expect(entity({ entity: 'A' }, { entityClaim: 'customer' })).toBeNull();
    expect(judge(mint({ payload: {} })).detail).toBe('It names nobody, not "Example GmbH".');
    expect(judge(said({ entity: 'Other' })).code).toBe('license-token-other-entity');
  });

  it('is shown, whatever it is', () => {
    const { claims: shown } = judge(
      said({
        exp: now + 1,
        seats: 5,
        trial: false,
        note: null,
        features: ['a', 'b'],
        deep: { a: 1 },
        long: new Array(11).fill(1),
        nested: [[]],
      }),
    );
    expect(Object.fromEntries(shown.map(({ name, text }) => [name, text]))).toMatchObject({
      iss: '"https://vendor.example"',
      seats: '5',
      trial: 'false',
      note: 'null',
      features: '["a", "b"]',
      deep: '{1 members}',
      long: '[11 items]',
      nested: '[1 items]',
    });
  });
});

describe('a token of each algorithm', () => {
  it.each<[string, Minting]>([
    ['RS256', { kind: 'rsa', hash: 'sha256', options: {} }],
    ['RS384', { kind: 'rsa', hash: 'sha384', options: {} }],
    ['RS512', { kind: 'rsa', hash: 'sha512', options: {} }],
    ['PS256', { kind: 'rsa', hash: 'sha256', options: pss(32) }],
    ['PS384', { kind: 'rsa', hash: 'sha384', options: pss(48) }],
    ['PS512', { kind: 'rsa', hash: 'sha512', options: pss(64) }],
    ['ES256', { kind: 'p256', hash: 'sha256' }],
    ['ES384', { kind: 'p384', hash: 'sha384' }],
    ['ES512', { kind: 'p521', hash: 'sha512' }],
    ['EdDSA', { kind: 'ed25519', hash: null, options: {} }],
    ['Ed25519', { kind: 'ed25519', hash: null, options: {} }],
  ])('is verified: %s', (alg, minting) => {
    const token = mint({ ...minting, header: { alg, typ: 'JWT', kid: 'anything' } });
    const verdict = judge(token);
    expect(verdict).toMatchObject({ outcome: 'proven', code: 'license-token-verified', entity: 'Example GmbH' });
    expect(judge(token, { keys: [] })).toMatchObject({ outcome: 'absent', code: 'license-token-no-key', claims: [] });
  });
});
