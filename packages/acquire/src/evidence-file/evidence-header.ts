/** What an evidence file says about the run that it was recorded from. Holds no secret. */

import type { Depth, JsonValue, RegistryTable } from '@assay/model';

export const evidenceFormat = 'assay-evidence/1';

export interface EvidenceHeader {
  readonly format: typeof evidenceFormat;
  readonly tool: { readonly name: string; readonly version: string };
  /** The time that the run judged by, RFC 3339 UTC. */
  readonly at: string;
  readonly depth: Depth;
  /** The policy's text as it was read and the name the user gave its file; null for the built-in one. */
  readonly policy: { readonly file: string; readonly text: string } | null;
  /** The registries of the run, without credentials. */
  readonly registries: RegistryTable;
  /** Further options that a replay needs, by name. */
  readonly options: { readonly [name: string]: JsonValue };
  /** The lockfiles as the user named them; `lockfiles/<n>` in the file, with their SHA-256. */
  readonly lockfiles: readonly { readonly path: string; readonly sha256: string }[];
}
