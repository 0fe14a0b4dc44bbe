import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { BundleJson } from './bundle-json.js';
import { githubIdentity } from './github-identity.js';
import { proveInclusion } from './merkle-tree.js';
import { mintSigstore } from './mint-sigstore.js';
import { sigstoreMistakes } from './mistakes/mistakes.js';
import { keyNamed } from './minted-key.js';
import { npmPublishStatement, pypiPublishStatement } from './publish-statements.js';
import { pypiAttestationOf } from './pypi-attestation.js';
import { slsaProvenanceV02 } from './slsa-v02.js';
import { slsaProvenanceV1 } from './slsa-v1.js';
import { validSignings } from './valid-signings.js';

const sigstore = mintSigstore();

describe('an instance', () => {
  test('has keys of its own by name, the same every time', () => {
    expect(mintSigstore().world.rekorV1.key).toBe(sigstore.world.rekorV1.key);
    const other = mintSigstore({ name: 'other.example' });
    expect(other.world.rekorV1.key.spki).not.toEqual(sigstore.world.rekorV1.key.spki);
  });

  test('always has the same trusted root', () => {
    expect(sigstore.trustedRoot()).toEqual(sigstore.trustedRoot());
    expect(sigstore.sign().trustedRoot).toEqual(sigstore.trustedRoot());
  });

  test('writes its trusted root in both versions', () => {
    const old = sigstore.trustedRoot({ version: '0.1' });
    expect(old.mediaType).toBe('application/vnd.dev.sigstore.trustedroot+json;version=0.1');
    expect(old.tlogs[0]).not.toHaveProperty('operator');
    const current = sigstore.trustedRoot({ version: '0.2', checkpointKeyIds: true });
    expect(current.mediaType).toBe('application/vnd.dev.sigstore.trustedroot.v0.2+json');
    expect(current.tlogs[1]).toMatchObject({ operator: 'sigstore.example' });
    expect(Buffer.from(current.tlogs[1]!.checkpointKeyId!.keyId, 'base64')).toHaveLength(4);
  });

  test('lets a service count for as long as it is told', () => {
    const validFor = { rekorV1: { start: '2023-01-01T00:00:00Z', end: '2023-12-31T00:00:00Z' } };
    const ended = mintSigstore({ name: 'ended.example', validFor });
    expect(ended.trustedRoot().tlogs[0]?.publicKey.validFor).toEqual(validFor.rekorV1);
  });
});

describe('an instance without logs', () => {
  const github = mintSigstore({ name: 'github.example', logs: false });

  test('knows when by timestamps alone', () => {
    const { bundle, trustedRoot } = github.sign({ as: 'dsse' });
    expect(trustedRoot).toMatchObject({ tlogs: [], ctlogs: [] });
    expect(bundle.verificationMaterial.tlogEntries).toBeUndefined();
    expect(bundle.verificationMaterial.timestampVerificationData?.rfc3161Timestamps).toHaveLength(1);
    expect(() => github.sign({ mistake: 'sct-by-unknown-log' })).toThrow('needs a certificate log');
  });
});

describe('signing', () => {
  test('does nothing by the clock', () => {
    const { bundle, certificate } = sigstore.sign({ signedAt: '2023-02-03T04:05:06Z' });
    expect(bundle.verificationMaterial.tlogEntries?.[0]?.integratedTime).toBe('1675397108');
    expect(new X509Certificate(certificate!.pem).validFromDate.toISOString()).toBe('2023-02-03T04:05:06.000Z');
  });

  test('names a managed key by its hint', () => {
    const managedKey = { key: keyNamed('managed'), hint: 'key 1', keyid: 'key 1' };
    const { bundle, certificate, hint } = sigstore.sign({ as: 'dsse', managedKey });
    expect(bundle.verificationMaterial.publicKey).toEqual({ hint: 'key 1' });
    expect(bundle.dsseEnvelope?.signatures[0]?.keyid).toBe('key 1');
    expect([certificate, hint]).toEqual([null, 'key 1']);
  });

  test('signs a payload as it is', () => {
    const payload = Buffer.from('{ "not" : "canonical" }');
    const { bundle } = sigstore.sign({ statement: payload, payloadType: 'text/plain' });
    expect(bundle.dsseEnvelope?.payload).toBe(payload.toString('base64'));
    expect(bundle.dsseEnvelope?.payloadType).toBe('text/plain');
  });

  test('cosignatures are over time and checkpoint', () => {
    const { bundle } = sigstore.sign({ log: 'v2', cosignatures: 1 });
    const envelope = bundle.verificationMaterial.tlogEntries![0]!.inclusionProof!.checkpoint!.envelope;
    const [text, lines] = envelope.split('\n\n');
    const [name, encoded] = lines!.split('\n')[1]!.split(' ').slice(1);
    const signature = Buffer.from(encoded!, 'base64').subarray(12);
    const time = Buffer.from(encoded!, 'base64').readBigUInt64BE(4);
    const signed = Buffer.from(`cosignature/v1\ntime ${String(time)}\n${text!}\n`);
    expect(verify(null, signed, createPublicKey(keyNamed(name!, 'ed25519').publicPem), signature)).toBe(true);
  });

  test('every way to sign without mistakes has its own words', () => {
    expect(new Set(validSignings.map(({ about }) => about)).size).toBe(validSignings.length);
  });
});

