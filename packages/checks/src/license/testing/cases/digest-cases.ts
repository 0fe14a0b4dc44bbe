import { archive, digest, lockOf, recordOf, tree } from '../license-builder.js';
import type { LicenseCase } from '../license-case.js';

const a = digest('sha256', 'a');
const other = digest('sha256', 'f');
const told = (...digests: readonly ReturnType<typeof digest>[]) => ({
  digests: digests.map((each) => ({ digest: each, origin: 'email' as const })),
});

/** Cases of `license-digest`. */
export const digestCases: readonly LicenseCase[] = [
  { title: 'the digest that the vendor told is proof', change: {}, expected: ['license-digest-match'] },
  {
    title: 'what was only recorded or locked is proven against the first time',
    change: { license: told(), record: recordOf() },
    expected: ['license-digest-first-seen'],
  },
  {
    title: 'a digest whose origin is the first use proves no more in the policy',
    change: { license: { digests: [{ digest: a, origin: 'first-use' }] }, locks: [] },
    expected: ['license-digest-first-seen'],
  },
  {
    title: 'other bytes than the vendor told are refuted',
    change: { license: told(other), locks: [] },
    expected: ['license-digest-mismatch'],
  },
  {
    title: 'of several digests every one must hold',
    change: { license: told(a, digest('sha512', 'f')) },
    expected: ['license-digest-mismatch'],
  },
  {
    title: 'other bytes than are locked are a version published anew',
    change: { locks: [lockOf({ pins: [other] })] },
    expected: ['license-republished'],
  },
  {
    title: 'other bytes than were recorded are a version published anew',
    change: { record: recordOf({ digests: [other] }) },
    expected: ['license-republished'],
  },
  {
    title: 'a record of another version says nothing',
    change: { record: recordOf({ version: '9', digests: [other] }) },
    expected: ['license-digest-match'],
  },
  {
    title: 'a pin of another platform’s file, or of another version, says nothing',
    change: { locks: [lockOf({ platform: 'java', pins: [other] }), lockOf({ version: '9', pins: [other] })] },
    expected: ['license-digest-match'],
  },
  {
    title: 'a pin of another platform’s file alone pins nothing',
    change: { license: told(), locks: [lockOf({ platform: 'java' })] },
    expected: ['license-digest-unpinned'],
  },
  {
    title: 'without a digest nothing is known',
    change: { license: told(), locks: [] },
    expected: ['license-digest-unpinned'],
  },
  {
    title: 'SHA-1 and MD5 alone pin nothing',
    change: { license: told(), locks: [lockOf({ pins: [digest('sha1', 'a'), digest('md5', 'a')] })] },
    expected: ['license-digest-unpinned'],
  },
  {
    title: 'weak digests beside strong ones need not be computed',
    change: { record: recordOf({ digests: [digest('sha1', 'a'), a] }) },
    expected: ['license-digest-match'],
  },
  {
    title: 'a weak digest that was computed can still show a difference',
    change: {
      record: recordOf({ digests: [digest('sha1', 'a'), a] }),
      copies: [archive(undefined, { digests: [a, digest('sha1', 'f')] })],
    },
    expected: ['license-republished'],
  },
  {
    title: 'a strong digest that nobody computed is not passed over',
    change: { license: told(a, digest('sha384', 'd')) },
    expected: ['digest-not-computed'],
  },
  {
    title: 'a difference is told before what was not computed',
    change: { license: told(digest('sha384', 'd'), other) },
    expected: ['license-digest-mismatch'],
  },
  {
    title: 'an archive that could not be read has no digest',
    change: { phase: 'after', copies: [archive({}, { digests: [] })] },
    expected: ['license-archive-unread'],
  },
  {
    title: 'each archive of a phase is judged',
    change: { phase: 'after', copies: [archive(), archive(undefined, { digests: [other] })] },
    expected: ['license-digest-match', 'license-digest-mismatch'],
  },
  { title: 'folders have no digest', change: { phase: 'after', copies: [tree()] }, expected: ['license-other-form'] },
  {
    title: 'thousands of pins do not flood the report',
    change: { locks: Array.from({ length: 5000 }, () => lockOf({ pins: [other] })) },
    expected: ['license-republished'],
  },
];
