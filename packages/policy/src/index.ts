export type {
  AttestationEntry,
  GemRules,
  Policy,
  PolicyLimits,
  Rule,
  Selector,
  Waiver,
} from './policy.js';
export type { CheckWords, Readers, Vocabulary } from './vocabulary.js';
export { parsePolicy } from './parse-policy.js';
export type { PolicySource } from './parse-policy.js';
export { builtinPolicy, builtinPolicyText } from './builtin.js';
export { policyJsonSchema } from './schema.js';
export { policyDigest } from './policy-digest.js';
export { strictPolicyErrors } from './strict-policy.js';
export { decide, worseOf } from './decide.js';
export { judge } from './judge.js';
export type { Judgement } from './judge.js';
export type { JudgeInput } from './judge-input.js';
export { requirementFor, requirementsOf } from './requirement.js';
export type { LockedSubject } from './requirement.js';
export { expectationsOf, expectedPublishers } from './expectations.js';
