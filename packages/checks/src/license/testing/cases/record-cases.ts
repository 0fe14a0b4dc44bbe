import { digest, recordOf } from '../license-builder.js';
import type { LicenseCase } from '../license-case.js';

/** Cases of `license-record`. */
export const recordCases: readonly LicenseCase[] = [
  {
    title: 'what was recorded and is the same is proven',
    change: { record: recordOf() },
    expected: ['license-record-unchanged'],
  },
  { title: 'what was never recorded is told', change: {}, expected: ['license-not-recorded'] },
  {
    title: 'a licence id never changes',
    change: { record: recordOf({ version: '9' }) },
    expected: ['license-id-changed'],
  },
  {
    title: 'a version that is no licence id may change after a review',
    change: { record: recordOf({ version: '9' }), license: { versionIsLicenseId: false } },
    expected: ['license-version-changed'],
  },
  {
    title: 'digests of another version do not count',
    change: {
      record: recordOf({ version: '9', digests: [digest('sha256', 'f')] }),
      license: { versionIsLicenseId: false },
    },
    expected: ['license-version-changed'],
  },
  {
    title: 'another source is refuted',
    change: { record: recordOf({ source: 'https://user:secret@gems.other.example/' }) },
    expected: ['license-source-changed'],
  },
  {
    title: 'a source is the same without its last slash',
    change: { record: recordOf({ source: 'https://gems.vendor.example' }) },
    expected: ['license-record-unchanged'],
  },
  {
    title: 'a package without a source was recorded with a path',
    change: { record: recordOf({ source: 'config/license' }), license: { source: null } },
    expected: ['license-record-unchanged'],
  },
  {
    title: 'policy and record may not expect different bytes',
    change: { record: recordOf({ digests: [digest('sha512', 'b'), digest('sha256', 'f')] }) },
    expected: ['license-record-contradicts'],
  },
  {
    title: 'everything that changed is told',
    change: { record: recordOf({ version: '9', source: 'https://gems.other.example/' }) },
    expected: ['license-id-changed', 'license-source-changed'],
  },
];
