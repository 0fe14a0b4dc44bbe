import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { digestOf, formatSri, type Digest, type RegistrySignature } from '@assay/model';
import { p256 } from '@noble/curves/nist.js';
import { describe, expect, it } from 'vitest';
import { registrySignatureCodes } from '../codes/registry-codes.js';
import { needsPublishTime } from './needs-publish-time.js';
import { readRegistryKeys } from './read-registry-keys.js';
import type { RegistryKeySpec } from './registry-key.js';
import type { RegistryKeys } from './registry-keys.js';
import { registryKeysOf } from './registry-keys-of.js';
import type { RegistrySignatureCheck } from './registry-signature-check.js';
import { verifyRegistrySignature } from './verify-registry-signature.js';

const pairs = new Map<string, { readonly privateKey: KeyObject; readonly publicKey: KeyObject }>();

function pairOf(id: string) {
  const pair = pairs.get(id) ?? generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  pairs.set(id, pair);
  return pair;
}

type Validity = Omit<RegistryKeySpec, 'id' | 'key'>;

/** Keys with these validities; signatures are made with the key of the same id, listed or not. */
function keysOf(validities: Record<string, Validity>): RegistryKeys {
  const specs = Object.entries(validities).map(([id, validity]) => {
    const der = pairOf(id).publicKey.export({ type: 'spki', format: 'der' });
    return { id, key: der.toString('base64'), ...validity };
  });
  const result = registryKeysOf(specs);
  if (!result.ok) throw new Error(result.detail);
  return result.value;
}

const bytes = new TextEncoder().encode('the package');
const others = new TextEncoder().encode('other bytes');
const sha512 = digestOf('sha512', bytes);
const sha256 = digestOf('sha256', bytes);
const sha1 = digestOf('sha1', bytes);
const good = formatSri(sha512);

function signedBy(id: string, integrity = good, subject = 'a@1.0.0'): RegistrySignature {
  const signature = sign('sha256', Buffer.from(`${subject}:${integrity}`), pairOf(id).privateKey).toString('base64');
  return { keyId: id, signature, signedIntegrity: integrity };
}

const at = '2026-06-01T00:00:00Z';
const current = keysOf({ k: {} });

function verify(change: Partial<RegistrySignatureCheck>) {
  const check = { name: 'a', version: '1.0.0', signatures: [signedBy('k')], pins: [sha512], keys: current, at };
  return verifyRegistrySignature({ ...check, ...change });
}

const refused = (code: string) => expect.objectContaining({ ok: false, code }) as unknown;
const signedOver = (integrity: string) => [signedBy('k', integrity)];

describe('a signature over something else', () => {
  it.each([
    ['another version', 'a@1.0.1'],
    ['another name', 'b@1.0.0'],
    ['the name in a scope', '@a/a@1.0.0'],
    ['no name', '@1.0.0'],
    ['a name in upper case', 'A@1.0.0'],
    ['a name and version run together', 'a@1.0.0:x@1.0.0'],
  ])('%s, moved here, does not verify', (_what, subject) => {
    expect(verify({ signatures: [signedBy('k', good, subject)] })).toEqual(refused('signature-invalid'));
  });

  it('the wrong bytes that were signed are refused although the signature verifies', () => {
    const signatures = signedOver(formatSri(digestOf('sha512', others)));
    expect(verify({ signatures })).toEqual(refused('signed-other-bytes'));
  });

  it('bytes that were received and are not the signed ones, whatever is pinned', () => {
    const received = [digestOf('sha512', others)];
    expect(verify({ received })).toEqual(refused('signed-other-bytes'));
    expect(verify({ received, pins: [] })).toEqual(refused('signed-other-bytes'));
  });

  it('an integrity exchanged after signing', () => {
    const other = formatSri(digestOf('sha512', others));
    expect(verify({ signatures: [{ ...signedBy('k'), signedIntegrity: other }] })).toEqual(
      refused('signature-invalid'),
    );
  });

  it.each([
    ` ${good}`,
    `${good} `,
    `${good}\n`,
    `\t${good}`,
    good.replace('==', ''),
    good.toLowerCase(),
    `${good}?x`,
    '',
  ])('an integrity spelled %j is not the one that was signed', (signedIntegrity) => {
    expect(verify({ signatures: [{ ...signedBy('k'), signedIntegrity }] })).toEqual(refused('signature-invalid'));
  });

  it('a weaker digest beside the good one that is of other bytes', () => {
    const weaker = formatSri(digestOf('sha1', others));
    expect(verify({ signatures: signedOver(`${good} ${weaker}`), pins: [sha512, sha1] })).toEqual(
      refused('signed-other-bytes'),
    );
    const strong = formatSri(digestOf('sha256', others));
    expect(verify({ signatures: signedOver(`${strong} ${good}`), pins: [sha512], received: [sha256] })).toEqual(
      refused('signed-other-bytes'),
    );
    const second = formatSri(digestOf('sha512', others));
    expect(verify({ signatures: signedOver(`${good} ${second}`) })).toEqual(refused('signed-other-bytes'));
  });

  it.each(['', ' ', 'sha512-', 'nonsense', `${good} nonsense`, `${good}?option`, `sha3-${good}`, good.repeat(60)])(
    'what is no list of digests, signed or not: %j',
    (integrity) => {
      expect(verify({ signatures: signedOver(integrity) })).toEqual(refused('signed-integrity-malformed'));
    },
  );
});

