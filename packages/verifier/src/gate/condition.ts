import type { GateCondition } from '@assay/model';
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

/** What became of one condition. */
export interface Answer {
  readonly code: GateCode;
  /** One sentence with the particulars; may be empty. */
  readonly detail: string;
}

/** Joins an answer with what its code means. */
export function conditionOf(condition: ConditionName, { code, detail }: Answer): GateCondition {
  const { outcome, text, next } = gateCodes[code];
  return { condition, outcome, code, text, detail, next };
}

/** An answer in short. */
export function answer(code: GateCode, detail = ''): Answer {
  return { code, detail };
}
