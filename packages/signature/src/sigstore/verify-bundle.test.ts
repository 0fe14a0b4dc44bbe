import { mintSigstore } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { parseBundle } from './parse-bundle.js';
import { readTrustedRoot } from './read-trusted-root.js';
import { verifyBundle } from './verify-bundle.js';

const sigstore = mintSigstore({ curve: 'p256' });
const artifact = Buffer.from('the artefact');

describe('a signature and the time that is judged at', () => {
  const signed = sigstore.sign({ artifact });
  const root = readTrustedRoot(Buffer.from(JSON.stringify(signed.trustedRoot)));
  const bundle = parseBundle(Buffer.from(signed.text));
  if (!root.ok || !bundle.ok) throw new Error('not read');
  const judge = (at: number) =>
    verifyBundle({
      bundle: bundle.value,
      artifact: { digests: [], bytes: artifact },
      roots: [root.value],
      at: new Date(at).toISOString(),
    });
  const verified = judge(Date.parse('2026-01-01T00:00:00Z'));
  if (!verified.ok) throw new Error(verified.detail);
  const latest = Math.max(...verified.value.times.map(({ at }) => Date.parse(at)));

  test('a signature of a later time is not known to exist, beyond what clocks differ', () => {
    expect(judge(latest).ok).toBe(true);
    expect(judge(latest - 300_000).ok).toBe(true);
    expect(judge(latest - 301_000)).toMatchObject({ ok: false, code: 'signed-after-judgement' });
  });
});
