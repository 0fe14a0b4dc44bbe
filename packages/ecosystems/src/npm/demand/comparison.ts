import type { LockfileContent, Subject } from '@assay/model';
import type { LockLookup } from './lock-lookup.js';

/** Everything that projects are compared with. */
export interface Comparison {
  readonly lockfile: string;
  readonly content: LockfileContent;
  readonly lookup: LockLookup;
  readonly subjects: ReadonlyMap<string, Subject>;
  /** Subject ids of the projects themselves. */
  readonly members: ReadonlySet<string>;
  /** What the project at the top puts in the place of names, for every member. */
  readonly replaced: ReadonlyMap<string, string | null>;
}
