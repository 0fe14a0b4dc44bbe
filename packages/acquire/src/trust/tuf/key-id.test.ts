import { asMap, parseJson, type DocMap } from '@assay/documents';
import { mintTufKey, underAnotherId } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { isIdOfKey, keyIdentity } from './key-id.js';

function read(json: object): DocMap {
  const parsed = parseJson(new TextEncoder().encode(JSON.stringify(json)), { maxBytes: 10_000 });
  const map = parsed.ok ? asMap(parsed.document.value) : undefined;
  if (map === undefined) throw new TypeError('no map');
  return map;
}

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

  test('is its text where no key can be read from it', () => {
    expect(keyIdentity(read({ keyval: { public: '-----BEGIN nonsense' } }))).toBe('-----BEGIN nonsense');
    expect(keyIdentity(read({}))).toBe('');
  });
});
