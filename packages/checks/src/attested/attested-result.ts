import type { CheckResult } from '../check.js';
import type { AttestedCode } from './attested-codes.js';

/** Attestations that hold, and those that do not count. */
export interface Told {
  /** Predicate types of those that hold; undefined for signatures over the file itself. */
  readonly types: readonly (string | undefined)[];
  /** A sentence about each of them. */
  readonly sentences: readonly string[];
  /** Why each of the others does not count. */
  readonly others: readonly { readonly detail: string }[];
}

/** The result of attestations that hold: proven, if one of each required type is among them. */
export function attestedResult(
  { types, sentences, others }: Told,
  required: readonly string[],
): CheckResult<AttestedCode> {
  const missing = required.find((type) => !types.includes(type));
  if (missing !== undefined) {
    return { code: 'predicate-type-missing', detail: `No attestation of the type ${missing} was verified.` };
  }
  const uncounted =
    others.length === 0 ? [] : [`Not counted: ${String(others.length)} more.`, ...others.map(({ detail }) => detail)];
  return { code: 'attestations-valid', detail: [...sentences, ...uncounted].join(' ') };
}
