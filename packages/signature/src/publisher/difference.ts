/** One way in which a signer is not the expected publisher. */

import type { PublisherCode } from '../codes/publisher-codes.js';
import { caseNote, shown } from '../provenance/shown.js';

/** A field of an expected publisher that the signer does not have, or has otherwise. */
export interface PublisherDifference {
  readonly field: string;
  readonly expected: string;
  /** Null where the signer states nothing. */
  readonly actual: string | null;
}

/** A difference with the code that names it. */
export interface CodedDifference extends PublisherDifference {
  readonly code: PublisherCode;
}

/** One comparison: a field that must hold. */
export interface FieldCheck {
  readonly field: string;
  readonly code: PublisherCode;
  /** What the policy says. */
  readonly expected: string;
  /** What the certificate says; absent claims never match. */
  readonly actual: string | undefined;
  /** How they are compared; exactly, unless told. */
  readonly matches?: (expected: string, actual: string) => boolean;
}

/** The difference if there is one. What the policy asks for and the certificate leaves out is a difference, never skipped. */
export function differenceOf(check: FieldCheck): readonly CodedDifference[] {
  const { field, expected, actual, matches = (a: string, b: string) => a === b } = check;
  if (actual === undefined) return [{ field, code: 'publisher-claim-missing', expected, actual: null }];
  return matches(expected, actual) ? [] : [{ field, code: check.code, expected, actual }];
}

/** The sentence about a difference. */
export function differenceText({ field, expected, actual }: PublisherDifference): string {
  if (actual === null) return `${field}: expected is ${shown(expected)}, and the certificate does not state it.`;
  return `${field}: expected is ${shown(expected)}, the signer has ${shown(actual)}.${caseNote(expected, actual)}`;
}
