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

describe('a root with a certificate that sigstore-js cannot read', () => {
  interface Root {
    certificateAuthorities: { certChain: { certificates: { rawBytes: string }[] } }[];
  }

  /** One name in it is of a type that sigstore-js refuses and strict DER allows: universal tag 0. */
  const spoiled = (base64: string): string => {
    const der = Buffer.from(base64, 'base64');
    der[der.indexOf(Buffer.from('060355040a', 'hex')) + 5] = 0;
    return der.toString('base64');
  };

  test('is malformed, each time it is asked, and refutes no bundle; another root may know it', () => {
    const signed = sigstore.sign({ artifact });
    const json = structuredClone(signed.trustedRoot) as unknown as Root;
    const [authority] = structuredClone(json.certificateAuthorities);
    for (const certificate of authority?.certChain.certificates ?? [])
      certificate.rawBytes = spoiled(certificate.rawBytes);
    json.certificateAuthorities.push(authority!);
    const bad = readTrustedRoot(Buffer.from(JSON.stringify(json)), { name: 'odd' });
    const good = readTrustedRoot(Buffer.from(JSON.stringify(signed.trustedRoot)));
    const bundle = parseBundle(Buffer.from(signed.text));
    if (!bad.ok || !good.ok || !bundle.ok) throw new Error('not read');
    const under = (...roots: (typeof good.value)[]) =>
      verifyBundle({
        bundle: bundle.value,
        artifact: { digests: [], bytes: artifact },
        roots,
        at: '2026-01-01T00:00:00Z',
      });
    expect(under(bad.value)).toMatchObject({ ok: false, code: 'trusted-root-malformed' });
    expect(under(bad.value)).toMatchObject({ ok: false, code: 'trusted-root-malformed' });
    expect(under(bad.value, good.value).ok).toBe(true);
  });
});
