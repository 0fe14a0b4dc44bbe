import { existsSync, readFileSync } from 'node:fs';
import { digestFromHex, digestOf, type Digest, type JsonValue } from '@assay/model';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { describe, expect, test } from 'vitest';
import {
  importManagedKey,
  parseBundle,
  readTrustedRoot,
  verifyBundle,
  type ManagedKey,
  type SigstoreRoot,
} from '../index.js';

const data = new URL('../../../../../shared/data/', import.meta.url);
const isThere = existsSync(data);
const read = (path: string) => readFileSync(new URL(path, data));
const at = '2026-11-26T00:00:00Z';

interface RegistryKey {
  readonly keyId: string;
  readonly keyUsage: string;
  readonly publicKey: {
    readonly rawBytes: string;
    readonly validFor: { readonly start: string; readonly end?: string };
  };
}

const rootFiles = ['trust/sigstore-public-good.trusted_root.json', 'trust/github.trusted_root.json'];

function readRoots(): readonly SigstoreRoot[] {
  return rootFiles.map((path) => {
    const root = readTrustedRoot(read(path), { name: path });
    if (!root.ok) throw new Error(root.detail);
    return root.value;
  });
}

const registryKeys = () =>
  (JSON.parse(read('trust/npm-registry-keys.json').toString()) as { keys: RegistryKey[] }).keys.filter(
    ({ keyUsage }) => keyUsage === 'npm:attestations',
  );

function readKeys(): readonly ManagedKey[] {
  return registryKeys().map(({ keyId: hint, publicKey: { rawBytes, validFor } }) => {
    const key = importManagedKey(Buffer.from(rawBytes, 'base64'), { hint, validFor });
    if (!key.ok) throw new Error(key.detail);
    return key.value;
  });
}

/** The bundles in a file: one, or npm's list of attestations. */
function bundlesIn(path: string): readonly JsonValue[] {
  const json = JSON.parse(read(path).toString()) as { attestations?: { bundle: JsonValue }[] };
  return json.attestations?.map(({ bundle }) => bundle) ?? [json];
}

/** The digest of the first subject as the (unverified) payload states it: whether signatures hold is asked, not for what. */
function statedDigest(bundle: JsonValue): Digest {
  const { dsseEnvelope, messageSignature } = bundle as Record<string, Record<string, string>>;
  if (dsseEnvelope === undefined) {
    const { digest } = messageSignature?.['messageDigest'] as unknown as { digest: string };
    return digestFromHex('sha256', Buffer.from(digest, 'base64').toString('hex'))!;
  }
  const statement = JSON.parse(Buffer.from(dsseEnvelope['payload'] ?? '', 'base64').toString()) as {
    subject: { digest?: Record<string, string> }[];
  };
  const [alg = 'sha256', hex = 'f'.repeat(64)] = Object.entries(statement.subject[0]?.digest ?? {})[0] ?? [];
  return digestFromHex(alg as Digest['alg'], hex)!;
}

function judge(bundle: JsonValue, digest: Digest = statedDigest(bundle), keys = readKeys()): string {
  const parsed = parseBundle(bundle);
  if (!parsed.ok) return parsed.code;
  const verified = verifyBundle({
    bundle: parsed.value,
    artifact: { digests: [digest] },
    roots: readRoots(),
    keys,
    at,
  });
  if (!verified.ok) return verified.code;
  expect(() => sigstoreJs(bundle)).not.toThrow();
  const { signer } = verified.value;
  return signer.kind === 'identity' ? signer.san.value : signer.kind;
}

/** sigstore-js by itself; the one message signature is over a gem. */
function sigstoreJs(bundle: JsonValue): void {
  const artifact = read('rubygems/sigstore-1.0.0.gem');
  const keys = Object.fromEntries(
    registryKeys().map(({ keyId, publicKey }) => [
      keyId,
      { rawBytes: Buffer.from(publicKey.rawBytes, 'base64'), keyDetails: 5, validFor: undefined },
    ]),
  );
  const material = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(read(rootFiles[0]!).toString())), keys);
  new Verifier(material).verify(toSignedEntity(bundleFromJSON(bundle), artifact));
}

const publish = 'managed-key';
const npm = 'npm/attestations/';
const slsa = 'slsa/slsa-verifier/';
const testPackage = 'https://github.com/laurentsimon/provenance-npm-test/.github/workflows/release.yml@refs/heads/main';
const visor = 'https://github.com/ramonpetgrave64/gundam-visor/.github/workflows/npm-publish.yml@refs/tags/v1.0.1';
const ossf =
  'https://github.com/slsa-framework/slsa-github-generator/.github/workflows/delegator_lowperms-generic_slsa3.yml@refs/tags/v1.6.0';
const sigstoreJsAt = (tag: string) =>
  `https://github.com/sigstore/sigstore-js/.github/workflows/publish.yml@refs/tags/${tag}`;

