/** What a user of the library may say about a deploy. */

import type { PolicyInput } from '../load-policy.js';

/** Options of {@link decideGate}. Trust comes from the policy and the user's own store, never from what is decided about. */
export interface GateOptions {
  /** Paths of files, or digests: `sha256:HEX`, `name@sha256:HEX`. At least one. */
  readonly artifacts: readonly string[];
  /** Its section `gate` says what is asked. */
  readonly policy: PolicyInput;
  /** Files of signed statements, as `assay verify --attest` writes them. */
  readonly summaries: readonly string[];
  /** Bills of materials of the runs, each as it was written. */
  readonly sboms?: readonly string[];
  /** Reports of the runs, as `--json FILE` wrote them. */
  readonly reports?: readonly string[];
  /** Evidence files of the runs. */
  readonly evidence?: readonly string[];
  /** A feed of what is denied, in place of the one that the policy names an address of. */
  readonly denied?: string;
  /** A file that remembers what was let through, and what refused: then nothing older is let through. */
  readonly state?: string;
  /** True to open no connection. */
  readonly offline?: boolean;
  /** RFC 3339 time to judge at. Default: now. */
  readonly at?: string;
  /** Trust this Sigstore trusted root and no other. */
  readonly trustedRoot?: string;
  /** Default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}
