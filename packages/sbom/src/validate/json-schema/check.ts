import type { DocValue } from '@assay/documents';
import type { Place } from '../place.js';
import { createSink, type ProblemSink } from '../problem-sink.js';

export type JsonSink = ProblemSink<Place>;

/** A compiled schema: tells what is wrong with a value, nothing where it is valid. */
export type Check = (value: DocValue, place: Place, sink: JsonSink) => void;

/** Whether a value is valid, where nobody wants to know why not. */
export function passes(check: Check, value: DocValue, place: Place): boolean {
  const sink: JsonSink = createSink();
  check(value, place, sink);
  return sink.total === 0;
}
