import { existsSync, readFileSync } from 'node:fs';
import { digestOf, type JsonValue } from '@assay/model';
import {
  githubIdentity,
  mintKey,
  mintSigstore,
  sigstoreMistakes,
  slsaProvenanceV1,
  type BundleJson,
  type Mistake,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { gemAttestationCodes } from '../codes/gem-attestation-codes.js';
import { encodeUtf8 } from '../encoding/bytes.js';
import { parseBundle } from '../sigstore/parse-bundle.js';
import { readTrustedRoot } from '../sigstore/read-trusted-root.js';
import type { SigstoreRoot } from '../sigstore/trusted-root.js';
import { verifyBundle } from '../sigstore/verify-bundle.js';
import { repairServedBundle } from './repair-served-bundle.js';
import { verifyGemAttestations, type GemAttestationsCheck } from './verify-gem-attestations.js';

const at = '2026-11-01T00:00:00Z';
const gem = encodeUtf8('a gem');
const sigstore = mintSigstore();

function rootOf(text: Uint8Array | JsonValue): SigstoreRoot {
  const read = readTrustedRoot(text instanceof Uint8Array ? text : encodeUtf8(JSON.stringify(text)));
  if (!read.ok) throw new Error(read.detail);
  return read.value;
}

const root = rootOf(sigstore.trustedRoot());
const json = (bundle: BundleJson) => bundle as unknown as JsonValue;
const signed = json(sigstore.sign({ artifact: gem }).bundle);
const provenance = json(sigstore.sign({ artifact: gem, as: 'dsse' }).bundle);

function verify(bundles: readonly JsonValue[], more: Partial<GemAttestationsCheck> = {}) {
  return verifyGemAttestations({
    attestations: bundles.map((bundle) => ({ bundle })),
    digests: [digestOf('sha256', gem)],
    roots: [root],
    at,
    ...more,
  });
}

function codeOf(...args: Parameters<typeof verify>): string {
  const result = verify(...args);
  return result.ok ? `${String(result.value.attestations.length)} valid` : result.code;
}

/** The bundle as a registry serves it that stored what an old client pushed. */
function served(bundle: JsonValue): JsonValue {
  const copy = structuredClone(bundle) as unknown as {
    verificationMaterial?: { certificate?: { rawBytes?: string }; tlogEntries?: Record<string, unknown>[] };
  };
  const { certificate, tlogEntries = [] } = copy.verificationMaterial ?? {};
  for (const entry of tlogEntries) delete entry['kindVersion'];
  if (certificate?.rawBytes !== undefined) {
    const lines = certificate.rawBytes.replaceAll(/.{64}/g, '$&\n');
    const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
    certificate.rawBytes = Buffer.from(pem).toString('base64');
  }
  return copy as unknown as JsonValue;
}

describe('all of a gem’s attestations hold, or none counts', () => {
  test('none is absent', () => {
    expect(codeOf([])).toBe('attestations-missing');
  });

  test('a signature over the file, and a statement about its digest', () => {
    expect(codeOf([signed])).toBe('1 valid');
    expect(codeOf([signed, provenance])).toBe('2 valid');
  });

  test('the same one twice is one', () => {
    expect(codeOf([signed, signed])).toBe('1 valid');
  });

  test('CVE-2022-35929: a valid one beside one of another file', () => {
    const other = json(sigstore.sign({ artifact: 'another gem' }).bundle);
    for (const bundles of [
      [signed, other],
      [other, signed],
    ])
      expect(codeOf(bundles)).toBe(codeOf([other]));
    expect(gemAttestationCodes[codeOf([other]) as keyof typeof gemAttestationCodes].outcome).toBe('refuted');
  });

  test('a refuted one counts before one that could not be verified', () => {
    const stranger = json(mintSigstore({ name: 'stranger.example' }).sign({ artifact: gem }).bundle);
    const other = json(sigstore.sign({ artifact: 'another gem' }).bundle);
    expect(codeOf([{}, signed])).toBe('bundle-malformed');
    expect(codeOf([stranger, other])).toBe(codeOf([other]));
  });

  test('signed with a key instead of an identity', () => {
    const { bundle } = sigstore.sign({ artifact: gem, managedKey: { key: mintKey() } });
    expect(codeOf([json(bundle)])).not.toContain('valid');
  });

  test('provenance that contradicts its certificate', () => {
    const statement = slsaProvenanceV1({ artifact: gem, identity: githubIdentity({ repository: 'other/repository' }) });
    expect(codeOf([json(sigstore.sign({ artifact: gem, statement }).bundle)])).toMatch(/^provenance-/);
  });

  test('seventeen are more than any gem has', () => {
    expect(codeOf(Array.from({ length: 17 }, () => signed))).toBe('too-many-attestations');
  });

  test('without trusted root nothing is known', () => {
    const result = verify([signed], { roots: [] });
    expect(result.ok ? '' : result.code).toBe('trusted-root-missing');
  });
});

describe('a served bundle', () => {
  test('with both defects is refused by the strict parser, mended, and what it was', () => {
    const broken = served(signed);
    expect(parseBundle(broken).ok).toBe(false);
    const { bundle, repairs } = repairServedBundle(broken);
    expect(repairs).toEqual([
      'The certificate was PEM where DER must stand.',
      'A log entry did not state kind and version.',
    ]);
    expect(JSON.parse(JSON.stringify(bundle))).toEqual(signed);
    const result = verify([broken]);
    expect(result.ok && result.value.attestations[0]?.repairs).toEqual(repairs);
  });

  test.each(['certificate-is-pem', 'kind-version-missing'] as const)('with %s alone is mended', (mistake) => {
    const { bundle } = sigstore.sign({ artifact: gem, mistake });
    expect(codeOf([json(bundle)])).toBe('1 valid');
  });

  test('without defects comes back as it is', () => {
    expect(repairServedBundle(signed)).toEqual({ bundle: signed, repairs: [] });
    for (const value of [
      null,
      1,
      'x',
      [],
      {},
      { verificationMaterial: [] },
      { verificationMaterial: { tlogEntries: {} } },
    ]) {
      expect(repairServedBundle(value)).toEqual({ bundle: value, repairs: [] });
    }
  });

  test.each<[string, (material: Record<string, unknown>) => void]>([
    [
      'a kind that is null',
      ({ tlogEntries }) => void ((tlogEntries as Record<string, unknown>[])[0]!['kindVersion'] = null),
    ],
    [
      'a kind that is another',
      ({ tlogEntries }) =>
        void ((tlogEntries as Record<string, unknown>[])[0]!['kindVersion'] = { kind: 'dsse', version: '0.0.1' }),
    ],
    [
      'a body that is no JSON',
      ({ tlogEntries }) => {
        const [entry] = tlogEntries as Record<string, unknown>[];
        delete entry!['kindVersion'];
        entry!['canonicalizedBody'] = 'eA==';
      },
    ],
    [
      'two certificates in the PEM',
      (material) => {
        const { rawBytes } = material['certificate'] as { rawBytes: string };
        const pem = Buffer.from(
          (served(signed) as never as { verificationMaterial: { certificate: { rawBytes: string } } })
            .verificationMaterial.certificate.rawBytes,
          'base64',
        ).toString();
        material['certificate'] = { rawBytes: Buffer.from(pem + pem).toString('base64'), kept: rawBytes };
      },
    ],
    [
      'a key in the PEM',
      (material) => {
        const pem = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n';
        material['certificate'] = { rawBytes: Buffer.from(pem).toString('base64') };
      },
    ],
  ])('with %s is not mended', (_title, change) => {
    const copy = structuredClone(signed) as unknown as { verificationMaterial: Record<string, unknown> };
    change(copy.verificationMaterial);
    expect(repairServedBundle(copy as unknown as JsonValue).repairs).toEqual([]);
    expect(codeOf([copy as unknown as JsonValue])).not.toContain('valid');
  });

  /** These are about the very members that are mended; what was wrong with them is gone. */
  const mended: ReadonlySet<Mistake> = new Set([
    'entry-kind-disagrees',
    'kind-version-missing',
    'base64-not-canonical',
  ] satisfies Mistake[]);

  test.each(sigstoreMistakes.map(({ name, about }) => [name, about] as const))(
    'with the mistake %s (%s) is no better for being mended',
    (name) => {
      const made = sigstore.sign({ artifact: gem, mistake: name });
      const artifact = { digests: [digestOf('sha256', gem), digestOf('sha384', gem), digestOf('sha512', gem)] };
      const wrongRoot = readTrustedRoot(encodeUtf8(JSON.stringify(made.trustedRoot)));
      const outcome = (bundle: JsonValue): string => {
        const parsed = parseBundle(bundle);
        if (!wrongRoot.ok) return wrongRoot.code;
        if (!parsed.ok) return parsed.code;
        const result = verifyBundle({ bundle: parsed.value, artifact, roots: [wrongRoot.value], at });
        return result.ok ? 'valid' : result.code;
      };
      const plain = outcome(json(made.bundle));
      const repaired = outcome(repairServedBundle(served(json(made.bundle))).bundle);
      if (plain === 'valid' || mended.has(name)) expect(repaired).toBe('valid');
      else expect(repaired).not.toBe('valid');
    },
  );
});

const data = new URL('../../../../../shared/data/', import.meta.url);

describe.skipIf(!existsSync(data))('a real gem', () => {
  const publicGood = existsSync(data)
    ? rootOf(readFileSync(new URL('trust/sigstore-public-good.trusted_root.json', data)))
    : root;
  const real = existsSync(data)
    ? (JSON.parse(readFileSync(new URL('rubygems/sigstore-1.0.0.gem.sigstore.json', data), 'utf8')) as JsonValue)
    : null;
  const digests = existsSync(data)
    ? [digestOf('sha256', readFileSync(new URL('rubygems/sigstore-1.0.0.gem', data)))]
    : [];

  test.each([
    ['as it is', real],
    ['as served by an old registry', real === null ? null : served(real)],
  ])('is attested, %s', (_title, bundle) => {
    const result = verify([bundle], { digests, roots: [publicGood] });
    if (!result.ok) throw new Error(`${result.code}: ${result.detail}`);
    expect(result.value.attestations[0]?.verified.signer).toMatchObject({
      kind: 'identity',
      issuer: 'https://token.actions.githubusercontent.com',
    });
  });

  test('is attested for no other file', () => {
    expect(codeOf([real], { roots: [publicGood] })).not.toContain('valid');
  });
});
