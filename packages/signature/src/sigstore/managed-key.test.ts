import { generateKeyPairSync } from 'node:crypto';
import { digestOf } from '@assay/model';
import { keyNamed, mintSigstore, type SignOptions } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import {
  parseBundle,
  parseManagedKey,
  readTrustedRoot,
  verifyBundle,
  type BundleCheck,
  type ManagedKeyOptions,
} from '../index.js';

const sigstore = mintSigstore();
const key = keyNamed('a maintainer');
const other = keyNamed('another maintainer');

/** How it is asked; `byCertificate`: the bundle has one instead of the key. */
interface Asked extends Partial<BundleCheck> {
  readonly withBytes?: boolean;
  readonly byCertificate?: boolean;
}

/** The code, or `accepted`, for a bundle that the maintainer's key signed, with these keys at hand. */
function judge(
  given: readonly (readonly [pem: string, options?: ManagedKeyOptions])[],
  options: SignOptions = {},
  { withBytes = true, byCertificate = false, ...asked }: Asked = {},
): string {
  const managed = byCertificate ? {} : { managedKey: { key, hint: 'release-key' } };
  const signed = sigstore.sign({ ...managed, ...options });
  const root = readTrustedRoot(Buffer.from(JSON.stringify(signed.trustedRoot)));
  const bundle = parseBundle(Buffer.from(signed.text));
  if (!root.ok) return root.code;
  if (!bundle.ok) return bundle.code;
  const keys = given.map(([pem, about]) => {
    const parsed = parseManagedKey(pem, about);
    if (!parsed.ok) throw new Error(parsed.detail);
    return parsed.value;
  });
  const bytes = signed.artifact;
  const artifact = { digests: [digestOf('sha256', bytes)], ...(withBytes ? { bytes } : {}) };
  const verified = verifyBundle({
    bundle: bundle.value,
    artifact,
    roots: [root.value],
    keys,
    at: '2026-01-01T00:00:00Z',
    ...asked,
  });
  return verified.ok ? 'accepted' : verified.code;
}

const right = key.publicPem;
const wrong = other.publicPem;

describe('bundles that name a key', () => {
  test.each<SignOptions>([
    {},
    { as: 'dsse' },
    { log: 'v2' },
    { log: 'v2', as: 'dsse' },
    { bundle: '0.1' },
    { bundle: '0.2' },
  ])('are accepted with the key that signed: %j', (options) => {
    expect(judge([[right]], options)).toBe('accepted');
    expect(judge([[right]], options, { withBytes: false })).toBe('accepted');
  });

  test('a key comes from the caller, never from the bundle or its log entry', () => {
    expect(judge([])).toBe('key-unknown');
    expect(judge([[right, { hint: 'another' }]])).toBe('key-unknown');
    expect(judge([[right, { hint: 'release-key' }]])).toBe('accepted');
  });

  test('another key under the same hint does not do, and does not hinder the right one', () => {
    expect(judge([[wrong]])).toBe('signature-invalid');
    expect(judge([[wrong, { hint: 'release-key' }]])).toBe('signature-invalid');
    expect(judge([[wrong], [right]])).toBe('accepted');
  });

  test('the log is asked for as it is for certificates', () => {
    expect(judge([[right]], { log: 'none', timestamps: 1 })).toBe('log-entry-missing');
    expect(judge([[right]], { log: 'v2', timestamps: 0 })).toBe('timestamp-missing');
    expect(judge([[right]], { mistake: 'entry-with-another-key' })).toBe('log-entry-mismatch');
    expect(judge([[right]], { mistake: 'set-by-another-key' })).toBe('inclusion-promise-invalid');
  });

  test("every time lies in the key's validity, both ends included", () => {
    const signedAt = '2024-06-01T12:00:00Z';
    const until = (end: string) => judge([[right, { validFor: { end } }]], { signedAt });
    expect(until('2024-06-01T12:00:02Z')).toBe('accepted');
    expect(until('2024-06-01T12:00:01Z')).toBe('key-not-valid-at-time');
    expect(judge([[right, { validFor: { start: '2024-06-01T12:00:03Z' } }]], { signedAt })).toBe(
      'key-not-valid-at-time',
    );
  });
});

