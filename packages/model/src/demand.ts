/** What a project's own manifests ask for, held against what its lockfile locks: whoever edits a lockfile edits no manifest. */

import type { Scope } from './scope.js';

/** What a lockfile says one of its projects asks for, and what it locks for that. */
export interface DirectLock {
  /** The project's folder, as `Project.path` has it. */
  readonly project: string;
  /** The name the project uses: an alias where it uses one. Attacker-controlled. */
  readonly name: string;
  /** The lockfile's copy of the requirement; absent where its format keeps none. Attacker-controlled. */
  readonly spec?: string;
  /** What the copy stands for where it is a name for something else (`catalog:`), as the lockfile says. */
  readonly meaning?: string;
  /** The lockfile says that a setting outside the manifest replaces what is asked for under this name. */
  readonly overridden?: true;
  readonly scope: Scope;
  /** 1-based line in the lockfile. */
  readonly line: number;
  /** Provisional subject id; absent: nothing is locked for it. */
  readonly subject?: string;
  /** A member of the workspace is taken for it, which has no entry. */
  readonly member?: true;
}

/** What is locked under a name for whichever project asks for it. */
export type HoistedLock = Pick<DirectLock, 'line' | 'subject'>;

/**
 * How what is asked for stands to what is locked.
 *
 * - `met`: it is one that was asked for.
 * - `outside`: the version is none that was asked for.
 * - `elsewhere`: it comes from another place, or is another package, than was asked for.
 * - `unclear`: what is asked for can be met by anything, or could not be understood.
 * - `undeclared`: the lockfile says that the project asks for it, and the manifest does not.
 * - `unread`: the same, and what could be read of the manifest does not.
 */
export type AskAnswer = 'met' | 'outside' | 'elsewhere' | 'unclear' | 'undeclared' | 'unread';

/** One requirement of a project, and what is locked for it. */
export interface Ask {
  /** Subject id. */
  readonly subject: string;
  /** The manifest, as the user named the folder it is in. */
  readonly manifest: string;
  /** 1-based line in the manifest; for `undeclared`, in the lockfile. */
  readonly line: number;
  readonly answer: AskAnswer;
  /** The lockfile's copy of this requirement says something else than the manifest. */
  readonly copyDiffers?: true;
  /** One sentence. Holds attacker-controlled text. */
  readonly detail: string;
}

/** How much of a project's manifests could be read. */
export type DemandState = 'read' | 'partly' | 'unreadable' | 'missing';

/** Everything that the manifests of one lockfile's projects ask for. */
export interface Demand {
  /** The lockfile, as the user named it. */
  readonly lockfile: string;
  readonly state: DemandState;
  /** One sentence on what was not read; empty where all was. */
  readonly detail: string;
  /** Only of subjects that are locked: what is not is a gap. */
  readonly asks: readonly Ask[];
  /** Ids of subjects to which nothing that is asked for leads. Empty where it could not be found out. */
  readonly orphans: readonly string[];
}
