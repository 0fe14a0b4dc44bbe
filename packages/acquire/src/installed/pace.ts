/** Keeps long work in step with everything else in the process: reading is done in one go only for so long. */

import { setImmediate } from 'node:timers/promises';

const turnMs = 12;

/** Says when to let others run. */
export class Pace {
  #since = performance.now();

  /** True when this turn took long enough; `rest` must follow. */
  isDue(): boolean {
    return performance.now() - this.#since > turnMs;
  }

  async rest(): Promise<void> {
    await setImmediate();
    this.#since = performance.now();
  }
}
