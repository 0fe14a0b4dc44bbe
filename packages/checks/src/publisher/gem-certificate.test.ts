import { listArchive } from '@assay/archive';
import { rubygems } from '@assay/ecosystems';
import type { ExpectedPublisher } from '@assay/model';
import { noTrust } from '@assay/signature';
import { gemKey, mintGemCertificate, mintSignedGem } from '@assay/testkit';
import { createHash, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import type { CheckContext } from '../check.js';
import { gemSignature } from '../gem-signature/index.js';
import { publisher } from './index.js';

const certificate = mintGemCertificate({ key: gemKey('publisher', 'p256') });
const fingerprint = createHash('sha256').update(new X509Certificate(certificate.pem).raw).digest('hex');
const listing = listArchive(mintSignedGem({ name: 'a', version: '1.0' }, { chain: [certificate] }), {
  format: 'gem',
  members: ['metadata.gz', 'checksums.yaml.gz', 'metadata.gz.sig', 'data.tar.gz.sig', 'checksums.yaml.gz.sig'],
  hashEntries: true,
});

const notAsked = { state: 'not-asked', detail: 'nobody asked' } as const;
const byCertificate = (hex: string): ExpectedPublisher => ({
  kind: 'certificate',
  fingerprints: [hex],
  versions: '< 2',
});
const byWorkflow: ExpectedPublisher = { kind: 'github', repository: 'acme/a', versions: '>= 2' };

/** A signed gem of a version, of which the registry holds no attestation. */
function context(version: string, publishers: readonly ExpectedPublisher[], at = '2024-06-01T00:00:00Z'): CheckContext {
  if (listing === null) throw new Error('the gem is small enough to be listed at once');
  const file = { name: 'a.gem', pins: [], malformedPins: [] };
  const source = { kind: 'registry', url: 'https://gems.example/' } as const;
  const purl = `pkg:gem/a@${version}`;
  const manifest = { name: 'a', version, notes: [] };
  const released = { name: 'a.gem', digests: [], malformedDigests: [], publishedAt: '2024-05-01T00:00:00Z' };
  return {
    at,
    trust: noTrust,
    expected: {
      publishers,
      predicateTypes: [],
      builders: null,
      gems: { policy: 'assay', fingerprints: [] },
      installScripts: [],
      releaseAge: null,
      namesakes: null,
    },
    depth: 'artifacts',
    subject: { id: purl, purl, ecosystem: 'rubygems', name: 'a', version, source, files: [file], conflictsWith: [] },
    registries: { registries: [] },
    demanded: [],
    lockedElsewhere: [],
    namesakes: [],
    ecosystem: rubygems,
    release: { state: 'have', value: { name: 'a', version, files: [released] }, evidence: [] },
    publishedAt: notAsked,
    attestations: new Map([['a.gem', { state: 'have', value: [], evidence: [] }]]),
    vendored: new Map(),
    artifacts: new Map([['a.gem', { state: 'have', value: { digests: [], listing, manifest }, evidence: [] }]]),
  };
}

const codeOf = (check: typeof publisher, about: CheckContext) => check.run(about).map(({ code }) => code);

test('a certificate that the policy expects is trusted to sign that gem, and its publisher is the expected one', () => {
  const about = context('1.0', [byCertificate(fingerprint), byWorkflow]);
  expect(codeOf(gemSignature, about)).toEqual(['gem-signature-valid']);
  expect(codeOf(publisher, about)).toEqual(['publisher-expected']);
});

test('another certificate proves nothing about the publisher', () => {
  const about = context('1.0', [byCertificate('0'.repeat(64)), byWorkflow]);
  expect(codeOf(gemSignature, about)).toEqual(['chain-untrusted']);
  expect(codeOf(publisher, about)).toEqual(['publisher-not-verified']);
});

test('from the version on from which a workflow is expected, the old certificate is not enough', () => {
  const about = context('2.0', [byCertificate(fingerprint), byWorkflow]);
  expect(codeOf(publisher, about)).toEqual(['publisher-not-shown']);
});

test('a certificate that has ended since, and days, rest on the registry’s word for when it was published: the code says so', () => {
  const later = context('1.0', [byCertificate(fingerprint)], '2040-01-01T00:00:00Z');
  expect(codeOf(gemSignature, later)).toEqual(['time-unauthenticated']);
  expect(codeOf(publisher, later)).toEqual(['publisher-time-unauthenticated']);
  const inDays = context('1.0', [{ ...byCertificate(fingerprint), until: '2024-05-31' }]);
  expect(codeOf(gemSignature, inDays)).toEqual(['gem-signature-valid']);
  expect(codeOf(publisher, inDays)).toEqual(['publisher-time-unauthenticated']);
});
