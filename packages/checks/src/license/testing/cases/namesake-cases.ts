import { archive, digest } from '../license-builder.js';
import type { LicenseCase } from '../license-case.js';

const registry = 'https://public.example/';
const taken = (digests: readonly ReturnType<typeof digest>[] | null) =>
  [{ state: 'taken', registry, digests }] as const;

/** Cases of `license-namesake`. */
export const namesakeCases: readonly LicenseCase[] = [
  { title: 'without a public registry there is no namesake', change: {}, expected: ['license-no-public-registry'] },
  {
    title: 'a name that nobody has is private',
    change: { namesakes: [{ state: 'none', registry }] },
    expected: ['license-name-private'],
  },
  {
    title: 'the very same bytes do no harm',
    change: { namesakes: taken([digest('sha256', 'a')]) },
    expected: ['license-name-same-bytes'],
  },
  {
    title: 'the same bytes as are served count where the policy has no digest',
    change: { namesakes: taken([digest('sha512', 'b')]), license: { digests: [] } },
    expected: ['license-name-same-bytes'],
  },
  {
    title: 'other bytes are refuted',
    change: { namesakes: taken([digest('sha256', 'f')]) },
    expected: ['license-name-taken'],
  },
  {
    title: 'one file of other bytes among several is enough',
    change: { namesakes: taken([digest('sha256', 'a'), digest('sha256', 'f')]) },
    expected: ['license-name-taken'],
  },
  {
    title: 'another version takes the name as well',
    change: { namesakes: taken(null) },
    expected: ['license-name-taken'],
  },
  {
    title: 'bytes that are alike only by SHA-1 are others',
    change: {
      namesakes: taken([digest('sha1', 'a')]),
      copies: [archive(undefined, { digests: [digest('sha1', 'a')] })],
    },
    expected: ['license-name-taken'],
  },
  {
    title: 'a registry that does not answer has not said that the name is free',
    change: { namesakes: [{ state: 'unknown', registry, detail: 'No answer.' }] },
    expected: ['license-namesake-unknown'],
  },
  {
    title: 'without a copy the policy’s digests are compared',
    change: { namesakes: taken([digest('sha256', 'a')]), copies: { state: 'not-asked', detail: 'Not asked.' } },
    expected: ['license-name-same-bytes'],
  },
];
