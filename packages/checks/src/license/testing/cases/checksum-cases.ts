import type { Subject } from '@assay/model';
import { archive, bytesOf } from '../license-builder.js';
import type { ChecksumDocument } from '../../license-check.js';
import type { LicenseCase } from '../license-case.js';

const location = 'https://vendor.example/SHA256SUMS';
const list = (text: string) => [{ location, keys: [], content: bytesOf(text) }];
const file = 'acme-license-4d2f.gem';

/** A package of an npm scope. */
const scoped: Subject = {
  id: 'pkg:npm/%40acme/pro@2.0.0',
  purl: 'pkg:npm/%40acme/pro@2.0.0',
  ecosystem: 'npm',
  name: '@acme/pro',
  version: '2.0.0',
  source: { kind: 'registry', url: 'https://npm.vendor.example/' },
  files: [{ name: 'pro-2.0.0.tgz', pins: [], malformedPins: [] }],
  conflictsWith: [],
};

/** A bundle whose opener answers so. */
function bundle(outcome: 'refuted' | 'unknown'): ChecksumDocument {
  const info = { outcome, text: 'It is so.', next: 'Do this.' };
  return {
    location: './pro.sigstore.json',
    keys: [],
    content: bytesOf('{"mediaType":"x"}'),
    openBundle: () => ({ ok: false, code: 'some-code', detail: 'Because.', info }),
  };
}

/** Cases of `license-checksum`; statements that verify are minted in the tests of package `signature`. */
export const checksumCases: readonly LicenseCase[] = [
  { title: 'without a list nothing is compared', change: {}, expected: ['license-checksum-none'] },
  {
    title: 'an archive that is listed is proven by a list that nobody signed',
    change: { checksums: list(`${'a'.repeat(64)}  ${file}\n`) },
    expected: ['license-checksum-listed'],
  },
  {
    title: 'other bytes than are listed are refuted',
    change: { checksums: list(`${'f'.repeat(64)}  ${file}\n`) },
    expected: ['license-checksum-unlisted'],
  },
  {
    title: 'a list that does not have the file says nothing',
    change: { checksums: list(`${'a'.repeat(64)}  x${file}\n`) },
    expected: ['license-checksum-file-silent'],
  },
  ...['pro-2.0.0.tgz', 'acme-pro-2.0.0.tgz'].map((tarball): LicenseCase => {
    return {
      title: `a scoped npm package is found as ${tarball}`,
      change: {
        subject: scoped,
        checksums: list(`${'a'.repeat(64)}  ${tarball}\n`),
      },
      expected: ['license-checksum-listed'],
    };
  }),
  {
    title: 'a scoped npm package is not found under the name that is before its scope',
    change: {
      subject: scoped,
      checksums: list(`${'a'.repeat(64)}  pro-acme-2.0.0.tgz\n`),
    },
    expected: ['license-checksum-file-silent'],
  },
  {
    title: 'a web page is no list',
    change: { checksums: list('<html>') },
    expected: ['license-checksum-file-malformed'],
  },
  {
    title: 'a list that was not had says nothing',
    change: { checksums: [{ location, keys: [], content: { problem: 'No answer.' } }] },
    expected: ['license-checksum-unread'],
  },
  {
    title: 'a digest that was not computed is not passed over',
    change: { checksums: list('a'.repeat(96)) },
    expected: ['license-checksum-unread'],
  },
  {
    title: 'a statement is not judged by a key that is none',
    change: { checksums: [{ location, keys: ['none'], content: bytesOf('{}') }] },
    expected: ['license-checksum-unread'],
  },
  {
    title: 'an address that was not asked in this phase says nothing against the copy',
    change: { phase: 'after', checksums: [{ location, keys: [], content: { problem: 'It was not asked for.' } }] },
    expected: ['license-checksum-other-phase'],
  },
  {
    title: 'a file of the project that was not read is told in every phase',
    change: { phase: 'after', checksums: [{ location: 'SUMS', keys: [], content: { problem: 'It is not there.' } }] },
    expected: ['license-checksum-unread'],
  },
  {
    title: 'an archive that was not read has no digest to compare',
    change: { checksums: list('a'.repeat(64)), copies: [archive({}, { digests: [] })] },
    expected: ['license-checksum-archive-unread'],
  },
  {
    title: 'a signed statement counts for nothing where nobody is named who should have signed it',
    change: { checksums: list('{"payloadType":"application/vnd.in-toto+json"}') },
    expected: ['license-checksum-signer-unknown'],
  },
  {
    title: 'a bundle counts for nothing where nobody is named who should have signed it',
    change: { checksums: list('{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}') },
    expected: ['license-checksum-signer-unknown'],
  },
  {
    title: 'a list that nobody signed does not take the place of what is named as a bundle',
    change: {
      checksums: [{ location: './pro.sigstore.json', keys: [], content: bytesOf(`${'a'.repeat(64)}  ${file}\n`) }],
    },
    expected: ['license-checksum-document-malformed'],
  },
  {
    title: 'a bundle that proves nothing is refuted, with what its own code means',
    change: { checksums: [bundle('refuted')] },
    expected: ['license-checksum-bundle-refuted'],
  },
  {
    title: 'a bundle that could not be verified leaves the answer open',
    change: { checksums: [bundle('unknown')] },
    expected: ['license-checksum-bundle-unproven'],
  },
  {
    title: 'where there is no copy nothing is compared',
    change: { checksums: list('x'), copies: [] },
    expected: ['license-no-copy'],
  },
  {
    title: 'each list is asked about each archive',
    change: {
      phase: 'after',
      copies: [archive(), archive()],
      checksums: [...list('a'.repeat(64)), ...list('f'.repeat(64))],
    },
    expected: [
      'license-checksum-listed',
      'license-checksum-unlisted',
      'license-checksum-listed',
      'license-checksum-unlisted',
    ],
  },
];
