export type { Policy, PolicyLimits, Rule, Selector, Waiver } from './policy.js';
export { decide, judge, worseOf } from './judge.js';
export type { JudgeInput, Judgement } from './judge.js';
export { isSelected, requirementFor } from './requirement.js';
export type { LockedSubject } from './requirement.js';
