import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { asMap, parseJson, type DocMap } from '@assay/documents';
import { mintCertificate, mintTufKey, tufKeyTwins, underAnotherId, type TufKeyType } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { isIdOfKey, readTufKey } from './key-id.js';

function read(json: object): DocMap {
  const parsed = parseJson(new TextEncoder().encode(JSON.stringify(json)), { maxBytes: 1_000_000 });
  const map = parsed.ok ? asMap(parsed.document.value) : undefined;
  if (map === undefined) throw new TypeError('no map');
  return map;
}

/** Null for a key that has none. */
const keyIdentity = (key: DocMap): string | null => {
  const reading = readTufKey(key);
  return reading.kind === 'known' ? reading.identity : null;
};

describe('the id of a key', () => {
  test.each(['ed25519', 'ecdsa'] as const)('is the digest of an %s key', (type) => {
    const key = mintTufKey(type);
    expect(isIdOfKey(key.id, read(key.json))).toBe(true);
    expect(isIdOfKey(key.id.toUpperCase(), read(key.json))).toBe(false);
    expect(isIdOfKey(mintTufKey(type).id, read(key.json))).toBe(false);
  });

  test('may leave out or count in what repositories note beside a key', () => {
    const key = mintTufKey('ecdsa');
    const noted = underAnotherId(key);
    expect(isIdOfKey(noted.id, read(noted.json))).toBe(true);
    expect(isIdOfKey(key.id, read(noted.json))).toBe(true);
  });

  test('is that of quotes and backslashes as they are escaped, and of everything else as it stands', () => {
    const key = mintTufKey();
    const odd = underAnotherId(key, 'a "quoted" \\ $& text\n');
    expect(isIdOfKey(odd.id, read(odd.json))).toBe(true);
  });
});

describe('what a key is', () => {
  test('is the same under every id and in every writing', () => {
    const key = mintTufKey('ecdsa');
    const pem = (key.json['keyval'] as { public: string }).public;
    const rewrapped = pem.replace('\n', '\r\n');
    const same = [key.json, underAnotherId(key).json, { ...key.json, keyval: { public: rewrapped } }];
    expect(new Set(same.map((json) => keyIdentity(read(json)))).size).toBe(1);
    expect(keyIdentity(read(mintTufKey('ecdsa').json))).not.toBe(keyIdentity(read(key.json)));
  });

  const types = Object.keys(tufKeyTwins) as TufKeyType[];
  test.each(types.flatMap((type) => Object.entries(tufKeyTwins[type]).map(([name, twin]) => ({ type, name, twin }))))(
    'is the same for $type keys: $name',
    ({ type, twin }) => {
      const key = mintTufKey(type);
      expect(twin(key).id).not.toBe(key.id);
      expect(keyIdentity(read(twin(key).json))).toBe(keyIdentity(read(key.json)));
      expect(keyIdentity(read(twin(mintTufKey(type)).json))).not.toBe(keyIdentity(read(key.json)));
    },
  );

  test('is the modulus alone for RSA: its owner can sign for every exponent', () => {
    const { publicKey, json } = mintTufKey('rsa');
    const jwk = { ...publicKey.export({ format: 'jwk' }), e: 'Aw' };
    const other = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
    expect(keyIdentity(read({ ...json, keyval: { public: other } }))).toBe(keyIdentity(read(json)));
  });

  const ec = { keytype: 'ecdsa', scheme: 'ecdsa-sha2-nistp256' };
  const ed = { keytype: 'ed25519', scheme: 'ed25519' };
  const odd: [string, object][] = [
    ['nothing', {}],
    ['an empty text', { ...ed, keyval: { public: '' } }],
    [
      'a PEM of nonsense',
      { ...ec, keyval: { public: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n' } },
    ],
    ['the PEM of a certificate', { ...ec, keyval: { public: mintCertificate().cert } }],
    ['hex of another length', { ...ed, keyval: { public: 'ab'.repeat(31) } }],
    ['hex without end', { ...ed, keyval: { public: 'ab'.repeat(100_000) } }],
    ['a point that is on no curve', { ...ec, keyval: { public: `04${'ab'.repeat(64)}` } }],
    ['hex with spaces', { ...ed, keyval: { public: `${'ab'.repeat(32)} ` } }],
    ['hex of an unknown kind', { keytype: 'x', scheme: 'x', keyval: { public: 'ab'.repeat(32) } }],
    ['RSA in hex', { keytype: 'rsa', scheme: 'rsassa-pss-sha256', keyval: { public: 'ab'.repeat(256) } }],
  ];
  test.each(odd)('is nothing for %s', (_, json) => {
    expect(readTufKey(read(json))).toEqual({ kind: 'unread' });
  });

  test('is not known for RSA for PSS alone: the same modulus could stand under both identifiers', () => {
    const json = { keytype: 'rsa', scheme: 'rsassa-pss-sha256', keyval: { public: rsaForPssAlone() } };
    expect(readTufKey(read(json))).toEqual({ kind: 'incomparable' });
  });

  test('is the same where tuf-js reads past a length that wraps around', () => {
    const { json } = mintTufKey();
    const text = (json['keyval'] as { public: string }).public;
    const wrapped = { ...json, keyval: { public: `${text}${'00'.repeat(256)}` } };
    expect(keyIdentity(read(wrapped))).toBe(keyIdentity(read(json)));
  });
});

function rsaForPssAlone(): string {
  const { publicKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}
