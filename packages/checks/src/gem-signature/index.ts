/** `gem-signature`: every member of the gem is signed by a certificate that is trusted. */

import { judgeArtifacts } from '../artifact-answer.js';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { judgeSourceKind } from '../not-applicable.js';
import { gemSigned } from '../signed/gem-signed.js';
import { gemSignatureEntry } from './codes.js';

export const gemSignature: Check = {
  ...gemSignatureEntry,
  depth: 'artifacts',
  wants: ['release', 'artifact'],
  ecosystem: 'rubygems',
  run,
};

function run(context: CheckContext): readonly CheckResult<keyof (typeof gemSignatureEntry)['codes']>[] {
  const { subject } = context;
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  if (subject.ecosystem !== 'rubygems') {
    return [{ code: 'not-a-gem', detail: `${subject.name} is a package of ${subject.ecosystem}.` }];
  }
  return judgeArtifacts(context, ({ file }) => [gemSigned(context, file).result]);
}
