/** Keeps long work in step with everything else in the process: reading is done in one go only for so long. */

import { setImmediate } from 'node:timers/promises';

const turnSeconds = 0.012;

/** Says when to let others run. */
export class Pace {
  #since = process.uptime();

  /** True when this turn took long enough; `rest` must follow. */
  isDue(): boolean {
    return process.uptime() - this.#since > turnSeconds;
  }

  async rest(): Promise<void> {
    await setImmediate();
    this.#since = process.uptime();
  }
}
