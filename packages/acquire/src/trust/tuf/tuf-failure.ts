import type { TufCode } from '../trust-codes.js';

/** Why an update was not believed; travels through tuf-js, which knows only exceptions. */
export class TufFailure extends Error {
  readonly code: TufCode;

  /** `detail` is one sentence; it may quote the repository. */
  constructor(code: TufCode, detail: string) {
    super(detail);
    this.name = 'TufFailure';
    this.code = code;
  }
}
