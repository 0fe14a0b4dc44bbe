/** `registry-signature`: the registry's own key signed this name, this version and these bytes. */

import type { CodeCatalogue } from '@assay/model';
import { registrySignatureCodes } from '@assay/signature';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { missingEvidenceCodes } from '../missing-evidence.js';
import { judgeSourceKind, sourceKindCodes } from '../not-applicable.js';
import { registrySigned } from '../signed/registry-signed.js';
import { trustExpiredCodes } from '../trust-expired.js';

const codes = {
  ...sourceKindCodes,
  ...missingEvidenceCodes,
  ...registrySignatureCodes,
  ...trustExpiredCodes,
  'not-in-registry': {
    outcome: 'not-applicable',
    text: 'The package does not come from a registry, so no registry signs it.',
    next: '',
  },
  'registry-does-not-sign': {
    outcome: 'not-applicable',
    text: 'Registries of this ecosystem sign nothing; `gem-signature` and `provenance` say who did.',
    next: '',
  },
  'registry-answers-other-package': {
    outcome: 'refuted',
    text: 'The registry’s answer is about another package or version.',
    next: 'Do not install. Ask whoever runs the registry.',
  },
} as const satisfies CodeCatalogue;

export const registrySignature: Check = {
  id: 'registry-signature',
  depth: 'registry',
  wants: ['release', 'history'],
  ecosystem: 'npm',
  byDefault: 'prefer',
  codes,
  run,
};

function run(context: CheckContext): readonly CheckResult<keyof typeof codes>[] {
  const { subject } = context;
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  if (subject.source.kind !== 'registry') {
    return [{ code: 'not-in-registry', detail: `${subject.name} comes from a ${subject.source.kind} source.` }];
  }
  if (subject.ecosystem !== 'npm') {
    return [{ code: 'registry-does-not-sign', detail: `No ${subject.ecosystem} registry signs what it serves.` }];
  }
  return [registrySigned(context).result];
}
