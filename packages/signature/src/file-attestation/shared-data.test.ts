import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { digestOf, type Digest } from '@assay/model';
import { describe, expect, test } from 'vitest';
import { parseManagedKey } from '../sigstore/managed-key.js';
import { readTrustedRoot } from '../sigstore/read-trusted-root.js';
import type { ExpectedSigner } from './expected-signer.js';
import { parseAttestationDocument } from './parse-attestation-document.js';
import { verifyAttestations } from './verify-attestations.js';

const data = new URL('../../../../../shared/data/', import.meta.url);
const pypi = new URL('pypi/pep740/', data);
const conformance = new URL('sigstore-conformance/bundle-verify/', data);
const here = existsSync(conformance);
const at = '2026-11-01T00:00:00Z';

function rootOf(file: URL) {
  const root = readTrustedRoot(readFileSync(file));
  if (!root.ok) throw new Error(`${root.code}: ${root.detail}`);
  return root.value;
}
const publicGood = here ? rootOf(new URL('trust/sigstore-public-good.trusted_root.json', data)) : undefined;

interface Case {
  readonly root?: URL;
  readonly bundles: readonly URL[];
  readonly artifact: { readonly bytes?: Uint8Array; readonly digests: readonly Digest[]; readonly name?: string };
  readonly expected: ExpectedSigner;
  readonly predicateTypes?: readonly string[];
}

function verify({ root, bundles, artifact, expected, predicateTypes }: Case) {
  return verifyAttestations({
    artifact: { label: 'artifact', ...artifact },
    documents: bundles.map((url) => parseAttestationDocument(url.pathname, readFileSync(url))),
    expected,
    roots: root === undefined ? [publicGood!] : [rootOf(root)],
    at,
    ...(predicateTypes === undefined ? {} : { predicateTypes }),
  });
}

const digestsOf = (bytes: Uint8Array) => (['sha256', 'sha512'] as const).map((alg) => digestOf(alg, bytes));

const beacon = {
  by: 'identity',
  identity:
    'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main',
  issuer: 'https://token.actions.githubusercontent.com',
} as const satisfies ExpectedSigner;

function optional(file: URL): URL | undefined {
  return existsSync(file) ? file : undefined;
}

function expectedOf(folder: URL): ExpectedSigner {
  const keyFile = optional(new URL('key.pub', folder));
  if (keyFile === undefined) return beacon;
  const key = parseManagedKey(readFileSync(keyFile, 'utf8'));
  if (!key.ok) throw new Error(key.detail);
  return { by: 'key', key: key.value };
}

/** Why each case that must fail is refused. */
const reasons: Readonly<Record<string, string>> = {
  'bundle-empty-certificate-chain_fail': 'bundle-malformed',
  'bundle-negative-log-index_fail': 'bundle-malformed',
  'bundle-unknown-version_fail': 'bundle-version-unsupported',
  'bundle-with-root-cert_fail': 'certificate-chain-unexpected',
  'checkpoint-bad-keyhint_fail': 'checkpoint-signature-missing',
  'checkpoint-wrong-roothash_fail': 'checkpoint-mismatch',
  'dsse-invalid-sig_fail': 'signature-invalid',
  'dsse-mismatch-sig_fail': 'log-entry-mismatch',
  'inclusion-proof-corrupted-hash_fail': 'inclusion-proof-invalid',
  'incorrect-public-key_fail': 'log-entry-mismatch',
  'intoto-log-entry-mismatch_fail': 'log-entry-mismatch',
  'intoto-missing-inclusion-proof_fail': 'inclusion-proof-missing',
  'intoto-set-outside-signing-cert-validity_fail': 'certificate-not-valid-at-time',
  'intoto-tsa-timestamp-outside-cert-validity_fail': 'certificate-not-valid-at-time',
  'invalid-checkpoint-signature_fail': 'checkpoint-signature-invalid',
  'invalid-ct-key_fail': 'sct-log-unknown',
  'message-digest-mismatch_fail': 'message-digest-mismatch',
  'rekor2-checkpoint-missing-log-signature_fail': 'checkpoint-malformed',
  'rekor2-checkpoint-missing-root-hash_fail': 'checkpoint-malformed',
  'rekor2-checkpoint-missing-size_fail': 'checkpoint-malformed',
  'rekor2-checkpoint-no-matching-signature_fail': 'checkpoint-origin-mismatch',
  'rekor2-dsse-mismatch-sig_fail': 'log-entry-mismatch',
  'rekor2-no-inclusion-proof_fail': 'inclusion-proof-missing',
  'rekor2-timestamp-outside-tsa-cert-validity_fail': 'timestamp-not-valid',
  'rekor2-timestamp-payload-mismatch_fail': 'timestamp-mismatch',
  'rekor2-timestamp-with-incorrect-time_fail': 'bundle-malformed',
  'signature-mismatch_fail': 'signature-invalid',
  'wrong-hashedrekord-artifact_fail': 'log-entry-mismatch',
  'wrong-hashedrekord-cert-and-sig_fail': 'log-entry-mismatch',
  'wrong-hashedrekord-entry_fail': 'log-entry-mismatch',
  'wrong-material_fail': 'artifact-mismatch',
};

