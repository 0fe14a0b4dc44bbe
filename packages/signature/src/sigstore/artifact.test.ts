import { digestOf } from '@assay/model';
import { mintSigstore } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { artifactDigest, hashedOnce, isConsistent, type ArtifactUnderTest } from './artifact.js';
import { parseBundle } from './parse-bundle.js';
import { readTrustedRoot } from './read-trusted-root.js';
import { verifyBundle } from './verify-bundle.js';

const bytes = () => Buffer.from('the artefact');

describe('an artefact that is hashed once', () => {
  test('answers each algorithm with one digest, however often it is asked', () => {
    const own = hashedOnce({ digests: [], bytes: bytes() });
    expect(artifactDigest(own, 'sha1')).toEqual(digestOf('sha1', bytes()));
    expect(artifactDigest(own, 'sha1')).toBe(artifactDigest(own, 'sha1'));
    expect(artifactDigest(own, 'md5')).toBe(artifactDigest(own, 'md5'));
    expect(hashedOnce(own)).toBe(own);
  });

  test('still compares its bytes with every digest that was given', () => {
    const right = digestOf('sha512', bytes());
    expect(isConsistent(hashedOnce({ digests: [right], bytes: bytes() }))).toBe(true);
    const wrong = { ...right, value: right.value.replace(/^./u, (digit) => (digit === '0' ? '1' : '0')) };
    expect(isConsistent(hashedOnce({ digests: [right, wrong], bytes: bytes() }))).toBe(false);
  });

  test('is hashed anew for the next call: the buffer may hold something else by then', () => {
    const sigstore = mintSigstore({ curve: 'p256' });
    const signed = sigstore.sign({ artifact: bytes() });
    const root = readTrustedRoot(Buffer.from(JSON.stringify(signed.trustedRoot)));
    const bundle = parseBundle(Buffer.from(signed.text));
    if (!root.ok || !bundle.ok) throw new Error('not read');
    const artifact: ArtifactUnderTest = { digests: [], bytes: bytes() };
    const judge = () =>
      verifyBundle({ bundle: bundle.value, artifact, roots: [root.value], at: '2026-01-01T00:00:00Z' });
    expect(judge().ok).toBe(true);
    artifact.bytes?.fill(0x20);
    expect(judge()).toMatchObject({ ok: false });
  });
});
