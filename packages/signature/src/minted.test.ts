import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { describe, expect, test } from 'vitest';
import {
  mintPackage,
  mintRegistryKeys,
  mintSigstore,
  npmAttestations,
  sigstoreMistakes,
  validSignings,
  type BundleJson,
  type Mistake,
  type SignedBundle,
} from '@assay/testkit';

/**
 * testkit's Sigstore against sigstore-js: it accepts whatever is right, so that a refusal of ours means something, and what
 * it does not see is written down here, because that is what we must see.
 */

/** What sigstore-js makes of it: null, or what its error says. */
function judge(signed: SignedBundle): string | null {
  const entries = signed.bundle.verificationMaterial.tlogEntries ?? [];
  try {
    const keys = signed.hint === null ? {} : { [signed.hint]: { rawBytes: Buffer.from(signed.key.spki) } };
    const material = toTrustMaterial(TrustedRoot.fromJSON(signed.trustedRoot), keys as never);
    const verifier = new Verifier(material, {
      tlogThreshold: Math.min(1, entries.length),
      ctlogThreshold: Math.min(1, signed.trustedRoot.ctlogs.length),
    });
    verifier.verify(toSignedEntity(bundleFromJSON(signed.bundle), Buffer.from(signed.artifact)));
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** As above, for a bundle that somebody else signed. */
function judgeBundle(bundle: BundleJson, keys: Readonly<Record<string, Uint8Array>>): string | null {
  const [hint = null] = Object.keys(keys);
  const key = { spki: keys[hint ?? ''] ?? new Uint8Array() };
  return judge({ ...sigstore.sign(), bundle, hint, key: key as SignedBundle['key'] });
}

const instances = {
  'an instance': mintSigstore(),
  'an instance without intermediate authority': mintSigstore({ name: 'flat.example', intermediate: false }),
  'an instance on P-256 with a root of version 0.2': mintSigstore({
    name: 'p256.example',
    curve: 'p256',
    root: { version: '0.2' },
  }),
};
const sigstore = instances['an instance'];

/**
 * Mistakes that sigstore-js 4.1 lets pass. Statements and identities are its caller's business; the rest it leaves out. A
 * version that sees more makes this list shorter.
 */
const unseen: readonly Mistake[] = [
  'message-digest-wrong-everywhere',
  'message-digest-truncated',
  'payload-type-not-in-toto',
  'statement-of-another-artifact',
  'statement-without-subject',
  'statement-with-several-subjects',
  'statement-subject-without-digest',
  'statement-subject-with-truncated-digest',
  'statement-with-duplicate-keys',
  'statement-not-json',
  'statement-of-unknown-type',
  'statement-with-other-predicate',
  'leaf-without-eku',
  'leaf-with-wrong-eku',
  'leaf-with-ca-flag',
  'leaf-without-key-usage',
  'leaf-without-digital-signature',
  'leaf-with-two-names',
  'leaf-without-name',
  'leaf-name-of-other-type',
  'leaf-name-is-dns',
  'leaf-name-with-nul',
  'leaf-issuer-disagrees',
  'leaf-legacy-issuer-disagrees',
  'leaf-legacy-claim-disagrees',
  'leaf-without-issuer',
  'leaf-issuer-not-der',
  'leaf-claim-not-der',
  'leaf-claim-other-string-type',
  'leaf-claim-trailing-bytes',
  'leaf-claim-bad-utf8',
  'leaf-claim-twice',
  'leaf-unknown-critical-extension',
  'intermediate-with-wrong-eku',
  'root-with-wrong-eku',
  'intermediate-with-name-constraints',
  'intermediate-with-name-constraints-not-critical',
  'root-with-name-constraints',
  'intermediate-with-unknown-critical-extension',
  'root-with-unknown-critical-extension',
  'ctlog-without-start',
  'entry-with-another-certificate',
  'entry-with-another-key',
  'entry-body-with-duplicate-keys',
  'two-kinds-of-entry-in-one-log',
  'log-key-without-start',
  'v2-log-key-ended',
  'v2-log-key-not-started',
  'proof-tree-size-wrong',
  'proof-root-differs',
  'checkpoint-of-other-origin',
  'checkpoint-name-is-substring',
  'checkpoint-name-is-dot',
  'checkpoint-size-hexadecimal',
  'checkpoint-size-padded',
  'checkpoint-of-other-size',
  'timestamp-certificate-without-eku',
  'timestamp-certificate-with-wrong-eku',
  'timestamp-certificate-with-more-ekus',
  'timestamp-eku-not-critical',
  'timestamp-certificate-for-certificates',
  'timestamp-certificate-with-unknown-critical-extension',
  'timestamp-root-with-unknown-critical-extension',
  'timestamp-root-with-name-constraints',
  'timestamp-root-with-wrong-eku',
  'timestamp-binds-another-certificate',
  'timestamp-binds-no-certificate',
  'timestamp-rejected',
  'timestamp-with-failure',
  'media-type-unknown',
  'media-type-with-suffix',
  'chain-with-root',
  'two-contents',
  'unknown-field',
  'base64-not-canonical',
];

describe('sigstore-js accepts what is minted without mistakes', () => {
  test.each(validSignings)('$about', ({ options }) => {
    for (const instance of Object.values(instances)) expect(judge(instance.sign(options))).toBeNull();
  });
});

test('sigstore-js accepts an instance without logs', () => {
  const github = mintSigstore({ name: 'github.example', logs: false });
  expect(judge(github.sign({ as: 'dsse' }))).toBeNull();
  expect(judge(github.sign({ mistake: 'timestamp-over-other-bytes' }))).not.toBeNull();
});

describe('sigstore-js accepts what an npm registry holds', () => {
  const registry = mintRegistryKeys();
  const minted = mintPackage({ name: '@acme/tool', version: '2.0.0' });
  const [publish, provenance] = npmAttestations(minted, { sigstore, registry });

  test("the registry's own attestation of publishing", () => {
    const [{ keyId, key }] = registry.keys as [(typeof registry.keys)[0]];
    expect(judgeBundle(publish?.bundle as BundleJson, { [keyId]: key.spki })).toBeNull();
  });

  test("the workflow's provenance", () => {
    expect(judgeBundle(provenance?.bundle as BundleJson, {})).toBeNull();
  });
});

describe('sigstore-js refuses mistakes, or is known not to see them', () => {
  test.each(sigstoreMistakes)('$name: $about', ({ name }) => {
    const refusal = judge(sigstore.sign({ mistake: name }));
    expect(refusal === null).toBe(unseen.includes(name));
  });
});
