import { AssayError, type GateArtifact, type GateCondition } from '@assay/model';
import { gateCodes, type GateCode } from './gate-codes.js';

/** The conditions, in the order in which they are told. */
export const conditionNames = [
  'artifact',
  'lines',
  'summary',
  'signature',
  'signer',
  'content',
  'subject',
  'newest',
  'decision',
  'depth',
  'policy',
  'verifier',
  'freshness',
  'clock',
  'signing-time',
  'replay',
  'links',
  'waivers',
  'sbom',
  'report',
  'evidence',
  'denied-feed',
  'denied',
] as const;

/** The name of a condition. */
export type ConditionName = (typeof conditionNames)[number];

/** Asked by giving the file. Every other condition has an answer, always. */
export type GivenConditionName = 'report' | 'evidence';

/** Conditions that are asked whether or not there is a summary. */
export type GeneralConditionName =
  'artifact' | 'lines' | 'summary' | 'signature' | 'signer' | 'content' | 'denied-feed';

/** Conditions of the summary that decides. */
export type SummaryConditionName = Exclude<ConditionName, GeneralConditionName | GivenConditionName>;

/** What became of one condition. */
export interface Answer {
  readonly code: GateCode;
  /** One sentence with the particulars; may be empty. */
  readonly detail: string;
}

/** Answers to conditions: one that is left out does not compile. */
export type Answers<Name extends ConditionName = Exclude<ConditionName, GivenConditionName>> = Readonly<
  Record<Name, Answer>
> &
  Readonly<Partial<Record<GivenConditionName, Answer>>>;

/**
 * All conditions, in order. Throws AssayError `ERR_INTERNAL` for a condition that nobody answered: what was not asked must not count as
 * what holds.
 */
export function conditionsOf(answers: Answers): readonly GateCondition[] {
  const missing = conditionNames.find(
    (name) => name !== 'report' && name !== 'evidence' && !Object.hasOwn(answers, name),
  );
  if (missing !== undefined) throw new AssayError('ERR_INTERNAL', `the condition ${missing} was not answered`);
  return someConditions(answers);
}

/** The conditions that there are answers to, in order. */
export function someConditions(answers: Readonly<Partial<Record<ConditionName, Answer>>>): readonly GateCondition[] {
  return conditionNames.flatMap((name) => {
    const own = answers[name];
    return own === undefined ? [] : [conditionOf(name, own)];
  });
}

/** Passes where every condition holds or was not asked for, and none else. */
export function decisionOf(conditions: readonly GateCondition[]): GateArtifact['decision'] {
  if (conditions.some(({ outcome }) => outcome === 'refuted')) return 'fail';
  const holds = conditions.every(({ outcome }) => outcome === 'proven' || outcome === 'not-applicable');
  return holds && conditions.length > 0 ? 'pass' : 'unverified';
}

/** Joins an answer with what its code means. */
function conditionOf(condition: ConditionName, { code, detail }: Answer): GateCondition {
  const { outcome, text, next } = gateCodes[code];
  return { condition, outcome, code, text, detail, next };
}

/** An answer in short. */
export function answer(code: GateCode, detail = ''): Answer {
  return { code, detail };
}
