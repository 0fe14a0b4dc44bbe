import type { WaiverUse } from '@assay/model';

/** A policy file that the head edits. */
export interface ProposedPolicy {
  /** Its path in the repository. */
  readonly file: string;
  /** One sentence: that it is new, other, gone, or cannot be read. */
  readonly text: string;
  /** Waivers of the policy in force, and of the proposed one. */
  readonly before: readonly ProposedWaiver[];
  readonly after: readonly ProposedWaiver[];
}

export type ProposedWaiver = Pick<WaiverUse, 'purl' | 'check' | 'expires' | 'owner' | 'reason'>;
