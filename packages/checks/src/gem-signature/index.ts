/** `gem-signature`: every member of the gem is signed by a certificate that is trusted. */

import type { CodeCatalogue } from '@assay/model';
import { gemCodes } from '@assay/signature';
import { artifactCodes, judgeArtifacts } from '../artifact-answer.js';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { judgeSourceKind } from '../not-applicable.js';
import { gemSigned } from '../signed/gem-signed.js';

const codes = {
  ...artifactCodes,
  ...gemCodes,
  'not-a-gem': {
    outcome: 'not-applicable',
    text: 'The package is no gem; only gems hold signatures of their own.',
    next: '',
  },
} as const satisfies CodeCatalogue;

export const gemSignature: Check = {
  id: 'gem-signature',
  depth: 'artifacts',
  wants: ['release', 'artifact'],
  ecosystem: 'rubygems',
  byDefault: 'prefer',
  codes,
  run,
};

function run(context: CheckContext): readonly CheckResult<keyof typeof codes>[] {
  const { subject } = context;
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  if (subject.ecosystem !== 'rubygems') {
    return [{ code: 'not-a-gem', detail: `${subject.name} is a package of ${subject.ecosystem}.` }];
  }
  return judgeArtifacts(context, ({ file }) => [gemSigned(context, file).result]);
}