describe('mistakes', () => {
  test('have a sentence each', () => {
    for (const { about } of sigstoreMistakes) expect(about).toMatch(/^[A-Z].*\.$/);
    expect(new Set(sigstoreMistakes.map(({ about }) => about)).size).toBe(sigstoreMistakes.length);
  });

  test("can be made together, and beside options of one's own", () => {
    const { bundle } = sigstore.sign({ mistake: ['media-type-unknown', 'entry-twice'], bundle: '0.2' });
    expect(bundle.mediaType).toContain('0.9');
    expect(bundle.verificationMaterial.tlogEntries).toHaveLength(2);
    expect(bundle.verificationMaterial).toHaveProperty('x509CertificateChain');
  });

  test('that are not possible are said to be so', () => {
    expect(() => sigstore.sign({ mistake: 'proof-hash-flipped', log: 'none' })).toThrow('needs a log entry');
    expect(() => sigstore.sign({ mistake: 'payload-type-changed', as: 'message' })).toThrow('needs an envelope');
    expect(() => sigstore.sign({ mistake: 'set-by-another-key', log: 'v2' })).toThrow('needs a signed entry timestamp');
    expect(() => sigstore.sign({ mistake: 'sct-twise' as never })).toThrow('there is no mistake');
  });

  test('leave the instance as it is', () => {
    const before = sigstore.trustedRoot();
    for (const { name } of sigstoreMistakes) sigstore.sign({ mistake: name });
    expect(sigstore.trustedRoot()).toEqual(before);
  });

  test("of one's own change what is signed", () => {
    const bundle = (made: BundleJson) => ({ ...made, mediaType: 'mine' });
    expect(sigstore.sign({ change: { bundle } }).bundle.mediaType).toBe('mine');
  });
});

describe('statements', () => {
  const identity = githubIdentity({ repository: 'acme/tool', repositoryId: '77', environment: 'npm' });

  test('agree with the identity whose run they are of', () => {
    const { claims } = identity;
    const v1 = JSON.stringify(slsaProvenanceV1({ identity, artifact: 'x' }));
    const v02 = JSON.stringify(slsaProvenanceV02({ identity, artifact: 'x' }));
    const { sourceRepositoryUri, sourceRepositoryId, sourceRepositoryRef, sourceRepositoryDigest, buildTrigger } =
      claims;
    for (const claim of [
      sourceRepositoryUri,
      sourceRepositoryId,
      sourceRepositoryRef,
      sourceRepositoryDigest,
      buildTrigger,
    ])
      for (const text of [v1, v02]) expect(text).toContain(claim);
    expect(v1).toContain(claims.runInvocationUri);
    expect(identity.san.value).toBe('https://github.com/acme/tool/.github/workflows/release.yml@refs/tags/v1.0.0');
  });

  test('name a reusable workflow as the signer', () => {
    const signer = { workflow: 'acme/shared/.github/workflows/build.yml', ref: 'refs/tags/v2', sha: 'f'.repeat(40) };
    const { san, claims } = githubIdentity({ signer });
    expect(san.value).toBe('https://github.com/acme/shared/.github/workflows/build.yml@refs/tags/v2');
    expect(claims.buildConfigUri).toContain('octo-org/octo-repo/.github/workflows/release.yml');
    expect(claims.buildSignerDigest).toBe('f'.repeat(40));
  });

  test('of npm name a package URL and its SHA-512', () => {
    const bytes = Buffer.from('x');
    const { subject, predicate } = npmPublishStatement({ name: '@acme/tool', version: '2.0.0', bytes });
    expect(subject[0]?.name).toBe('pkg:npm/%40acme/tool@2.0.0');
    expect(subject[0]?.digest['sha512']).toHaveLength(128);
    expect(predicate).toEqual({ name: '@acme/tool', version: '2.0.0', registry: 'https://registry.example' });
  });

  test('of PyPI have no predicate, and go into attestation objects', () => {
    const statement = pypiPublishStatement({ name: 'tool-1.0.tar.gz', bytes: 'x' });
    const attestation = pypiAttestationOf(sigstore.sign({ statement }).bundle);
    expect(JSON.parse(Buffer.from(attestation.envelope.statement, 'base64').toString())).toEqual(statement);
    expect(statement.predicate).toBeNull();
    expect(attestation.verification_material.transparency_entries).toHaveLength(1);
  });
});

describe('a Merkle tree', () => {
  test.each([1, 2, 3, 7, 8, 9])('of %i leaves has a proof for each place', (size) => {
    const leaf = Buffer.from('a leaf');
    const proofs = Array.from({ length: size }, (_, index) => proveInclusion(leaf, index, size));
    for (const [index, { hashes }] of proofs.entries()) expect(hashes.length).toBe(pathLength(index, size));
    expect(new Set(proofs.map(({ root }) => Buffer.from(root).toString('hex'))).size).toBe(size);
  });
});

function pathLength(index: number, size: number): number {
  let length = 0;
  for (let node = index, last = size - 1; last > 0; node >>= 1, last >>= 1)
    if (node % 2 === 1 || node !== last) length += 1;
  return length;
}
