import { digest, lockOf } from '../license-builder.js';
import type { LicenseCase } from '../license-case.js';

const npm = { ecosystem: 'npm', name: '@acme/pro', source: 'https://npm.vendor.example/' } as const;
const npmLock = { source: 'https://npm.vendor.example/@acme/pro/-/pro-4d2f.tgz' };

/** Cases of `license-lock`. */
export const lockCases: readonly LicenseCase[] = [
  {
    title: 'a range in the Gemfile would let an update take another licence',
    change: { requirements: [{ lockfile: 'Gemfile.lock', line: 9, requirement: '~> 4', exact: false }] },
    expected: ['license-lock-open', 'license-lock-consistent'],
  },
  {
    title: 'an exact requirement, and a range of a package whose version is no licence id, are fine',
    change: {
      license: { versionIsLicenseId: false },
      requirements: [{ lockfile: 'package-lock.json', line: null, requirement: '', exact: false }],
    },
    expected: ['license-lock-consistent'],
  },
  {
    title: 'a lockfile with version, source and digest is consistent',
    change: {},
    expected: ['license-lock-consistent'],
  },
  {
    title: 'a package that is not locked has to be, unless the policy says otherwise',
    change: { locks: [] },
    expected: ['license-not-locked'],
  },
  {
    title: 'a project without a lockfile locks nothing',
    change: { locks: [], hasLockfile: false },
    expected: ['license-not-locked'],
  },
  {
    title: 'the policy may say that no lockfile locks it',
    change: { locks: [], license: { locked: false } },
    expected: ['license-lock-not-needed'],
  },
  {
    title: 'a lock counts even where none is asked for',
    change: { locks: [lockOf({ version: '5' })], license: { locked: false } },
    expected: ['license-lock-other-version'],
  },
  {
    title: 'another version is refuted',
    change: { locks: [lockOf({ version: '5' })] },
    expected: ['license-lock-other-version'],
  },
  {
    title: 'the same version for another platform is another file',
    change: { locks: [lockOf({ platform: 'java', pins: [digest('sha256', 'c')] })] },
    expected: ['license-lock-other-version'],
  },
  {
    title: 'the platform ruby is the same as none',
    change: { locks: [lockOf({ platform: 'ruby' })] },
    expected: ['license-lock-consistent'],
  },
  {
    title: 'a host that begins like the vendor’s is another source',
    change: { locks: [lockOf({ source: 'https://gems.vendor.example.evil.example/' })] },
    expected: ['license-lock-other-source'],
  },
  {
    title: 'a gem from below the vendor’s own URL is from another registry',
    change: { locks: [lockOf({ source: 'https://gems.vendor.example/other-tenant/' })] },
    expected: ['license-lock-other-source'],
  },
  {
    title: 'the same host without TLS is another source',
    change: { locks: [lockOf({ source: 'http://gems.vendor.example/' })] },
    expected: ['license-lock-other-source'],
  },
  {
    title: 'the source counts without its last slash and its default port',
    change: { locks: [lockOf({ source: 'https://gems.vendor.example:443' })] },
    expected: ['license-lock-consistent'],
  },
  {
    title: 'a gem without a source, or from git, is not from the vendor',
    change: { locks: [lockOf({ source: null }), lockOf({ kind: 'git', lockfile: 'b/Gemfile.lock' })] },
    expected: ['license-lock-other-source', 'license-lock-other-source'],
  },
  {
    title: 'npm locks the archive’s URL below the registry',
    change: { license: npm, locks: [lockOf(npmLock)] },
    expected: ['license-lock-consistent'],
  },
  {
    title: 'npm may leave the source to the client',
    change: { license: npm, locks: [lockOf({ source: null })] },
    expected: ['license-lock-consistent'],
  },
  {
    title: 'an npm archive from an origin that the policy names is from the vendor',
    change: {
      license: { ...npm, redirects: ['https://cdn.vendor.example'] },
      locks: [lockOf({ source: 'https://cdn.vendor.example/x.tgz' })],
    },
    expected: ['license-lock-consistent'],
  },
  {
    title: 'an npm archive from another origin is refuted',
    change: {
      license: npm,
      locks: [lockOf({ source: 'https://npm.vendor.example.evil.example/@acme/pro/-/pro-4d2f.tgz' })],
    },
    expected: ['license-lock-other-source'],
  },
  {
    title: 'where the policy names no registry, none is right',
    change: { license: { source: null } },
    expected: ['license-lock-other-source'],
  },
  {
    title: 'a lock without a strong digest takes any bytes',
    change: { locks: [lockOf({ pins: [digest('sha1', 'a')] })] },
    expected: ['license-lock-checksum-missing'],
  },
  {
    title: 'what is no digest is told before anything else about digests',
    change: { locks: [lockOf({ malformedPins: ['sha256=zz'] })] },
    expected: ['license-lock-checksum-malformed'],
  },
  {
    title: 'a lock that pins other bytes than were bought is refuted',
    change: { locks: [lockOf({ pins: [digest('sha256', 'c')] })] },
    expected: ['license-lock-checksum-mismatch'],
  },
  {
    title: 'of two digests of one algorithm none may differ',
    change: { locks: [lockOf({ pins: [digest('sha256', 'a'), digest('sha256', 'c')] })] },
    expected: ['license-lock-checksum-mismatch'],
  },
  {
    title: 'what is wrong comes before what is right, and thousands of places do not flood the report',
    change: {
      locks: [
        ...Array.from({ length: 5000 }, (_, line) => lockOf({ line, lockfile: 'a/Gemfile.lock' })),
        lockOf({ version: '5' }),
      ],
    },
    expected: ['license-lock-other-version', ...Array.from({ length: 9 }, () => 'license-lock-consistent')],
  },
];