describe.skipIf(!here)('the public conformance suite', () => {
  const names = here ? readdirSync(conformance).filter((name) => !/\.(txt|md)$/.test(name)) : [];
  test.each(names)('%s, by file and by digest', (name) => {
    const folder = new URL(`${name}/`, conformance);
    const bytes = readFileSync(optional(new URL('artifact', folder)) ?? new URL('a.txt', conformance));
    const root = optional(new URL('trusted_root.json', folder));
    const bundles = [new URL('bundle.sigstore.json', folder)];
    const base = { bundles, expected: expectedOf(folder), ...(root === undefined ? {} : { root }) };
    const byFile = verify({ ...base, artifact: { bytes, digests: digestsOf(bytes) } });
    const byDigest = verify({ ...base, artifact: { digests: [digestOf('sha256', bytes)] } });
    expect(byDigest.code).toBe(byFile.code);
    if (!name.endsWith('_fail')) expect(byFile.code).toBe('file-attested');
    else if (Object.hasOwn(reasons, name)) expect(byFile.code).toBe(reasons[name]);
    expect(byFile.outcome === 'proven').toBe(!name.endsWith('_fail'));
  });
});

function byRelease(repository: string, ref: string): ExpectedSigner {
  const identity = `https://github.com/${repository}/.github/workflows/release.yml@${ref}`;
  return { by: 'identity', identity, issuer: beacon.issuer };
}
const trailOfBits = byRelease('trailofbits/pypi-attestations', 'refs/tags/v0.0.19');
const byPublisher: ExpectedSigner = {
  by: 'publisher',
  publishers: [
    {
      kind: 'github',
      repository: 'trailofbits/pypi-attestations',
      repositoryId: '772247423',
      ownerId: '2314423',
      workflow: '.github/workflows/release.yml',
      ref: 'refs/tags/v0.0.19',
    },
  ],
};
const sdist = 'pypi_attestations-0.0.19.tar.gz';
const wheel = 'rfc8785-0.1.2-py3-none-any.whl';
const person: ExpectedSigner = {
  by: 'identity',
  identity: 'william@yossarian.net',
  issuer: 'https://github.com/login/oauth',
};

