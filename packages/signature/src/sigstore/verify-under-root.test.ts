import { digestOf } from '@assay/model';
import { mintSigstore, type SignOptions, type TrustedRootJson } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { parseBundle } from './parse-bundle.js';
import { readTrustedRoot } from './read-trusted-root.js';
import { verifyBundle, type BundleCheck } from './verify-bundle.js';

const sigstore = mintSigstore({ curve: 'p256', root: { version: '0.2' } });

function verify(options: SignOptions, check: Partial<BundleCheck> = {}) {
  const { trustedRoot, text, artifact: bytes } = sigstore.sign(options);
  const root = readTrustedRoot(Buffer.from(JSON.stringify(trustedRoot)));
  const bundle = parseBundle(Buffer.from(text));
  if (!root.ok || !bundle.ok) throw new Error('not read');
  const artifact = { digests: [digestOf('sha256', bytes)], bytes };
  const at = '2026-11-26T00:00:00Z';
  return verifyBundle({ bundle: bundle.value, artifact, roots: [root.value], at, ...check });
}

function judge(options: SignOptions, check: Partial<BundleCheck> = {}): string {
  const verified = verify(options, check);
  return verified.ok ? 'accepted' : verified.code;
}

test('a verdict names the root by its name and digest', () => {
  const { trustedRoot } = sigstore.sign();
  const root = readTrustedRoot(Buffer.from(JSON.stringify(trustedRoot)));
  if (!root.ok) throw new Error(root.detail);
  const { name, digest } = root.value;
  expect(verify({})).toMatchObject({ value: { root: { name, digest } } });
});

test('what this package did not make is misuse, not a refusal', () => {
  expect(() => verify({}, { bundle: {} as never })).toThrow('parseBundle');
  expect(() => verify({}, { roots: [{} as never] })).toThrow('readTrustedRoot');
  expect(() => verify({}, { at: 'now' })).toThrow('RFC 3339');
});

describe('what a refusal says', () => {
  test('its trail has every step that was proven before, and ends with the one that failed', () => {
    const refusal = verify({ mistake: 'set-by-another-key' });
    if (refusal.ok) throw new Error('accepted');
    const { code, detail, trail } = refusal;
    expect(trail?.at(-1)).toEqual({ step: code, result: 'failed', detail });
    expect(trail?.slice(0, -1).map(({ step, result }) => `${step} ${result}`)).toEqual([
      'signing-key proven',
      'message-digest proven',
      'log-entries proven',
      'timestamps proven',
      'times proven',
      'certificate-log proven',
    ]);
  });

  test('that a key is beyond us excuses nothing but the signature', () => {
    const leafKey = 'ed25519';
    expect(judge({ leafKey })).toBe('key-unsupported');
    expect(judge({ leafKey, mistake: 'set-by-another-key' })).toBe('inclusion-promise-invalid');
    expect(judge({ leafKey, mistake: 'sct-by-another-key' })).toBe('sct-invalid');
    expect(judge({ leafKey, mistake: 'leaf-by-other-authority' })).toBe('certificate-untrusted');
    expect(judge({ leafKey, as: 'dsse', mistake: 'signature-wrong' })).toBe('signature-invalid');
  });

  test('a timestamp over other bytes is the reason, unless the signature itself does not hold', () => {
    const stamped = { log: 'v2', timestamps: 1 } as const;
    expect(judge({ ...stamped, mistake: 'timestamp-over-other-bytes' })).toBe('timestamp-mismatch');
    expect(judge({ ...stamped, mistake: ['signature-wrong', 'timestamp-over-other-bytes'] })).toBe('signature-invalid');
    expect(judge({ mistake: ['signature-wrong', 'log-unknown'] })).toBe('log-unknown');
  });
});

describe('witnesses that are required', () => {
  type Logs = TrustedRootJson['tlogs'];
  const runBy = (...operators: readonly string[]): SignOptions => {
    const tlogs = (logs: Logs) => logs.map((log, i) => ({ ...log, operator: operators[i] ?? '' }));
    const root = (own: TrustedRootJson) => ({ ...own, tlogs: tlogs(own.tlogs) });
    return { log: ['v1', 'v2'], timestamps: 1, change: { root } };
  };

  test('CVE-2026-49834: two logs are two where two operators run them', () => {
    const thresholds = { logs: 2 };
    expect(judge(runBy('one.example', 'other.example'), { thresholds })).toBe('accepted');
    expect(judge(runBy('one.example', 'one.example'), { thresholds })).toBe('log-entry-too-few');
    expect(judge(runBy('one.example', 'other.example'), { thresholds: { logs: 3 } })).toBe('log-entry-too-few');
  });

  test('a log and a timestamp authority are two clocks where two operators run them', () => {
    const thresholds = { clocks: 2 };
    expect(judge(runBy('one.example', 'other.example'), { thresholds })).toBe('accepted');
    expect(judge(runBy('sigstore.example', 'other.example'), { thresholds })).toBe('timestamp-too-few');
  });

  test('CVE-2026-48816: a log without a signed entry timestamp is no clock', () => {
    const thresholds = { clocks: 2 };
    const two = runBy('one.example', 'other.example');
    expect(judge({ ...two, log: 'v1' }, { thresholds })).toBe('accepted');
    expect(judge({ ...two, log: 'v2' }, { thresholds })).toBe('timestamp-too-few');
    expect(judge({ ...two, log: 'v1', inclusion: 'proof' }, { thresholds })).toBe('timestamp-too-few');
    expect(judge({ ...two, log: 'v1', mistake: 'integrated-time-missing' }, { thresholds })).not.toBe('accepted');
  });
});
