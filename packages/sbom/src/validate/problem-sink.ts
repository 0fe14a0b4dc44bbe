import type { BomProblemCode } from './bom-problem.js';

/** Of one code, so many are kept and the others counted: a hundred thousand times the same must not hide what else is wrong. */
const mostOfOneCode = 25;

/** A problem whose sentence is made only where it is shown. */
export interface FoundProblem<P> {
  readonly code: BomProblemCode;
  readonly place: P;
  readonly detail: () => string;
}

/** Collects problems without growing with their number. */
export interface ProblemSink<P> {
  readonly found: FoundProblem<P>[];
  readonly counts: Map<BomProblemCode, number>;
  total: number;
}

export function createSink<P>(): ProblemSink<P> {
  return { found: [], counts: new Map(), total: 0 };
}

/** Adds a problem, or counts it where enough of its code are kept. */
export function tell<P>(sink: ProblemSink<P>, problem: FoundProblem<P>): void {
  const count = (sink.counts.get(problem.code) ?? 0) + 1;
  sink.counts.set(problem.code, count);
  sink.total++;
  if (count <= mostOfOneCode) sink.found.push(problem);
}

/** Adds all that another sink found. */
export function tellAll<P>(sink: ProblemSink<P>, other: ProblemSink<P>): void {
  for (const problem of other.found) tell(sink, problem);
  sink.total += other.total - other.found.length;
}