describe.skipIf(!here)("PyPI's attestations", () => {
  const judge = (name: string, bundle: string, expected: ExpectedSigner) => {
    const bytes = readFileSync(new URL(name, pypi));
    return verify({ artifact: { name, bytes, digests: digestsOf(bytes) }, bundles: [new URL(bundle, pypi)], expected });
  };

  test.each([
    [`${sdist}.provenance`, trailOfBits],
    [`${sdist}.publish.attestation`, trailOfBits],
    [`${sdist}.slsa.attestation`, trailOfBits],
    [`${sdist}.provenance`, byPublisher],
    [`${sdist}.slsa.attestation`, byPublisher],
  ])('%s is proven', (bundle, expected) => {
    expect(judge(sdist, bundle, expected).code).toBe('file-attested');
  });

  test.each([`${wheel}.attestation`, `${wheel}.sigstore`])('%s is by an instance that nobody here trusts', (bundle) => {
    expect(judge(wheel, bundle, person)).toMatchObject({ code: 'log-unknown', outcome: 'unknown' });
  });

  test('are refused for another identity, another publisher and another file', () => {
    const other = byRelease('trailofbits/pypi-attestations', 'refs/tags/v0.0.18');
    expect(judge(sdist, `${sdist}.provenance`, other)).toMatchObject({ code: 'signer-mismatch', outcome: 'refuted' });
    expect(judge(wheel, `${sdist}.provenance`, trailOfBits)).toMatchObject({ code: 'subject-mismatch' });
    const anotherId: ExpectedSigner = {
      by: 'publisher',
      publishers: [{ kind: 'github', repository: 'trailofbits/pypi-attestations', repositoryId: '772247424' }],
    };
    expect(judge(sdist, `${sdist}.provenance`, anotherId).code).toBe('publisher-repository-id-mismatch');
  });

  test('of sampleproject are proven by digest, which is all there is of it here', () => {
    const value = '0ace7980f82c5815ede4cd7bf9f6693684cec2ae47b9b7ade9add533b8627c6b';
    const verdict = verify({
      artifact: { digests: [{ alg: 'sha256', value, covers: 'artifact' }] },
      bundles: [new URL('sampleproject-4.0.0.tar.gz.provenance', pypi)],
      expected: byRelease('pypa/sampleproject', 'refs/heads/main'),
    });
    expect(verdict.code).toBe('file-attested');
  });

  /** One thing changed in the document of the index; the file and what is expected stay. */
  const tampered: Record<string, [change: (text: string) => string, code: string]> = {
    'a publisher of another repository': [
      (text) => text.replace('"repository":"trailofbits/pypi-attestations"', '"repository":"trailofbits/other"'),
      'pypi-publisher-mismatch',
    ],
    'another workflow': [(text) => text.replace('"release.yml"', '"other.yml"'), 'pypi-publisher-mismatch'],
    'another kind of publisher': [(text) => text.replace('"GitHub"', '"CircleCI"'), 'pypi-publisher-kind-unsupported'],
    'another version': [(text) => text.replace('"version":1}', '"version":2}'), 'pypi-version-unsupported'],
    'a signature with one bit less': [
      (text) => text.replace('"signature":"MEYCIQC+', '"signature":"MEYCIQC8'),
      'signature-invalid',
    ],
    'another index in the log': [(text) => text.replaceAll('"153454663"', '"153454662"'), 'inclusion-promise-invalid'],
    'a member twice': [(text) => text.replace('{', '{"version":1,'), 'attestation-document-malformed'],
    'text behind it': [(text) => `${text.trimEnd()}x`, 'attestation-document-malformed'],
  };

  test.each(Object.entries(tampered))('with %s are refused', (_, [change, code]) => {
    const text = readFileSync(new URL(`${sdist}.provenance`, pypi), 'utf8');
    expect(change(text)).not.toBe(text);
    const bytes = readFileSync(new URL(sdist, pypi));
    const verdict = verifyAttestations({
      artifact: { label: sdist, name: sdist, bytes, digests: digestsOf(bytes) },
      documents: [parseAttestationDocument('provenance', new TextEncoder().encode(change(text)))],
      expected: trailOfBits,
      roots: [publicGood!],
      at,
    });
    expect(verdict.code).toBe(code);
    expect(verdict.outcome).not.toBe('proven');
  });
});

describe.skipIf(!here)("GitHub's attestations", () => {
  const github = new URL('github/attestations/', data);
  const workflow = (path: string, ref: string): ExpectedSigner => ({
    by: 'identity',
    identity: `https://github.com/${path}@${ref}`,
    issuer: beacon.issuer,
  });

  test('of a released package are proven', () => {
    const bytes = readFileSync(new URL('sigstore-js-2.1.0.tgz', github));
    const verdict = verify({
      artifact: { bytes, digests: digestsOf(bytes) },
      bundles: [new URL('sigstore-js-2.1.0-bundle.json', github)],
      expected: workflow('sigstore/sigstore-js/.github/workflows/release.yml', 'refs/heads/main'),
    });
    expect(verdict.code).toBe('file-attested');
  });

  test('of a reusable workflow name it, not the one that called it', () => {
    const bytes = readFileSync(new URL('reusable-workflow-artifact', github));
    const judge = (path: string, ref: string) =>
      verify({
        artifact: { bytes, digests: digestsOf(bytes) },
        bundles: [new URL('reusable-workflow-attestation.sigstore.json', github)],
        expected: workflow(path, ref),
      });
    const reusable = 'github/artifact-attestations-workflows/.github/workflows/attest.yml';
    const commit = '09b495c3f12c7881b3cc17209a327792065c1a1d';
    expect(judge(reusable, commit).code).toBe('file-attested');
    const byCaller = verify({
      artifact: { bytes, digests: digestsOf(bytes) },
      bundles: [new URL('reusable-workflow-attestation.sigstore.json', github)],
      expected: {
        by: 'publisher',
        publishers: [{ kind: 'github', repository: 'malancas/attest-demo', signerWorkflow: reusable }],
      },
    });
    expect(byCaller.code).toBe('file-attested');
    const caller = judge('malancas/attest-demo/.github/workflows/release.yml', 'refs/heads/main');
    expect(caller.code).toBe('signer-mismatch');
    expect(caller.attestations[0]?.differences.map(({ field }) => field)).toEqual(['identity']);
  });
});
