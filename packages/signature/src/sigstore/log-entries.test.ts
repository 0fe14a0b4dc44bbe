import { digestOf } from '@assay/model';
import { mintSigstore, type SignedBundle, type SignOptions } from '@assay/testkit';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { describe, expect, test } from 'vitest';
import { parseBundle } from './parse-bundle.js';
import { readTrustedRoot } from './read-trusted-root.js';
import { verifyBundle } from './verify-bundle.js';

const sigstore = mintSigstore();

function verify({ trustedRoot, text, artifact: bytes }: SignedBundle) {
  const root = readTrustedRoot(Buffer.from(JSON.stringify(trustedRoot)));
  const bundle = parseBundle(Buffer.from(text));
  if (!root.ok) return root;
  if (!bundle.ok) return bundle;
  const artifact = { digests: [digestOf('sha256', bytes)] };
  return verifyBundle({ bundle: bundle.value, artifact, roots: [root.value], at: '2026-11-26T00:00:00Z' });
}

function judge(signed: SignedBundle): string {
  const verified = verify(signed);
  return verified.ok ? 'accepted' : verified.code;
}

/** sigstore-js by itself, over a bundle that is changed for it. */
function sigstoreJs(signed: SignedBundle, change: (text: string) => string = (text) => text): void {
  const material = toTrustMaterial(TrustedRoot.fromJSON(signed.trustedRoot));
  const bundle = bundleFromJSON(JSON.parse(change(signed.text)));
  new Verifier(material).verify(toSignedEntity(bundle, Buffer.from(signed.artifact)));
}

describe('proofs without a checkpoint, as the first clients wrote them', () => {
  const first: SignOptions = { bundle: '0.1', inclusion: 'both', mistake: 'checkpoint-missing' };

  test.each(['message', 'dsse'] as const)('in 0.1 the promise stands alone, and the trail says so: %s', (as) => {
    const signed = sigstore.sign({ ...first, as });
    const verified = verify(signed);
    const steps = verified.ok ? verified.value.trail : [];
    expect(steps.find(({ step }) => step === 'log-entries')?.detail).toContain('without a checkpoint is left out');
    // Handed such a proof, sigstore-js fails by accident; without it, it accepts.
    expect(() => {
      sigstoreJs(signed);
    }).toThrow(TypeError);
    const withoutProof = (text: string) =>
      JSON.stringify(JSON.parse(text), (key, value: unknown) => {
        return key === 'inclusionProof' ? undefined : value;
      });
    expect(() => {
      sigstoreJs(signed, withoutProof);
    }).not.toThrow();
  });

  test('the trail of a proof that is verified says nothing of it', () => {
    const verified = verify(sigstore.sign({ bundle: '0.1', inclusion: 'both' }));
    expect(JSON.stringify(verified)).not.toContain('left out');
  });

  test('the promise is verified, and there must be one', () => {
    expect(judge(sigstore.sign({ ...first, mistake: ['checkpoint-missing', 'set-by-another-key'] }))).toBe(
      'inclusion-promise-invalid',
    );
    expect(judge(sigstore.sign({ ...first, mistake: ['checkpoint-missing', 'entry-of-another-signing'] }))).toBe(
      'log-entry-mismatch',
    );
    expect(judge(sigstore.sign({ ...first, inclusion: 'proof' }))).toBe('inclusion-promise-missing');
  });

  test.each(['0.2', '0.3'] as const)('in %s a checkpoint must be there, promise or not', (bundle) => {
    expect(judge(sigstore.sign({ ...first, bundle }))).toBe('checkpoint-missing');
    expect(judge(sigstore.sign({ ...first, bundle, inclusion: 'proof', timestamps: 1 }))).toBe('checkpoint-missing');
  });

  test('a checkpoint that is there is verified in 0.1 as well', () => {
    expect(judge(sigstore.sign({ ...first, mistake: 'checkpoint-by-another-key' }))).toBe(
      'checkpoint-signature-invalid',
    );
    expect(judge(sigstore.sign({ ...first, mistake: 'checkpoint-without-signature' }))).toBe('checkpoint-malformed');
  });
});