it('a list of digests is read up to 4,096 characters', () => {
  const list = (length: number) => {
    const parts = Array.from({ length: Math.floor(length / (good.length + 1)) - 1 }, () => good).join(' ');
    return `${parts}${' '.repeat(length - parts.length - good.length)}${good}`;
  };
  expect(verify({ signatures: signedOver(list(4096)) })).toMatchObject({ ok: true });
  expect(verify({ signatures: signedOver(list(4097)) })).toEqual(refused('signed-integrity-malformed'));
});

describe('what cannot be compared', () => {
  it('nothing pinned and nothing received', () => {
    expect(verify({ pins: [] })).toEqual(refused('signature-not-comparable'));
  });

  it('other algorithms pinned than signed', () => {
    expect(verify({ pins: [sha1] })).toEqual(refused('signature-not-comparable'));
    expect(verify({ pins: [sha256] })).toEqual(refused('signature-not-comparable'));
    expect(verify({ pins: [sha1], received: [sha256] })).toEqual(refused('signature-not-comparable'));
  });

  it('SHA-1 alone', () => {
    const signatures = signedOver(formatSri(sha1));
    expect(verify({ signatures, pins: [sha1] })).toEqual(refused('signed-digest-weak'));
    expect(verify({ signatures, pins: [sha512] })).toEqual(refused('signature-not-comparable'));
    expect(verify({ signatures: signedOver(`${formatSri(sha1)} ${good}`), pins: [sha1] })).toEqual(
      refused('signed-digest-weak'),
    );
    expect(verify({ signatures, pins: [digestOf('sha1', others)] })).toEqual(refused('signed-other-bytes'));
  });

  it('a pin that is weak does not matter where the bytes were received', () => {
    expect(verify({ pins: [sha1], received: [sha512, sha256] })).toMatchObject({ ok: true });
    expect(verify({ pins: [], received: [sha512] })).toMatchObject({ ok: true, value: { digest: sha512 } });
  });
});

describe('what is no signature', () => {
  const { signature } = signedBy('k');
  it.each([
    ['nothing', ''],
    ['white space around it', ` ${signature}`],
    ['a line end after it', `${signature}\n`],
    [
      'the URL alphabet',
      Buffer.concat([Buffer.from(signature, 'base64'), Buffer.from([255, 255, 255])]).toString('base64url'),
    ],
    ['no padding', 'AAAAA'],
    ['padding that hides bits', 'AAF='],
    ['garbage', '§§§§'],
    ['a megabyte', 'AAAA'.repeat(250_000)],
    ['97 characters', 'A'.repeat(100)],
  ])('%s', (_what, text) => {
    expect(verify({ signatures: [{ ...signedBy('k'), signature: text }] })).toEqual(refused('signature-malformed'));
    expect(verify({ signatures: [signedBy('k'), { ...signedBy('x'), signature: text }] })).toEqual(
      refused('signature-malformed'),
    );
  });

  it('an entry without a key id', () => {
    expect(verify({ signatures: [signedBy('k'), { ...signedBy('k'), keyId: '' }] })).toEqual(
      refused('signature-malformed'),
    );
  });

  const der = Buffer.from(signature, 'base64');
  const changed = (change: (copy: Buffer) => Buffer) => change(Buffer.from(der)).toString('base64');
  it.each([
    ['a byte behind the DER', changed((copy) => Buffer.concat([copy, Buffer.of(0)]))],
    ['the length in long form', changed((copy) => Buffer.concat([Buffer.of(0x30, 0x81), copy.subarray(1)]))],
    ['r and s as bare numbers (IEEE P1363)', Buffer.alloc(64, 1).toString('base64')],
    ['zeros', Buffer.from('3006020100020100', 'hex').toString('base64')],
    ['one byte', 'MA=='],
    ['one bit', changed((copy) => (copy.writeUInt8(copy.readUInt8(copy.length - 1) ^ 1, copy.length - 1), copy))],
  ])('%s does not verify', (_what, text) => {
    const long = text.length > 96;
    const result = verify({ signatures: [{ ...signedBy('k'), signature: text }] });
    expect(result).toEqual(refused(long ? 'signature-malformed' : 'signature-invalid'));
  });

  it('the twin (r, n - s) verifies, as it does everywhere: nothing is told apart by its signature', () => {
    const { r, s } = p256.Signature.fromBytes(new Uint8Array(der), 'der');
    const twin = new p256.Signature(r, p256.Point.Fn.ORDER - s).toBytes('der');
    const signatures = [{ ...signedBy('k'), signature: Buffer.from(twin).toString('base64') }];
    expect(verify({ signatures })).toMatchObject({ ok: true });
  });
});

