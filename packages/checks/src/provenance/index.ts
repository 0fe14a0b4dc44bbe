/** `provenance`: every attestation of the files holds: who built it, from which source, and that these are the bytes. */

import type { CodeCatalogue } from '@assay/model';
import { attestedCodes, type AttestedCode } from '../attested/attested-file.js';
import { attestedFiles } from '../attested/attested-files.js';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { judgeSourceKind, sourceKindCodes, type SourceKindCode } from '../not-applicable.js';

const codes = {
  ...sourceKindCodes,
  ...attestedCodes,
  'not-in-registry': {
    outcome: 'not-applicable',
    text: 'The package does not come from a registry, so no registry holds attestations for it.',
    next: '',
  },
  'no-file-locked': {
    outcome: 'unknown',
    text: 'The lockfile names no file of this package.',
    next: 'Lock the package again.',
  },
} as const satisfies CodeCatalogue;

type Code = SourceKindCode | AttestedCode | 'not-in-registry' | 'no-file-locked';

export const provenance: Check = {
  id: 'provenance',
  depth: 'registry',
  wants: ['release', 'attestations'],
  byDefault: 'prefer',
  codes,
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
