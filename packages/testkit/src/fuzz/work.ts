/** Counts what a piece of code does, in steps and not in seconds: the same on a slow machine and on a busy one. */

import { Session } from 'node:inspector/promises';

/** Counts from `start` on; code that was compiled before is counted by call alone, so start before it is imported. */
export class WorkCounter {
  readonly #session = new Session();
  readonly #counts: (url: string) => boolean;

  /** `counts`: which scripts are looked at, by URL or path. */
  constructor(counts: (url: string) => boolean) {
    this.#counts = counts;
  }

  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post('Profiler.enable');
    await this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** How many blocks of the program are run by `work`: each turn of a loop is one. Natively written functions count nothing. */
  async steps(work: () => unknown): Promise<number> {
    await this.#session.post('Profiler.takePreciseCoverage');
    await work();
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    return result
      .filter(({ url }) => this.#counts(url))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
      .reduce((sum, count) => sum + count, 0);
  }

  async stop(): Promise<void> {
    await this.#session.post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }
}