describe('several signatures', () => {
  const keys = keysOf({ k: {}, old: { until: '2025-01-29' }, gone: { revoked: true } });
  const bad = { ...signedBy('x'), keyId: 'k' };

  it('one that does not verify spoils all, wherever it stands and whoever else signed', () => {
    for (const other of [signedBy('k'), signedBy('old'), signedBy('unknown')]) {
      expect(verify({ keys, signatures: [other, bad] })).toEqual(refused('signature-invalid'));
      expect(verify({ keys, signatures: [bad, other] })).toEqual(refused('signature-invalid'));
    }
    for (const id of ['old', 'gone']) {
      const spoiled = { ...signedBy('x'), keyId: id };
      expect(verify({ keys, signatures: [signedBy('k'), spoiled] })).toEqual(refused('signature-invalid'));
    }
  });

  it('the same twice is fine; one over other bytes beside a good one is not', () => {
    expect(verify({ keys, signatures: [signedBy('k'), signedBy('k')] })).toMatchObject({ ok: true });
    const other = signedBy('old', formatSri(digestOf('sha512', others)));
    expect(verify({ keys, signatures: [signedBy('k'), other] })).toEqual(refused('signed-other-bytes'));
  });

  it('by old and new keys, in either order: the current one counts', () => {
    const both = [signedBy('old'), signedBy('k'), signedBy('gone')];
    for (const signatures of [both, both.toReversed()]) {
      expect(verify({ keys, signatures })).toMatchObject({ ok: true, value: { keyId: 'k', time: 'key-current' } });
    }
  });

  it('an unknown key proves nothing and spoils nothing', () => {
    expect(verify({ signatures: [signedBy('unknown')] })).toEqual(refused('key-unknown'));
    expect(verify({ signatures: [signedBy('unknown'), signedBy('k')] })).toMatchObject({ ok: true });
    const publishedAt = '2024-01-01T00:00:00Z';
    expect(verify({ keys, publishedAt, signatures: [signedBy('unknown'), signedBy('old')] })).toMatchObject({
      ok: true,
      value: { time: 'time-unauthenticated' },
    });
  });

  it('where no known key counts, an unknown one may: that is for an update of the keys to tell', () => {
    const publishedAt = '2026-01-01T00:00:00Z';
    const signatures = [signedBy('gone'), signedBy('unknown'), signedBy('old')];
    expect(verify({ keys, publishedAt, signatures })).toEqual(refused('key-unknown'));
    const revoked = keysOf({ k: { revoked: true } });
    expect(verify({ keys: revoked, signatures: [signedBy('k'), signedBy('unknown')] })).toEqual(refused('key-unknown'));
  });

  it('sixteen and not more', () => {
    const many = Array.from({ length: 16 }, () => signedBy('k'));
    expect(verify({ signatures: many })).toMatchObject({ ok: true });
    expect(verify({ signatures: [...many, signedBy('k')] })).toEqual(refused('too-many-signatures'));
    const flood = Array.from({ length: 10_000 }, () => signedBy('unknown'));
    expect(verify({ signatures: flood })).toEqual(refused('too-many-signatures'));
  });

  it('none: a mirror that strips them says so', () => {
    expect(verify({ signatures: [] })).toEqual(refused('signature-missing'));
    expect(verify({ signatures: [], keys: null })).toEqual(refused('signature-missing'));
  });
});

