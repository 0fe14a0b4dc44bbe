import { generateKeyPairSync, hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRegistryKeys } from './read-registry-keys.js';
import { findKey } from './compiled-keys.js';
import type { RegistryKeys } from './registry-keys.js';
import { registryKeysOf } from './registry-keys-of.js';

const spkiOf = (curve: string) =>
  generateKeyPairSync('ec', { namedCurve: curve }).publicKey.export({ type: 'spki', format: 'der' });

const spki = spkiOf('prime256v1');
const key = spki.toString('base64');
const idOf = (der: Uint8Array) => `SHA256:${hash('sha256', der, 'base64').slice(0, -1)}`;
const id = idOf(spki);

/** The fingerprint that ssh-keygen prints, which npm's ids are. */
function sshIdOf(der: Buffer): string {
  const lengthed = (part: Uint8Array | string) => {
    const bytes = Buffer.from(part as string);
    return Buffer.concat([Buffer.of(0, 0, 0, bytes.length), bytes]);
  };
  return idOf(Buffer.concat([lengthed('ecdsa-sha2-nistp256'), lengthed('nistp256'), lengthed(der.subarray(26))]));
}

const target = (change: object = {}, publicKey: object = {}) => ({
  keyId: id,
  keyUsage: 'npm:signatures',
  publicKey: {
    rawBytes: key,
    keyDetails: 'PKIX_ECDSA_P256_SHA_256',
    validFor: { start: '2025-01-13T00:00:00.000Z' },
    ...publicKey,
  },
  ...change,
});

const endpoint = (change: object = {}) => ({
  expires: null,
  keyid: id,
  keytype: 'ecdsa-sha2-nistp256',
  scheme: 'ecdsa-sha2-nistp256',
  key,
  ...change,
});

const read = (...keys: readonly unknown[]) => readRegistryKeys(JSON.stringify({ keys }));

function keysOf(result: ReturnType<typeof read>): RegistryKeys {
  if (!result.ok) throw new Error(result.detail);
  return result.value;
}

