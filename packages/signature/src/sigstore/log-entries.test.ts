import { digestOf } from '@assay/model';
import { mintSigstore, type SignedBundle, type SignOptions, type TrustedRootJson } from '@assay/testkit';
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

describe('a root that lists a log several times', () => {
  type Logs = TrustedRootJson['tlogs'];
  const under = (change: (logs: Logs) => Logs, options: SignOptions = {}) =>
    sigstore.sign({ ...options, change: { root: (root) => ({ ...root, tlogs: change(root.tlogs) }) } });
  const during = (log: Logs[number], start: string, end?: string): Logs[number] => {
    const validFor = { start, ...(end === undefined ? {} : { end }) };
    return { ...log, publicKey: { ...log.publicKey, validFor } };
  };
  const before = (logs: Logs) => logs.map((log) => during(log, '2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'));
  const both = ['v1', 'v2'] as const;

  test.each(both)('every interval of its key counts, in any order: Rekor %s', (log) => {
    const signed = [
      under((logs) => [...before(logs), ...logs], { log }),
      under((logs) => [...logs, ...before(logs)], { log }),
    ];
    for (const one of signed) {
      expect(judge(one)).toBe('accepted');
      expect(() => {
        sigstoreJs(one);
      }).not.toThrow();
    }
  });

  test.each(both)('a time outside of every one of them is refused: Rekor %s', (log) => {
    const after = (logs: Logs) => logs.map((one) => during(one, '2090-01-01T00:00:00Z'));
    expect(judge(under((logs) => [...before(logs), ...after(logs)], { log }))).toBe('log-not-valid-at-time');
  });

  test('a second address of one key does not stand in for the first', () => {
    const elsewhere = (logs: Logs) => logs.map((log) => ({ ...log, baseUrl: 'https://other.example' }));
    expect(judge(under((logs) => [...elsewhere(logs), ...logs]))).toBe('accepted');
    expect(judge(under(elsewhere))).toBe('checkpoint-origin-mismatch');
    const current = (logs: Logs) => [...before(logs), ...elsewhere(logs)];
    expect(judge(under(current))).toBe('log-not-valid-at-time');
  });

  test('two keys under one id refuse the root: the validity of one would stand for what the other signed', () => {
    const other = mintSigstore({ name: 'other.example' }).trustedRoot();
    const withIdsOf = (from: Logs, to: Logs) => to.map((log, i) => ({ ...log, logId: from[i]!.logId }));
    expect(judge(under((logs) => [...logs, ...withIdsOf(logs, other.tlogs)]))).toBe('trusted-root-malformed');
    const change = {
      root: (root: TrustedRootJson) => ({ ...root, ctlogs: [...root.ctlogs, ...withIdsOf(root.ctlogs, other.ctlogs)] }),
    };
    expect(judge(sigstore.sign({ change }))).toBe('trusted-root-malformed');
  });
});

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
