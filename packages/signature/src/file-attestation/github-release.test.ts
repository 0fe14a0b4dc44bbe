import { digestOf, type JsonValue } from '@assay/model';
import {
  githubIdentity,
  githubReleaseIdentity,
  mintSigstore,
  slsaProvenanceV1,
  type SignOptions,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { readTrustedRoot } from '../sigstore/read-trusted-root.js';
import type { ExpectedSigner } from './expected-signer.js';
import { parseAttestationDocument } from './parse-attestation-document.js';
import { verifyAttestations } from './verify-attestations.js';

/** GitHub's instance: timestamps, no log. */
const sigstore = mintSigstore({ logs: false });
const bytes = Buffer.from('an asset of a release');
const digests = [digestOf('sha256', bytes), digestOf('sha512', bytes)];
const repository = 'octo-org/octo-repo';
const expected = { by: 'github-release', repository } as const;
const commit = { uri: `pkg:github/${repository}@v6`, digest: { sha1: '7ad471c82c9fa6aef0432f6999e0fce0649d2c55' } };

type Predicate = Record<string, JsonValue>;
const recorded = { repository, tag: 'v6', purl: commit.uri, repositoryId: '905988044', ownerId: '398027' };

function record(predicate: Predicate = recorded, options: SignOptions = {}, version = 'v0.1'): string {
  const asset = { name: 'asset.zip', digest: { sha256: digests[0]!.value } };
  const predicateType = `https://in-toto.io/attestation/release/${version}`;
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject: [commit, asset], predicateType, predicate };
  return sigstore.sign({ artifact: bytes, identity: githubReleaseIdentity(), statement, ...options }).text;
}

const workflow = githubIdentity();
const provenance = () =>
  sigstore.sign({
    artifact: bytes,
    identity: workflow,
    statement: slsaProvenanceV1({ artifact: bytes, identity: workflow }),
  }).text;

function judge(bundles: readonly string[], signer: ExpectedSigner, predicateTypes?: readonly string[]) {
  const root = readTrustedRoot(Buffer.from(JSON.stringify(sigstore.trustedRoot())));
  if (!root.ok) throw new Error(root.detail);
  const text = bundles.map((bundle) => `${JSON.stringify(JSON.parse(bundle))}\n`).join('');
  return verifyAttestations({
    artifact: { label: 'asset.zip', name: 'asset.zip', bytes, digests },
    documents: [parseAttestationDocument('release.jsonl', Buffer.from(text))],
    expected: signer,
    roots: [root.value],
    at: '2026-01-01T00:00:00Z',
    ...(predicateTypes === undefined ? {} : { predicateTypes }),
  });
}
const codeOf = (...given: Parameters<typeof judge>) => judge(...given).code;

describe("GitHub's record of a release", () => {
  test('proves that GitHub recorded this file as an asset of the expected release', () => {
    expect(judge([record()], expected)).toMatchObject({ outcome: 'proven', code: 'file-attested' });
    expect(codeOf([record(recorded, {}, 'v0.2')], expected)).toBe('file-attested');
    const all = { ...expected, repositoryId: '905988044', ownerId: '398027', tag: 'v6' };
    expect(codeOf([record()], all)).toBe('file-attested');
  });

  test.each([
    ['another repository', { repository: 'octo-org/other' }],
    ['the repository in other letters', { repository: 'Octo-Org/octo-repo' }],
    ['another repository of that name', { repositoryId: '1' }],
    ['another owner', { ownerId: '1' }],
    ['another tag', { tag: 'v5' }],
  ])('is refused for %s', (_, change) => {
    expect(codeOf([record()], { ...expected, ...change })).toBe('github-release-mismatch');
  });

  test('is refused where it does not state what is asked for', () => {
    const { repositoryId, ownerId, ...less } = recorded;
    expect(codeOf([record(less)], expected)).toBe('file-attested');
    expect(codeOf([record(less)], { ...expected, repositoryId })).toBe('github-release-mismatch');
    expect(codeOf([record(less)], { ...expected, ownerId })).toBe('github-release-mismatch');
  });

  test.each([
    ['without a repository', { tag: 'v6' }],
    ['without a tag', { repository }],
    ['whose package URL is of another release', { ...recorded, purl: `pkg:github/${repository}@v5` }],
    ['whose repository is no text', { ...recorded, repository: [repository] }],
  ])('%s is malformed', (_, predicate) => {
    expect(codeOf([record(predicate)], expected)).toBe('github-release-malformed');
  });

  test.each([
    ['a workflow', workflow],
    ['a service of another name', githubReleaseIdentity('https://dotcom.releases.github.example')],
    ['a login of that name', { ...githubReleaseIdentity(), issuer: 'https://issuer.example', isService: undefined }],
  ])('is refused when %s made it', (_, { isService, ...identity }) => {
    const who = isService === undefined ? identity : { ...identity, isService };
    expect(codeOf([record(recorded, { identity: who })], expected)).toBe('signer-mismatch');
  });

  test('is set aside beside the provenance of the publisher who is expected, in any order', () => {
    const publisher: ExpectedSigner = { by: 'publisher', publishers: [{ kind: 'github', repository }] };
    expect(judge([provenance(), record()], publisher)).toMatchObject({
      code: 'file-attested',
      attestations: [{ code: 'attestation-verified' }, { code: 'github-release-set-aside' }],
    });
    expect(codeOf([record(), provenance()], publisher)).toBe('file-attested');
    expect(codeOf([record(), provenance()], expected)).toBe('file-attested');
  });

  test('is not set aside for its type alone: a release may be recorded by the publisher who is expected', () => {
    const identity = { by: 'identity', identity: workflow.san.value, issuer: workflow.issuer } as const;
    expect(codeOf([record(recorded, { identity: workflow })], identity)).toBe('file-attested');
    expect(codeOf([record(recorded, { identity: githubIdentity({ repository: 'evil/tool' }) })], identity)).toBe(
      'signer-mismatch',
    );
  });

  test('alone says nothing about a publisher', () => {
    const publisher: ExpectedSigner = { by: 'publisher', publishers: [{ kind: 'github', repository }] };
    expect(judge([record()], publisher)).toMatchObject({ outcome: 'absent', code: 'no-attestation' });
    const type = 'https://in-toto.io/attestation/release/v0.1';
    expect(codeOf([record()], publisher, [type])).toBe('publisher-claim-missing');
  });

  test('no text that a certificate lacks is matched by an empty one', () => {
    const identity = { by: 'identity', identity: 'https://dotcom.releases.github.com', issuer: '' } as const;
    expect(codeOf([record()], identity, ['https://in-toto.io/attestation/release/v0.1'])).toBe('signer-mismatch');
  });
});
