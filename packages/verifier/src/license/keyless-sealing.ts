/** What a seal without a key is made of and for. */

import type { KeylessLimits, KeylessProblem, KeylessServices } from '@assay/acquire';
import type { Digest } from '@assay/model';

/** Who vouches for the job, and where trust is found. */
export interface KeylessSealing {
  readonly services: KeylessServices;
  /** The process's environment: the identity token comes from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the instance that these services belong to (`--trusted-root FILE`); default: what verifiers on this machine trust. */
  readonly trustedRoot?: string;
  readonly limits?: KeylessLimits;
}

/** What is sealed. */
export interface SealedStatement {
  /** The exact in-toto statement. */
  readonly statement: Uint8Array;
  readonly file: { readonly name: string; readonly digests: readonly Digest[] };
  /** purl with version. */
  readonly package: string;
  readonly version: string;
}

/** Why there is no seal. */
export type SealProblem = Pick<KeylessProblem, 'outcome' | 'text' | 'detail' | 'next'> & { readonly code: string };
