/** How the readers of a policy's parts say what is wrong. */

import type { AssayError } from '@assay/model';
import type { Path } from './locate.js';
import type { Readers } from './vocabulary.js';

/** Makes an error about one place of the policy. Messages never quote a URL: somebody may have put a secret into it. */
export type Refuse = (path: Path, message: string, hint?: string) => AssayError;

/** Where an entry of the policy stands. */
export interface EntryPlace {
  readonly path: Path;
  /** 1-based. */
  readonly line: number;
  readonly refuse: Refuse;
  /** How other layers read what they own. */
  readonly readers: Readers;
}
