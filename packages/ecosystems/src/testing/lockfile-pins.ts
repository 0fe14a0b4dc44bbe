/** Holds the pins of a lockfile that was read to the lockfile's own text, read in the most naive way there is. */

import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import type { Digest, LockfileContent, Subject } from '@assay/model';

/** A pin that the text states plainly. */
export interface NaivePin {
  /** Purl without anything behind the version, as in `pkg:npm/a@1.0.0`. */
  readonly purl: string;
  readonly alg: string;
  /** Hex. */
  readonly value: string;
}

const pinsOf = ({ files }: Subject): readonly Digest[] => files.flatMap(({ pins }) => pins);

/** No pin is invented: each stands in the text, in base64 or hex. */
export function assertStatedPins({ subjects }: LockfileContent, text: string): void {
  for (const { value } of subjects.flatMap(pinsOf)) {
    const stated = text.includes(Buffer.from(value, 'hex').toString('base64')) || text.toLowerCase().includes(value);
    assert.ok(stated, `a pin is not in the lockfile: ${value}`);
  }
}

/** From anywhere else nothing is taken: checks refuse or name such subjects, whatever pin stands beside them. */
const pinnable: ReadonlySet<string> = new Set(['registry', 'url', 'archive']);

/** No pin is lost: a subject that is fetched has what a naive reading finds for its purl, as a pin or as text that is none. */
export function assertKeptPins({ subjects }: LockfileContent, naive: readonly NaivePin[]): void {
  for (const { purl, alg, value } of naive) {
    const meant = subjects.filter((subject) => subject.purl === purl);
    if (meant.some(({ source }) => !pinnable.has(source.kind))) continue;
    const kept = meant.some((subject) => pinsOf(subject).some((pin) => pin.alg === alg && pin.value === value));
    const told = meant.some(({ files }) => files.some(({ malformedPins }) => malformedPins.length > 0));
    assert.ok(meant.length === 0 || kept || told, `the pin of ${purl} was lost`);
  }
}