describe('keys', () => {
  const ended = keysOf({ k: { from: '2023-01-01', until: '2025-01-28' } });

  it('no keys at all', () => expect(verify({ keys: null })).toEqual(refused('keys-not-configured')));

  it('revoked', () => {
    expect(verify({ keys: keysOf({ k: { revoked: true } }) })).toEqual(refused('key-revoked'));
    const both = keysOf({ k: { revoked: true, until: '2030-01-01' } });
    expect(verify({ keys: both, publishedAt: '2024-01-01T00:00:00Z' })).toEqual(refused('key-revoked'));
  });

  it.each([
    ['2025-01-28T23:59:59.999Z', true],
    ['2024-01-01T00:00:00Z', true],
    // Registries sign old versions again: a publish time before the key's start says nothing against it.
    ['2010-01-01T00:00:00Z', true],
    ['2025-01-29T00:00:00Z', false],
    ['2026-01-01T00:00:00Z', false],
  ])('ended, and published at %s', (publishedAt, counts) => {
    const result = verify({ keys: ended, publishedAt });
    expect(result).toEqual(
      counts
        ? expect.objectContaining({
            ok: true,
            value: expect.objectContaining({ time: 'time-unauthenticated', code: 'time-unauthenticated' }) as unknown,
          })
        : refused('key-ended'),
    );
  });

  it.each([
    undefined,
    'yesterday',
    '2024-01-01',
    '',
    // JavaScript's own reader takes what stands in brackets behind a time, and a word before it, for no part of it.
    '2024-01-01T00:00:00Z (UTC)',
    'Mon 2024-01-01T00:00:00Z',
  ])('ended, and published at %j: not known', (publishedAt) => {
    expect(verify({ keys: ended, ...(publishedAt === undefined ? {} : { publishedAt }) })).toEqual(
      refused('publish-time-missing'),
    );
  });

  it('current, whenever the version was published', () => {
    const keys = keysOf({ k: { from: '2025-01-13' } });
    for (const publishedAt of ['2012-01-01T00:00:00Z', '2026-01-01T00:00:00Z']) {
      expect(verify({ keys, publishedAt })).toMatchObject({ ok: true, value: { code: 'registry-signature-valid' } });
    }
  });

  it('not begun at the time of judgement', () => {
    expect(verify({ keys: keysOf({ k: { from: '2026-06-02' } }) })).toEqual(refused('key-not-begun'));
    expect(verify({ keys: keysOf({ k: { from: '2026-06-01' } }) })).toMatchObject({ ok: true });
    expect(verify({ keys: keysOf({ k: { until: '2026-05-31' } }) })).toEqual(refused('publish-time-missing'));
    expect(verify({ keys: keysOf({ k: { until: '2026-06-01' } }) })).toMatchObject({ ok: true });
  });

  it('for attestations only', () => {
    expect(verify({ keys: keysOf({ k: { usages: ['attestations'] } }) })).toEqual(refused('key-unknown'));
  });

  it('of a kind that is not known', () => {
    const entry = { keyid: 'pq', keytype: 'ml-dsa', scheme: 'ml-dsa', key: 'AAAA' };
    const keys = readRegistryKeys(JSON.stringify({ keys: [entry] }));
    if (!keys.ok) throw new Error(keys.detail);
    expect(verify({ keys: keys.value, signatures: [signedBy('pq')] })).toEqual(refused('key-unsupported'));
    expect(verify({ keys: keys.value, signatures: [signedBy('pq'), signedBy('x')] })).toEqual(refused('key-unknown'));
  });

  it.each(['K', 'k ', ' k', 'ｋ', 'к', '__proto__', 'constructor', 'k\u0000'])('%j is not the id k', (keyId) => {
    expect(verify({ signatures: [{ ...signedBy('k'), keyId }] })).toEqual(refused('key-unknown'));
  });

  it('a clock that is none is a defect of the caller', () => {
    expect(() => verify({ at: 'now' })).toThrow(expect.objectContaining({ code: 'ERR_INTERNAL' }));
  });
});

describe('names', () => {
  it.each(['__proto__', 'constructor', '@s/a', 'ä'])('%j is a name like any other', (name) => {
    expect(verify({ name, signatures: [signedBy('k', good, `${name}@1.0.0`)] })).toMatchObject({
      ok: true,
      value: { signer: { kind: 'registry-key', keyId: 'k' } },
    });
  });

  it.each([
    ['', '1.0.0'],
    ['a', ''],
    ['a@1.0.0:sha512-x', '1.0.0'],
    ['a', '1.0.0:x'],
    ['a@b', '1.0.0'],
    ['@s/a@1', '1.0.0'],
    ['a', '1@2'],
    ['a\ud800', '1.0.0'],
  ])('%j at version %j could be read in two ways', (name, version) => {
    const signatures = [signedBy('k', good, `${name}@${version}`)];
    expect(verify({ name, version, signatures })).toEqual(refused('subject-ambiguous'));
  });
});

