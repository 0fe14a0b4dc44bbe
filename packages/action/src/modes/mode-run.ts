import type { Delivery } from '../deliver/deliver.js';
import type { Job } from '../runner/job.js';
import type { Outputs } from '../runner/outputs.js';

/** What a mode works with. */
export interface ModeRun extends Delivery {
  readonly job: Job;
  /** The root that signatures are verified under, where one is named. */
  readonly trustedRoot?: string;
}

/** What a mode came to. */
export interface ModeResult {
  readonly exitCode: 0 | 1 | 2 | 3;
  /** Why, in one sentence. Foreign text: escape before printing. */
  readonly sentence: string;
  readonly outputs: Outputs;
}

/** A mode. Throws AssayError for what cannot be run. */
export type ModeRunner = (run: ModeRun) => Promise<ModeResult>;
