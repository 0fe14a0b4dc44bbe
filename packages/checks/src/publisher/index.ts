/** `publisher`: who signed is who the policy expects. */

import type { SubjectFile } from '@assay/model';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { judgeSourceKind } from '../not-applicable.js';
import { publisherEntry } from './codes.js';
import { publisherOfVersion } from './publisher-of-version.js';
import { signersOf } from './signers-of.js';
import { suggestion } from './suggestion.js';

type Result = CheckResult<keyof (typeof publisherEntry)['codes']>;

export const publisher: Check = {
  ...publisherEntry,
  depth: 'registry',
  wants: ['release', 'attestations', 'history'],
  // Where nobody is expected, what `provenance` asked for is enough to suggest somebody.
  wantsOf: ({ expected }) => (expected.publishers === null ? [] : publisher.wants),
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
