import type { Attestation } from '@assay/model';

/**
 * Each attestation once, to the letter of what is compared: what was served twice is one witness, and anything that differs is looked
 * at. A place in a log tells no two apart.
 */
export function withoutRepetition(
  attestations: readonly Attestation[],
  compared: (attestation: Attestation) => unknown,
): Iterable<Attestation> {
  return new Map(attestations.map((each) => [JSON.stringify(compared(each)), each] as const)).values();
}
