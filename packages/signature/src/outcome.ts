/** What a verification answers: a value that was proven, or why it was not. Never an exception for a bad world. */

declare const proof: unique symbol;

/** One thing that was looked at on the way to an answer, for the chain of reasons. */
export interface Step {
  readonly step: string;
  readonly result: 'proven' | 'failed';
  /** One sentence. May hold attacker-controlled text: escape before printing. */
  readonly detail: string;
}

/** A value that was verified. Branded: no object literal is one, so "verified" cannot be claimed by writing it down. */
export interface Checked<T> {
  readonly ok: true;
  readonly value: T;
  readonly [proof]: true;
}

/** Why there is no verified value. */
export interface Refusal<Code extends string = string> {
  readonly ok: false;
  /** Stable; the area's catalogue says its outcome and what to do. */
  readonly code: Code;
  /** One sentence with the particulars. May hold attacker-controlled text: escape before printing. */
  readonly detail: string;
  /** What was proven before it failed. */
  readonly trail?: readonly Step[];
}

/** Marks a value as verified. For the code that has just verified it; not exported from the package. */
export function checked<T>(value: T): Checked<T> {
  return { ok: true, value } as Checked<T>;
}

/** A refusal with its code and particulars. */
export function refuse<Code extends string>(code: Code, detail: string, trail?: readonly Step[]): Refusal<Code> {
  return { ok: false, code, detail, ...(trail === undefined ? {} : { trail }) };
}
