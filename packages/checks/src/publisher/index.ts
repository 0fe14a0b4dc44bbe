/** `publisher`: who signed is who the policy expects. */

import type { CodeCatalogue, SubjectFile } from '@assay/model';
import { publisherCodes } from '@assay/signature';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { judgeSourceKind, sourceKindCodes } from '../not-applicable.js';
import { ownPublisherCodes } from './judge-publisher.js';
import { publisherOfVersion } from './publisher-of-version.js';
import { signersOf } from './signers-of.js';
import { trustExpiredCodes } from '../trust-expired.js';
import { suggestion } from './suggestion.js';

const codes = {
  ...sourceKindCodes,
  ...publisherCodes,
  ...ownPublisherCodes,
  ...trustExpiredCodes,
  'no-publisher-expected': {
    outcome: 'not-applicable',
    text: 'The policy expects nobody in particular to publish this package.',
    next: '',
  },
  'not-in-registry': {
    outcome: 'unknown',
    text: 'The policy expects a publisher, and the package does not come from a registry that could show one.',
    next: 'Lock the package from its registry, or take it out of `publishers` in the policy.',
  },
  'bundled-without-publisher': {
    outcome: 'unknown',
    text: 'The policy expects a publisher, and the package comes inside the archive of another, where its own publisher shows nowhere.',
    next: 'Depend on it from its registry, or ignore `publisher` for it by a rule: whoever published the other package vouches for it.',
  },
  'no-file-locked': {
    outcome: 'unknown',
    text: 'The lockfile names no file of this package.',
    next: 'Lock the package again.',
  },
} as const satisfies CodeCatalogue;

type Result = CheckResult<keyof typeof codes>;

export const publisher: Check = {
  id: 'publisher',
  depth: 'registry',
  wants: ['release', 'attestations', 'history'],
  // Where nobody is expected, what `provenance` asked for is enough to suggest somebody.
  wantsOf: ({ expected }) => (expected.publishers === null ? [] : publisher.wants),
  codes,
  run,
};

function run(context: CheckContext): readonly Result[] {
  const { subject, expected } = context;
  if (expected.publishers !== null && subject.source.kind === 'bundled') {
    const detail = `${subject.name} is inside the archive of ${subject.source.within}, whose publisher put it there.`;
    return [{ code: 'bundled-without-publisher', detail }];
  }
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  if (expected.publishers === null) {
    return [{ code: 'no-publisher-expected', detail: `Nobody in particular is expected.${suggestion(context)}` }];
  }
  if (subject.source.kind !== 'registry') {
    return [{ code: 'not-in-registry', detail: `${subject.name} comes from a ${subject.source.kind} source.` }];
  }
  if (subject.files.length === 0) {
    return [{ code: 'no-file-locked', detail: `${subject.name} is locked without a file.` }];
  }
  return subject.files.map((file) => judgeFile(context, file));
}

function judgeFile(context: CheckContext, file: SubjectFile): Result {
  const publishers = context.expected.publishers ?? [];
  return { file: file.name, ...publisherOfVersion(context, publishers, signersOf(context, file)) };
}
