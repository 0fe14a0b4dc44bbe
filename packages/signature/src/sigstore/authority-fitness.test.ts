import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { digestOf } from '@assay/model';
import { mintSigstore, type Mistake, type SignedBundle, type TrustedRootJson, type World } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { parseBundle } from './parse-bundle.js';
import { readTrustedRoot } from './read-trusted-root.js';
import { trustedRootParts } from './trusted-root-parts.js';
import { verifyBundle } from './verify-bundle.js';

const sigstore = mintSigstore();

/** Code and detail for a bundle with this mistake, under its own root or a changed one. */
function answer(mistake: Mistake, change: (root: TrustedRootJson) => TrustedRootJson = (root) => root): string {
  return judge(sigstore.sign({ mistake }), change);
}

/** The same for a right one whose authorities, Fulcio's and the timestamps', have this extension and this usage. */
function extended(
  extension: World['tsa']['signer']['extra'][number],
  purposes: readonly string[] | null = null,
): string {
  const all = (plans: World['authority']) =>
    plans.map((plan) => ({ ...plan, extendedKeyUsage: purposes, extra: [extension] })) as unknown as World['authority'];
  const world = (own: World) => ({
    ...own,
    authority: all(own.authority),
    tsa: { ...own.tsa, authority: all(own.tsa.authority) },
  });
  return judge(sigstore.sign({ timestamps: 1, change: { world } }));
}

function judge(signed: SignedBundle, change: (root: TrustedRootJson) => TrustedRootJson = (root) => root): string {
  const root = readTrustedRoot(Buffer.from(JSON.stringify(change(signed.trustedRoot))));
  const bundle = parseBundle(Buffer.from(signed.text));
  if (!root.ok || !bundle.ok) throw new Error('not read');
  const artifact = { digests: [digestOf('sha256', signed.artifact)] };
  const verified = verifyBundle({ bundle: bundle.value, artifact, roots: [root.value], at: '2026-11-26T00:00:00Z' });
  return verified.ok ? 'accepted' : `${verified.code}: ${verified.detail}`;
}

describe('an authority that vouches for nothing', () => {
  const unfit = 'certificate-authority-unfit: Certificate';
  test.each<readonly [Mistake, string]>([
    ['intermediate-with-name-constraints', `${unfit} 1 of 2 of the authority has name constraints (2.5.29.30)`],
    ['root-with-name-constraints', `${unfit} 2 of 2 of the authority has name constraints (2.5.29.30)`],
    [
      'intermediate-with-unknown-critical-extension',
      `${unfit} 1 of 2 of the authority has the critical extension 1.3.6.1.4.1.99999.1`,
    ],
    ['root-with-wrong-eku', 'certificate-usage: Certificate 2 of 2 of the authority is for other purposes'],
    [
      'timestamp-root-with-unknown-critical-extension',
      'timestamp-authority-unfit: https://timestamp.sigstore.example/api/v1/timestamp: Certificate 2 of 2',
    ],
    ['timestamp-eku-not-critical', 'its extended key usage is not critical'],
  ])('%s: the answer says why', (mistake, words) => {
    expect(answer(mistake)).toContain(words);
  });

  test('is not one with an extension that nobody must know, or for any purpose', () => {
    const unknown = { id: '1.3.6.1.4.1.99999.1', critical: false, value: Uint8Array.of(5, 0) };
    expect(extended(unknown)).toBe('accepted');
    expect(extended(unknown, ['2.5.29.37.0'])).toBe('accepted');
    expect(extended({ ...unknown, critical: true })).toContain('certificate-authority-unfit');
  });

  test('is one whose usage cannot be read', () => {
    const usage = { id: '2.5.29.37', value: Uint8Array.of(4, 0) };
    expect(extended(usage)).toContain('has a usage extension that is malformed');
  });

  test('takes nothing away from another one of the same name', () => {
    const [sound] = sigstore.trustedRoot().certificateAuthorities;
    const beside = (root: TrustedRootJson) => {
      return { ...root, certificateAuthorities: [...root.certificateAuthorities, sound!] };
    };
    expect(answer('root-with-unknown-critical-extension', beside)).toBe('accepted');
  });

  test('is not vouched for by another one of the same name', () => {
    const [namesake] = sigstore.sign({ mistake: 'trusted-root-of-another' }).trustedRoot.certificateAuthorities;
    const beside = (root: TrustedRootJson) => {
      return { ...root, certificateAuthorities: [...root.certificateAuthorities, namesake!] };
    };
    expect(answer('root-with-unknown-critical-extension', beside)).toContain('certificate-untrusted');
    expect(answer('root-with-wrong-eku', beside)).toContain('certificate-untrusted');
  });
});

const data = new URL('../../../../../shared/data/', import.meta.url);

describe.skipIf(!existsSync(data))('authorities of real roots', () => {
  const cases = new URL('sigstore-conformance/bundle-verify/', data);
  const roots = !existsSync(data)
    ? []
    : [
        ...['sigstore-public-good', 'github'].map((name) => new URL(`trust/${name}.trusted_root.json`, data)),
        ...readdirSync(cases).map((name) => new URL(`${name}/trusted_root.json`, cases)),
      ].filter((url) => existsSync(url));

  /** GitHub's first timestamp certificate, of April 2023, which its own root no longer lists; one test case does. */
  const replaced = 'Certificate 1 of 3 of the authority is for timestamps, but its extended key usage is not critical.';

  test('are fit for their purpose', () => {
    const problems = roots.flatMap((url) => {
      const root = readTrustedRoot(readFileSync(url));
      const parts = root.ok ? trustedRootParts(root.value) : undefined;
      return [...(parts?.authorities ?? []), ...(parts?.timestampAuthorities ?? [])].map(({ unfit }) => unfit?.detail);
    });
    expect(problems.length).toBeGreaterThan(60);
    expect(problems.filter((problem) => problem !== undefined)).toEqual([replaced]);
  });
});
