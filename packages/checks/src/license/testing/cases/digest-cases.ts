import { archive, bytesOf, digest, lockOf, recordOf, tree } from '../license-builder.js';
import { sealedStatement } from '../sealed-statement.js';
import type { LicenseCase } from '../license-case.js';

const a = digest('sha256', 'a');
const other = digest('sha256', 'f');
const told = (...digests: readonly ReturnType<typeof digest>[]) => ({
  digests: digests.map((each) => ({ digest: each, origin: 'email' as const })),
});

const sealed = (...keys: readonly string[]) => {
  return {
    license: told(),
    locks: [],
    checksums: [{ location: 'a.dsse.json', keys, content: bytesOf(sealedStatement.text) }],
  };
};
const otherKey = 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=';

/** Cases of `license-digest`. */
export const digestCases: readonly LicenseCase[] = [
  { title: 'the digest that the vendor told is proof', change: {}, expected: ['license-digest-match'] },
  {
    title: 'a statement that the expected key signed takes the place of a digest that was told',
    change: sealed(sealedStatement.key),
    expected: ['license-digest-stated'],
  },
  {
    title: 'a statement says more than that nothing has changed since it was recorded',
    change: { ...sealed(sealedStatement.key), record: recordOf() },
    expected: ['license-digest-stated'],
  },
  {
    title: 'a statement does not excuse other bytes than were recorded',
    change: { ...sealed(sealedStatement.key), record: recordOf({ digests: [other] }) },
    expected: ['license-republished'],
  },
  {
    title: 'a statement by another key says nothing',
    change: sealed(otherKey),
    expected: ['license-digest-unpinned'],
  },
  {
    title: 'a statement for which nobody is named says nothing',
    change: sealed(),
    expected: ['license-digest-unpinned'],
  },
  {
    title: 'a statement is not judged by keys of which one is none',
    change: sealed(sealedStatement.key, 'none'),
    expected: ['license-digest-unpinned'],
  },
  {
    title: 'a statement about other bytes says nothing here',
    change: { ...sealed(sealedStatement.key), copies: [archive({}, { digests: [digest('sha256', 'b')] })] },
    expected: ['license-digest-unpinned'],
  },
  {
    title: 'a statement does not excuse other bytes than the vendor told',
    change: { ...sealed(sealedStatement.key), license: told(other) },
    expected: ['license-digest-mismatch'],
  },
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
