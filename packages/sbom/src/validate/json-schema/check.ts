import type { DocValue } from '@assay/documents';
import type { Place } from '../place.js';
import { createSink, type ProblemSink } from '../problem-sink.js';
import type { RefTable } from '../rules/ref-table.js';

/** Takes what is wrong with a value, and which references it has and names. */
export interface JsonSink extends ProblemSink<Place> {
  readonly refs: RefTable<Place>;
}

export function createJsonSink(refs: RefTable<Place>): JsonSink {
  return { ...createSink<Place>(), refs };
}

/** A compiled schema: tells what is wrong with a value, nothing where it is valid. */
export type Check = (value: DocValue, place: Place, sink: JsonSink) => void;

const nowhere: RefTable<Place> = { define: () => undefined, refer: () => undefined };

/** Whether a value is valid, where nobody wants to know why not. */
export function passes(check: Check, value: DocValue, place: Place): boolean {
  const sink = createJsonSink(nowhere);
  check(value, place, sink);
  return sink.total === 0;
}