describe('a bundle by a key that no clock vouches for', () => {
  const timeless: SignOptions[] = [
    { log: 'v2', timestamps: 0 },
    { log: 'v2', timestamps: 0, as: 'dsse' },
    { inclusion: 'proof' },
    { inclusion: 'proof', as: 'dsse', entryKind: 'intoto' },
  ];
  const asked = { thresholds: { clocks: 0 } };
  const [plain = {}] = timeless;

  test.each(timeless)('is accepted where none is asked for, and only there: %j', (options) => {
    expect(judge([[right]], options)).toBe('timestamp-missing');
    expect(judge([[right]], options, asked)).toBe('accepted');
    expect(judge([[right]], options, { ...asked, withBytes: false })).toBe('accepted');
    expect(judge([[wrong]], options, asked)).toBe('signature-invalid');
  });

  test('is refused where the validity of the key depends on the time', () => {
    for (const validFor of [{ start: '2020-01-01T00:00:00Z' }, { end: '2030-01-01T00:00:00Z' }]) {
      expect(judge([[right, { validFor }]], plain, asked)).toBe('timestamp-missing');
    }
  });

  test('is refused where the log has given up its key, or does not use it yet', () => {
    const used = (validFor: { start: string; end?: string }): SignOptions => ({
      ...plain,
      change: {
        root: (own) => ({
          ...own,
          tlogs: own.tlogs.map((log) => ({ ...log, publicKey: { ...log.publicKey, validFor } })),
        }),
      },
    });
    const start = '2020-01-01T00:00:00Z';
    const judged = (validFor: { start: string; end?: string }) => judge([[right]], used(validFor), asked);
    expect(judged({ start, end: '2026-01-01T00:00:00Z' })).toBe('accepted');
    expect(judged({ start, end: '2025-12-31T23:59:59Z' })).toBe('timestamp-missing');
    expect(judged({ start: '2026-01-01T00:00:01Z' })).toBe('timestamp-missing');
  });

  test('is refused without a log, and with one that does not hold', () => {
    expect(judge([[right]], { log: 'none', timestamps: 0 }, asked)).toBe('log-entry-missing');
    const change: SignOptions['change'] = { root: (own) => ({ ...own, tlogs: [], ctlogs: [] }) };
    expect(judge([[right]], { log: 'none', timestamps: 0, change }, asked)).toBe('timestamp-missing');
    expect(judge([[right]], { ...plain, mistake: 'entry-with-another-key' }, asked)).toBe('log-entry-mismatch');
  });

  test('is still refused where a clock is there and speaks against it', () => {
    const validFor = { end: '2024-01-01T00:00:00Z' };
    expect(judge([[right, { validFor }]], { signedAt: '2024-06-01T12:00:00Z' }, asked)).toBe('key-not-valid-at-time');
  });

  test('is refused with a certificate, which lives for minutes', () => {
    expect(judge([], plain, { ...asked, byCertificate: true })).toBe('timestamp-missing');
  });
});

test('a validity that is no time refuses the key', () => {
  for (const validFor of [{ start: 'yesterday' }, { end: 'tomorrow' }, { start: '2024-01-01T00:00:00Z', end: '' }]) {
    expect(parseManagedKey(right, { validFor })).toMatchObject({ code: 'key-malformed' });
  }
});

test('a text that is longer than any key is not read', () => {
  const padded = (length: number) => right + '\n'.repeat(length - right.length);
  expect(parseManagedKey(padded(20_001))).toMatchObject({ code: 'key-malformed' });
});

describe('public keys that are none, or prove nothing', () => {
  const pem = (pair: { publicKey: { export: (options: { format: 'pem'; type: 'spki' }) => string | Buffer } }) =>
    pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const lowOrder = Buffer.from(`302a300506032b6570032100${'00'.repeat(32)}`, 'hex').toString('base64');

  test.each([
    ['nothing', ''],
    ['a certificate', right.replaceAll('PUBLIC KEY', 'CERTIFICATE')],
    ['a private key', key.privatePem],
    ['two keys', right + wrong],
    ['RSA of 1024 bits', pem(generateKeyPairSync('rsa', { modulusLength: 1024 }))],
    ['a curve that nobody signs with', pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }))],
    ['an Ed25519 key of low order', `-----BEGIN PUBLIC KEY-----\n${lowOrder}\n-----END PUBLIC KEY-----\n`],
  ])('%s', (_, text) => {
    const parsed = parseManagedKey(text);
    expect(parsed.ok ? 'read' : parsed.code).toBe('key-malformed');
  });
});
