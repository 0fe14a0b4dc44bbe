/** Verified statement → provenance. */

import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import type { DocMap } from '@assay/documents';
import type { ProvenanceCode } from '../codes/provenance-codes.js';
import type { Provenance, ProvenanceStatement } from './provenance.js';
import { readSlsaV02 } from './read-slsa-v02.js';
import { readSlsaV1 } from './read-slsa-v1.js';
import { Reading } from './reading.js';
import { shown } from './shown.js';

/** Predicate types that {@link readProvenance} reads. */
export const provenancePredicateTypes = ['https://slsa.dev/provenance/v0.2', 'https://slsa.dev/provenance/v1'] as const;

const readers: ReadonlyMap<string, (reading: Reading, predicate: DocMap) => Omit<Provenance, 'predicateType'>> =
  new Map([
    [provenancePredicateTypes[0], readSlsaV02],
    [provenancePredicateTypes[1], readSlsaV1],
  ]);

const runnerOfBuilder = /^https:\/\/github\.com\/actions\/runner\/([a-z-]{1,64})$/;

/**
 * Reads the SLSA predicate (v0.2 or v1) of a statement that has been verified. Every field of use is read into one normal form;
 * one that is stated twice must be stated alike. Refused: other predicate types, and predicates without builder or build type or
 * with damage in a field of use. Nothing here is proven yet: compare it with the certificate.
 */
export function readProvenance({
  predicateType,
  predicate,
}: ProvenanceStatement): Checked<Provenance> | Refusal<ProvenanceCode> {
  const read = readers.get(predicateType);
  if (read === undefined) {
    return refuse('provenance-type-unsupported', `The predicate type is ${shown(predicateType)}.`);
  }
  if (predicate === null) return refuse('provenance-malformed', 'The predicate is null.');
  const reading = new Reading();
  const provenance = read(reading, predicate);
  if (provenance.builder === '') reading.fail('provenance-malformed', 'The predicate names no builder.');
  if (provenance.buildType === '') reading.fail('provenance-malformed', 'The predicate names no build type.');
  const runner = runnerOfBuilder.exec(provenance.builder)?.[1];
  if (runner !== undefined) reading.state('runner', runner, 'builder id');
  return reading.problem ?? checked({ predicateType, ...provenance });
}
