/** `provenance`: every attestation of the files holds: who built it, from which source, and that these are the bytes. */

import type { AttestedCode } from '../attested/attested-codes.js';
import { attestedFiles } from '../attested/attested-files.js';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { judgeSourceKind, type SourceKindCode } from '../not-applicable.js';
import { provenanceEntry } from './codes.js';

type Code = SourceKindCode | AttestedCode | 'not-in-registry' | 'no-file-locked';

export const provenance: Check = {
  ...provenanceEntry,
  depth: 'registry',
  wants: ['release', 'attestations'],
  run,
};

function run(context: CheckContext): readonly CheckResult<Code>[] {
  const { subject } = context;
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  if (subject.source.kind !== 'registry') {
    return [{ code: 'not-in-registry', detail: `${subject.name} comes from a ${subject.source.kind} source.` }];
  }
  if (subject.files.length === 0)
    return [{ code: 'no-file-locked', detail: `${subject.name} is locked without a file.` }];
  return [...attestedFiles(context).values()].map(({ result }) => result);
}
