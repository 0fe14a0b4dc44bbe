import { digestOf } from '@assay/model';
import { mintSigstore, type SignOptions } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { parseBundle } from './parse-bundle.js';
import { readTrustedRoot } from './read-trusted-root.js';
import { verifyBundle } from './verify-bundle.js';

const sigstore = mintSigstore({ curve: 'p256' });

function verified(options: SignOptions) {
  const { trustedRoot, text, artifact: bytes, bundle: json } = sigstore.sign(options);
  const root = readTrustedRoot(Buffer.from(JSON.stringify(trustedRoot)));
  const bundle = parseBundle(Buffer.from(text));
  if (!root.ok || !bundle.ok) throw new Error('not read');
  const artifact = { digests: [digestOf('sha256', bytes)], bytes };
  const answer = verifyBundle({ bundle: bundle.value, artifact, roots: [root.value], at: '2026-11-26T00:00:00Z' });
  if (!answer.ok) throw new Error(answer.detail);
  const [entry] = json.verificationMaterial.tlogEntries ?? [];
  return { ...answer.value, entry };
}

describe('what a verdict says of a log entry', () => {
  test('is index and time of the signed entry timestamp', () => {
    const { logEntries, times, entry } = verified({});
    expect(logEntries).toMatchObject([
      { index: entry?.logIndex, integratedAt: times[0]?.at, kind: 'hashedrekord 0.0.1' },
    ]);
    expect(entry?.logIndex).not.toBe(entry?.inclusionProof?.logIndex);
  });

  test('CVE-2026-48816: is neither a time nor an index that nothing signed', () => {
    const { logEntries, times, entry } = verified({ inclusion: 'proof', timestamps: 1 });
    expect(entry?.integratedTime).toBeDefined();
    expect(logEntries).toMatchObject([{ index: entry?.inclusionProof?.logIndex }]);
    expect(logEntries[0]).not.toHaveProperty('integratedAt');
    expect(times.map(({ by }) => by)).toEqual(['tsa']);
  });

  test('is no time in the second Rekor', () => {
    const { logEntries, entry } = verified({ log: 'v2' });
    expect(logEntries).toMatchObject([{ index: entry?.logIndex }]);
    expect(logEntries[0]).not.toHaveProperty('integratedAt');
  });
});

describe('what a verdict says of the content', () => {
  test('is the statement of an envelope, and nothing of a message', () => {
    const envelope = verified({ as: 'dsse' });
    expect(envelope.payloadType).toBe('application/vnd.in-toto+json');
    expect(envelope.statement?.predicateType).toMatch(/^https:/);
    const message = verified({});
    expect(message).not.toHaveProperty('payloadType');
    expect(message).not.toHaveProperty('statement');
  });

  test('has a proven step for every sub-check', () => {
    const { trail } = verified({});
    expect(trail.map(({ step, result }) => `${step} ${result}`)).toEqual([
      'signing-key proven',
      'message-digest proven',
      'log-entries proven',
      'timestamps proven',
      'times proven',
      'certificate-log proven',
      'cryptography proven',
      'witnesses proven',
      'signer proven',
      'binding proven',
    ]);
  });
});
