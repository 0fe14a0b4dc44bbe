import type { KeylessProblem } from './keyless-codes.js';

/** What one of the services is asked for. */
export type KeylessStep = 'certificate' | 'log' | 'timestamp';

/** A problem on its way out of several requests at once. Holds no secret. */
export class KeylessFailure extends Error {
  readonly problem: KeylessProblem;

  constructor(problem: KeylessProblem) {
    super(problem.detail);
    this.name = 'KeylessFailure';
    this.problem = problem;
  }
}
