import type { LockfileContent, Subject } from '@assay/model';
import type { LockLookup } from './lock-lookup.js';
import type { ProjectRules } from './project-rules.js';

/** Everything that projects are compared with. */
export interface Comparison {
  readonly lockfile: string;
  readonly content: LockfileContent;
  readonly lookup: LockLookup;
  readonly subjects: ReadonlyMap<string, Subject>;
  /** Subject ids of the projects themselves. */
  readonly members: ReadonlySet<string>;
  /** What the project at the top says of names, for every member. */
  readonly rules: ProjectRules;
}
