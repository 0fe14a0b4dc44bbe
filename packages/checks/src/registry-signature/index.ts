/** `registry-signature`: the registry's own key signed this name, this version and these bytes. */

import type { Check, CheckContext, CheckResult } from '../check.js';
import { judgeSourceKind } from '../not-applicable.js';
import { registrySigned } from '../signed/registry-signed.js';
import { registrySignatureEntry } from './codes.js';

export const registrySignature: Check = {
  ...registrySignatureEntry,
  depth: 'registry',
  wants: ['release', 'history'],
  ecosystem: 'npm',
  run,
};

function run(context: CheckContext): readonly CheckResult<keyof (typeof registrySignatureEntry)['codes']>[] {
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