describe('a list with anything wrong in it is refused whole', () => {
  const p384 = spkiOf('secp384r1');
  const k256 = spkiOf('secp256k1');
  const ed = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
  const day = '2025-01-01T00:00:00Z';
  const hybrid = Buffer.from(spki);
  hybrid[26] = 0x06 + ((spki.at(-1) ?? 0) & 1);
  const offCurve = Buffer.concat([spki.subarray(0, -1), Buffer.from([(spki.at(-1) ?? 0) ^ 1])]);
  const compressed = Buffer.concat([
    Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex'),
    Buffer.from([0x02 + ((spki.at(-1) ?? 0) & 1)]),
    spki.subarray(27, 59),
  ]);
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['no map', 7, 'keys-malformed'],
    ['an entry of no form', {}, 'keys-malformed'],
    ['an entry of both forms', { ...target(), ...endpoint() }, 'keys-malformed'],
    ['an id that is no text', target({ keyId: 7 }), 'keys-malformed'],
    ['an id that is no text, in the other form', endpoint({ keyid: 7 }), 'keys-malformed'],
    ['no key, in the other form', endpoint({ key: undefined }), 'keys-malformed'],
    ['a point in hybrid form', endpoint({ keyid: 'k', key: hybrid.toString('base64') }), 'key-unsuitable'],
    ['a validity of no length', target({}, { validFor: { start: day, end: day } }), 'keys-malformed'],
    ['an empty id', endpoint({ keyid: '' }), 'keys-malformed'],
    ['an id with a space', endpoint({ keyid: 'a b' }), 'keys-malformed'],
    ['an id with a letter that looks like another', endpoint({ keyid: 'kе' }), 'keys-malformed'],
    ['an id of another key', target({ keyId: idOf(p384) }), 'key-id-mismatch'],
    ['an SSH fingerprint of another key', target({ keyId: sshIdOf(spkiOf('prime256v1')) }), 'key-id-mismatch'],
    ['a padded fingerprint', endpoint({ keyid: `${id}=` }), 'key-id-mismatch'],
    ['a fingerprint in lower case', endpoint({ keyid: id.replace('SHA256', 'sha256') }), 'key-id-mismatch'],
    ['a fingerprint cut short', endpoint({ keyid: id.slice(0, -1) }), 'key-id-mismatch'],
    ['a fingerprint in hex', endpoint({ keyid: `SHA256:${hash('sha256', spki, 'hex')}` }), 'key-id-mismatch'],
    ['a usage that is no text', target({ keyUsage: 7 }), 'keys-malformed'],
    ['no usage', target({ keyUsage: undefined }), 'keys-malformed'],
    ['no key', target({ publicKey: undefined }), 'keys-malformed'],
    ['no bytes', target({}, { rawBytes: undefined }), 'keys-malformed'],
    ['no validity', target({}, { validFor: undefined }), 'keys-malformed'],
    ['a validity without start', target({}, { validFor: { end: '2030-01-01T00:00:00Z' } }), 'keys-malformed'],
    ['an end that is no text', target({}, { validFor: { start: '2025-01-01T00:00:00Z', end: 7 } }), 'keys-malformed'],
    [
      'an end before the start',
      target({}, { validFor: { start: '2025-01-02T00:00:00Z', end: '2025-01-01T00:00:00Z' } }),
      'keys-malformed',
    ],
    ['a start that is no time', target({}, { validFor: { start: 'x' } }), 'keys-malformed'],
    ['a start on 31 February', target({}, { validFor: { start: '2025-02-31T00:00:00Z' } }), 'keys-malformed'],
    ['expires that is no time', endpoint({ expires: 'never' }), 'keys-malformed'],
    ['expires that is a number', endpoint({ expires: 0 }), 'keys-malformed'],
    ['expires with words before it', endpoint({ expires: 'on 2030-01-01' }), 'keys-malformed'],
    ['an end that is a number', target({}, { validFor: { start: '2025-01-01T00:00:00Z', end: 0 } }), 'keys-malformed'],
    ['no scheme', endpoint({ scheme: undefined }), 'keys-malformed'],
    ['revoked that is no truth value', endpoint({ revoked: 'no' }), 'keys-malformed'],
    ['a P-384 key', endpoint({ keyid: 'k', key: p384.toString('base64') }), 'key-unsuitable'],
    ['a secp256k1 key', endpoint({ keyid: 'k', key: k256.toString('base64') }), 'key-unsuitable'],
    ['an Ed25519 key', endpoint({ keyid: 'k', key: ed.toString('base64') }), 'key-unsuitable'],
    ['a point that is not on the curve', endpoint({ keyid: 'k', key: offCurve.toString('base64') }), 'key-unsuitable'],
    ['a compressed point', endpoint({ keyid: 'k', key: compressed.toString('base64') }), 'key-unsuitable'],
    [
      'a key with a byte behind it',
      endpoint({ keyid: 'k', key: Buffer.concat([spki, Buffer.of(0)]).toString('base64') }),
      'key-unsuitable',
    ],
    ['a key in the URL alphabet', endpoint({ keyid: 'k', key: spki.toString('base64url') }), 'key-unsuitable'],
    ['a key with white space', endpoint({ keyid: 'k', key: ` ${key}` }), 'key-unsuitable'],
    ['an empty key', endpoint({ keyid: 'k', key: '' }), 'key-unsuitable'],
    [
      'PEM of a private key',
      endpoint({ keyid: 'k', key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----` }),
      'key-unsuitable',
    ],
  ];
  it.each(cases)('%s', (_what, entry, code) => {
    expect(read(entry)).toMatchObject({ ok: false, code });
    const other = spkiOf('prime256v1');
    const fine = endpoint({ keyid: idOf(other), key: other.toString('base64') });
    expect(read(fine, entry)).toMatchObject({ ok: false, code });
  });

  it.each(['', '{}', '[]', '{"keys":{}}', '{"keys":[]}', '{"keys":[],"keys":[]}', '{"keys":null}', '<html>', 'null'])(
    'the text %j',
    (text) => expect(readRegistryKeys(text)).toMatchObject({ ok: false, code: 'keys-malformed' }),
  );

  it('a list of 257', () => {
    const entries = Array.from({ length: 257 }, (_, i) => endpoint({ keyid: `k${i}` }));
    expect(read(...entries)).toMatchObject({ ok: false, code: 'keys-malformed' });
    expect(read(...entries.slice(1)).ok).toBe(true);
  });

  it('a megabyte and more', () => {
    expect(readRegistryKeys(`{"keys":[]}${' '.repeat(1_100_000)}`)).toMatchObject({
      ok: false,
      code: 'keys-malformed',
    });
  });
});

describe('one id is one key with one validity', () => {
  const other = spkiOf('prime256v1').toString('base64');

  it.each([
    ['two keys', endpoint({ keyid: 'k' }), endpoint({ keyid: 'k', key: other })],
    ['two ends', endpoint(), endpoint({ expires: '2030-01-01T00:00:00.000Z' })],
    ['two starts', target(), target({}, { validFor: { start: '2024-01-01T00:00:00.000Z' } })],
    ['revoked and not', target(), target({ revoked: true })],
    [
      'two keys of two usages',
      target({ keyId: 'k' }),
      target({ keyId: 'k', keyUsage: 'npm:attestations' }, { rawBytes: other }),
    ],
    ['a kind that is not known', target(), target({}, { keyDetails: 'PKIX_ED25519' })],
    [
      'a kind that is not known in another usage',
      target({}, { keyDetails: 'PKIX_ED25519' }),
      target({ keyUsage: 'npm:attestations' }),
    ],
  ])('%s are refused', (_what, one, two) => {
    expect(read(one, two)).toMatchObject({ ok: false, code: 'keys-conflicting' });
    expect(read(two, one)).toMatchObject({ ok: false, code: 'keys-conflicting' });
  });

  it('the same entry twice is one', () => {
    expect(keysOf(read(target(), target(), endpoint({ keyid: 'k' }), endpoint({ keyid: 'k' }))).ids).toEqual([id, 'k']);
    const odd = target({}, { keyDetails: 'PKIX_ED25519' });
    expect(keysOf(read(odd, odd)).ids).toEqual([id]);
  });
});

describe('keys are found by usage and exact id', () => {
  it('whose id is the fingerprint of its SSH form or its DER, or any other name', () => {
    const list = read(target({ keyId: sshIdOf(spki) }), target(), endpoint({ keyid: 'any-name' }));
    expect(keysOf(list).ids).toEqual([sshIdOf(spki), id, 'any-name']);
  });

  it('a TUF target states usages apart', () => {
    const end = '2026-01-01T00:00:00.000Z';
    const start = '2022-12-01T00:00:00.000Z';
    const keys = keysOf(read(target(), target({ keyUsage: 'npm:attestations' }, { validFor: { start, end } })));
    expect(findKey(keys, 'signatures', id)).toMatchObject({
      from: Date.UTC(2025, 0, 13),
      until: Infinity,
      revoked: false,
    });
    expect(findKey(keys, 'attestations', id)).toMatchObject({ from: Date.parse(start), until: Date.parse(end) });
    const signing = keysOf(read(target()));
    expect(findKey(signing, 'attestations', id)).toBeUndefined();
  });

  it("a registry's own list is for both", () => {
    const keys = keysOf(read(endpoint({ expires: '2025-01-29T00:00:00.000Z', revoked: true })));
    for (const usage of ['signatures', 'attestations'] as const) {
      expect(findKey(keys, usage, id)).toMatchObject({ from: -Infinity, until: Date.UTC(2025, 0, 29), revoked: true });
    }
  });

  it.each(['__proto__', 'constructor', 'toString', '', id.toLowerCase(), ` ${id}`, `${id} `, `${id}=`])(
    '%j names none',
    (text) => expect(findKey(keysOf(read(endpoint())), 'signatures', text)).toBeUndefined(),
  );

  it('__proto__ may be an id', () => {
    expect(findKey(keysOf(read(endpoint({ keyid: '__proto__' }))), 'signatures', '__proto__')).toMatchObject({
      from: -Infinity,
    });
  });

  it('kinds of keys that are not known are remembered, and usages that are not known are left to others', () => {
    const odd = target({ keyId: 'odd' }, { keyDetails: 'PKIX_ED25519' });
    const older = endpoint({ keyid: 'older', keytype: 'rsa', scheme: 'rsa' });
    const mixed = endpoint({ keyid: 'mixed', scheme: 'rsa' });
    const keys = keysOf(read(target(), odd, older, mixed, target({ keyId: 'x', keyUsage: 'npm:other' })));
    expect(keys.ids).toEqual([id, 'odd', 'older', 'mixed']);
    expect(findKey(keys, 'signatures', 'mixed')).toBe('unsupported');
    expect(findKey(keys, 'signatures', 'odd')).toBe('unsupported');
    expect(findKey(keys, 'attestations', 'odd')).toBeUndefined();
    expect(findKey(keys, 'attestations', 'older')).toBe('unsupported');
    expect(read(target({ keyUsage: 'npm:other' }))).toMatchObject({ ok: false, code: 'keys-malformed' });
  });

  it('keys that nobody compiled are a defect of the caller', () => {
    expect(() => findKey({ ids: [] } as unknown as RegistryKeys, 'signatures', id)).toThrow(
      expect.objectContaining({ code: 'ERR_INTERNAL' }),
    );
  });
});

describe("a policy's keys", () => {
  it('may be PEM, and end with a day', () => {
    const pem = `-----BEGIN PUBLIC KEY-----\n${key.slice(0, 64)}\n${key.slice(64)}\n-----END PUBLIC KEY-----\n`;
    const keys = keysOf(
      registryKeysOf([{ id, key: pem, from: '2024-05-01', until: '2024-05-31', usages: ['signatures'] }]),
    );
    expect(findKey(keys, 'signatures', id)).toMatchObject({ from: Date.UTC(2024, 4, 1), until: Date.UTC(2024, 5, 1) });
    expect(findKey(keys, 'attestations', id)).toBeUndefined();
  });

  it.each([
    '2024-05-31T00:00:00',
    '2024-05-31T00:00:00+00:00',
    '2024-05-31T00:00Z',
    '31.05.2024',
    '2024-5-1',
    '2024-02-30',
    '2024-05-31T00:00:00+02:00',
    '',
  ])('%j is no day', (until) => {
    expect(registryKeysOf([{ id, key, until }])).toMatchObject({ ok: false, code: 'keys-malformed' });
  });
});

const real = new URL('../../../../../shared/data/trust/npm-registry-keys.json', import.meta.url);

it.skipIf(!existsSync(real))("npm's own keys", () => {
  const old = 'SHA256:jl3bwswu80PjjokCgh0o2w5c2U4LhQAE57gj9cz1kzA';
  const current = 'SHA256:DhQ8wR5APBvFHLF/+Tc+AYvPOdTpcIDqOhxsBHRwC7U';
  const keys = keysOf(readRegistryKeys(readFileSync(real, 'utf8')));
  expect(keys.ids).toEqual([old, current]);
  expect(findKey(keys, 'signatures', old)).toMatchObject({ from: Date.UTC(1999, 0, 1), until: Date.UTC(2025, 0, 29) });
  expect(findKey(keys, 'attestations', old)).toMatchObject({
    from: Date.UTC(2022, 11, 1),
    until: Date.UTC(2025, 0, 29),
  });
  expect(findKey(keys, 'signatures', current)).toMatchObject({ from: Date.UTC(2025, 0, 13), until: Infinity });
  expect(findKey(keys, 'attestations', current)).toMatchObject({ until: Infinity });
});
