import type { SigstoreCode } from '../codes/sigstore-codes.js';
import { refuse, type Refusal, type Step } from '../outcome.js';

declare const kindOfProof: unique symbol;

/**
 * The result of one sub-check. Branded with its kind: a verdict asks for one of each kind by name, so no sub-check can be
 * left out or stand in for another (THREATS row 1; CVE-2026-31830).
 */
export interface Proof<Kind extends string, T> {
  readonly value: T;
  readonly step: Step;
  readonly [kindOfProof]: Kind;
}

/** A sub-check that holds: what it found, and in one sentence what was compared. */
export function prove<Kind extends string, T>(kind: Kind, value: T, detail: string): Proof<Kind, T> {
  return { value, step: { step: kind, result: 'proven', detail } } as unknown as Proof<Kind, T>;
}

/** A sub-check that does not hold. */
export type NotProven = Refusal<SigstoreCode>;

/** Refuses with a code and particulars. */
export function disprove(code: SigstoreCode, detail: string): NotProven {
  return refuse(code, detail);
}

/** True for a sub-check that does not hold. */
export function isRefusal(outcome: object): outcome is NotProven {
  return 'code' in outcome;
}