it('says who signed, which digest binds, and of which registry', () => {
  expect(verify({ registry: 'https://registry.example/' })).toEqual({
    ok: true,
    value: {
      signer: { kind: 'registry-key', keyId: 'k', registry: 'https://registry.example/' },
      keyId: 'k',
      time: 'key-current',
      code: 'registry-signature-valid',
      digest: sha512,
      detail: 'The registry signed a@1.0.0 with the key k.',
    },
  });
});

describe('one character of anything that counts, changed in one bit', () => {
  const parts = { name: 'a-name', version: '1.0.0', ...signedBy('k', good, 'a-name@1.0.0'), pin: sha512.value };

  function accepts(changed: typeof parts): boolean {
    const { name, version, pin, ...signature } = changed;
    return verify({ name, version, signatures: [signature], pins: [{ ...sha512, value: pin }] }).ok;
  }

  it('nothing was changed', () => expect(accepts(parts)).toBe(true));

  it.each(Object.keys(parts) as (keyof typeof parts)[])('%s', (part) => {
    const text = parts[part];
    for (let at = 0; at < text.length; at++) {
      for (let bit = 1; bit < 256; bit *= 2) {
        const flipped = String.fromCharCode(text.charCodeAt(at) ^ bit);
        const changed = `${text.slice(0, at)}${flipped}${text.slice(at + 1)}`;
        if (accepts({ ...parts, [part]: changed })) throw new Error(`${part} was accepted as ${changed}`);
      }
    }
  });
});

describe('whether the publish time is needed', () => {
  const keys = keysOf({ k: {}, old: { until: '2025-01-29' }, gone: { revoked: true, until: '2025-01-29' } });
  it.each([
    [['old'], true],
    [['old', 'old', 'unknown', 'gone'], true],
    [['old', 'k'], false],
    [['k'], false],
    [['unknown'], false],
    [['gone'], false],
    [[], false],
  ])('for %j: %s', (ids, expected) => expect(needsPublishTime(keys, ids, at)).toBe(expected));
});

it('every code has a text, and every one but the proven a next step', () => {
  for (const { outcome, text, next } of Object.values(registrySignatureCodes)) {
    expect(text).toMatch(/\.$/);
    expect(next === '').toBe(outcome === 'proven');
  }
});

const data = new URL('../../../../../shared/data/', import.meta.url);

describe.skipIf(!existsSync(new URL('npm/signatures/', data)))("the public registry's signatures", () => {
  interface Manifest {
    readonly version: string;
    readonly dist: { readonly integrity: string; readonly signatures: readonly { keyid: string; sig: string }[] };
  }
  const read = (path: string) => readFileSync(new URL(path, data), 'utf8');
  // Read by the tests: what a skipped suite says still runs.
  const allVersions = (): readonly Manifest[] => {
    const { versions } = JSON.parse(read('npm/signatures/lodash.packument.json')) as {
      versions: Record<string, Manifest>;
    };
    return Object.values(versions);
  };

  function judge({ version, dist }: Manifest, publishedAt?: string) {
    const keys = readRegistryKeys(read('trust/npm-registry-keys.json'));
    if (!keys.ok) throw new Error(keys.detail);
    const value = Buffer.from(dist.integrity.slice(7), 'base64').toString('hex');
    const pins: readonly Digest[] = [{ alg: 'sha512', value, covers: 'artifact' }];
    const signatures = dist.signatures.map(({ keyid, sig }) => ({
      keyId: keyid,
      signature: sig,
      signedIntegrity: dist.integrity,
    }));
    const result = verifyRegistrySignature({
      ...{ name: 'lodash', version, signatures, pins, keys: keys.value, at },
      ...(publishedAt === undefined ? {} : { publishedAt }),
    });
    return result.ok ? result.value.code : result.code;
  }

  it('are valid for every version of lodash: by the current key, or by the ended one in time', () => {
    const codes = allVersions().map((manifest) => judge(manifest, '2021-02-20T15:42:16.891Z'));
    expect(codes.filter((code) => code === 'time-unauthenticated')).toHaveLength(114);
    expect(codes.filter((code) => code === 'registry-signature-valid')).toHaveLength(3);
  });

  it('need the publish time for those by the ended key', () => {
    const codes = allVersions().map((manifest) => judge(manifest));
    expect(codes.filter((code) => code === 'publish-time-missing')).toHaveLength(114);
    expect(new Set(allVersions().map((manifest) => judge(manifest, '2025-02-01T00:00:00Z')))).toEqual(
      new Set(['key-ended', 'registry-signature-valid']),
    );
  });
});