/** Each file's bundles in order: who signed, or why not. */
const answers: readonly (readonly [path: string, answers: readonly string[]])[] = [
  [`${npm}npm-cli/valid-sigstore-attestations.json`, [sigstoreJsAt('v1.0.0'), publish]],
  [
    `${npm}npm-cli/valid-tuf-js-attestations.json`,
    ['https://github.com/theupdateframework/tuf-js/.github/workflows/publish.yml@refs/tags/v1.0.0', publish],
  ],
  [`${npm}pacote/valid-attestations.json`, [sigstoreJsAt('v0.4.0'), publish]],
  // The signature of the second was edited by hand, into something that is no canonical base64.
  [`${npm}pacote/invalid-attestations.json`, [sigstoreJsAt('v0.4.0'), 'bundle-malformed']],
  [`${npm}pacote/mismatched-subject-digest-attestations.json`, [sigstoreJsAt('v0.4.0'), 'signature-invalid']],
  [`${npm}slsa-verifier/gundam-visor-cli-v1-tag.tgz.json`, [publish, visor]],
  [`${npm}slsa-verifier/gundam-visor-cli-v1-tag-invalidsigprov.tgz.json`, [publish, 'signature-invalid']],
  [`${npm}slsa-verifier/gundam-visor-cli-v1-tag-invalidsigpub.tgz.json`, ['signature-invalid', visor]],
  [`${npm}slsa-verifier/provenance-npm-test-ossf.tgz.json`, [publish, ossf]],
  [`${npm}slsa-verifier/provenance-npm-test-ossf-invalidsigprov.tgz.json`, [publish, 'signature-invalid']],
  [`${npm}slsa-verifier/provenance-npm-test-ossf-invalidsigpub.tgz.json`, ['signature-invalid', ossf]],
  [`${slsa}npm-attestations.intoto.sigstore`, [testPackage, publish]],
  [`${slsa}npm-att-prov-invalid-signature.intoto.sigstore`, ['signature-invalid', publish]],
  [`${slsa}npm-att-publish-nodigest.intoto.sigstore`, [testPackage, 'signature-invalid']],
  [`${slsa}npm-stmt-mismatch-prov-type.intoto.sigstore`, ['signature-invalid', publish]],
  // Well signed and logged, but its statement has no predicate type: in-toto requires one.
  [`${slsa}bundle/valid.intoto.sigstore`, ['statement-malformed']],
  [`${slsa}bundle/invalid-set.intoto.sigstore`, ['bundle-malformed']],
  [
    'github/attestations/reusable-workflow-attestation.sigstore.json',
    [
      'https://github.com/github/artifact-attestations-workflows/.github/workflows/attest.yml@09b495c3f12c7881b3cc17209a327792065c1a1d',
    ],
  ],
  [
    'github/attestations/sigstore-js-2.1.0-bundle.json',
    ['https://github.com/sigstore/sigstore-js/.github/workflows/release.yml@refs/heads/main'],
  ],
  [
    'rubygems/sigstore-1.0.0.gem.sigstore.json',
    [
      'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main',
    ],
  ],
  // Signed with the staging instance, whose authority has the same name.
  ['pypi/pep740/rfc8785-0.1.2-py3-none-any.whl.sigstore', ['log-unknown']],
];

describe.skipIf(!isThere)('bundles of real projects', () => {
  test.each(answers)('%s: who signed, or why not', (path, expected) => {
    expect(bundlesIn(path).map((bundle) => judge(bundle))).toEqual(expected);
  });

  test.each([
    [`${npm}slsa-verifier/gundam-visor-cli-v1-tag.tgz`, `${npm}slsa-verifier/gundam-visor-cli-v1-tag.tgz.json`],
    ['github/attestations/sigstore-js-2.1.0.tgz', 'github/attestations/sigstore-js-2.1.0-bundle.json'],
    ['rubygems/sigstore-1.0.0.gem', 'rubygems/sigstore-1.0.0.gem.sigstore.json'],
  ])('%s is what its bundles are about, and another file is not', (artifact, bundles) => {
    const bytes = read(artifact);
    for (const bundle of bundlesIn(bundles)) {
      const { alg } = statedDigest(bundle);
      expect(judge(bundle, digestOf(alg, bytes))).toMatch(/^(https:|managed-key)/);
      expect(judge(bundle, digestOf(alg, bytes.subarray(1)))).toMatch(/^(subject|artifact)-mismatch$/);
    }
  });

  test('a publish attestation verifies with the key its hint names, and with no other', () => {
    const [bundle] = bundlesIn(`${npm}slsa-verifier/gundam-visor-cli-v1-tag.tgz.json`);
    const [ended, current] = readKeys();
    expect(judge(bundle!, statedDigest(bundle!), [ended!])).toBe(publish);
    expect(judge(bundle!, statedDigest(bundle!), [current!])).toBe('key-unknown');
    expect(judge(bundle!, statedDigest(bundle!), [])).toBe('key-unknown');
  });

  test('a key that ended before the bundle was logged does not verify it', () => {
    const [bundle] = bundlesIn(`${npm}slsa-verifier/gundam-visor-cli-v1-tag.tgz.json`);
    const [first] = registryKeys();
    const validFor = { start: '2022-12-01T00:00:00Z', end: '2024-01-01T00:00:00Z' };
    const key = importManagedKey(Buffer.from(first!.publicKey.rawBytes, 'base64'), { hint: first!.keyId, validFor });
    expect(key.ok && judge(bundle!, statedDigest(bundle!), [key.value])).toBe('key-not-valid-at-time');
  });
});
