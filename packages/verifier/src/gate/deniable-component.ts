import type { Digest } from '@assay/model';

/** A component, by what it can be denied by. */
export interface DeniableComponent {
  readonly label: string;
  readonly purl?: string;
  readonly digests: readonly Digest[];
  /** In one line each. */
  readonly signers: readonly string[];
}
