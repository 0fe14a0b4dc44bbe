/** Which lockfiles are looked at. */

import { dirname, normalize, resolve, sep } from 'node:path';
import {
  AssayError,
  findAbandonedLockfile,
  findProjectLockfiles,
  isExcludedBy,
  listCommittedLockfiles,
  type GitHubAccess,
} from '@assay/verifier';
import { rootOf } from './base-files.js';
import type { ModeRun } from './mode-run.js';

/** What is to be verified. */
export interface FoundPaths {
  readonly paths: readonly string[];
  /** Lockfiles of the base, where they are looked at, too; some may be gone. */
  readonly ofBase: readonly string[];
  /** One sentence each, for people. */
  readonly notes: readonly string[];
  /** Where no lockfile was found: where it was looked, as the sentence of the step. */
  readonly nowhere?: string;
}

/** So many lockfiles are looked at; more have to be named. */
const most = 500;

/**
 * The paths that inputs name. Without any: the workspace's root and every folder below that holds a lockfile, as the command line has it: a
 * change does not choose which. Throws AssayError `ERR_USAGE` where there are more than can be looked at.
 */
export async function findPaths(run: ModeRun): Promise<FoundPaths> {
  const exclude = run.inputs.list('exclude');
  const named = run.inputs.list('paths');
  if (named.length > 0) return { paths: named, ofBase: await namedInBase(run, named), notes: [] };
  const { lockfiles, cutShort } = await findProjectLockfiles('.', { exclude });
  const head = lockfiles.map(withSlashes);
  const isOut = isExcludedBy(exclude);
  const ofBase = ((await lockfilesOfBase(run, head)) ?? []).filter((path) => !isOut(path));
  if (head.length === 0) return { paths: ['.'], ofBase, notes: [], nowhere: looked(cutShort) };
  if (cutShort || head.length > most) throw new AssayError('ERR_USAGE', tooManyText);
  const [atRoot, below] = [head.filter(isAtRoot), head.filter((path) => !isAtRoot(path))];
  return { paths: [...(atRoot.length > 0 ? ['.'] : []), ...below], ofBase, notes: [] };
}

/**
 * Throws AssayError `ERR_LOCKFILE` for a change that takes a lockfile away and leaves its manifest: what is then installed would pass for
 * verified.
 */
export async function refuseAbandoned({ ofBase }: FoundPaths): Promise<void> {
  const found = await findAbandonedLockfile('.', ofBase);
  if (found === null) return;
  const message = `the change removes this lockfile, and ${found.manifest} is still there: nothing says what is installed for it`;
  const hint = 'Restore the lockfile, or name in `paths` what is to be verified';
  throw new AssayError('ERR_LOCKFILE', message, { file: found.lockfile, hint });
}

const limits: NonNullable<GitHubAccess['limits']> = { requestMs: 10_000, totalMs: 20_000, retries: 1 };

/** Undefined where there is no base, or it cannot be asked. */
async function lockfilesOfBase(run: ModeRun, head: readonly string[]): Promise<readonly string[] | undefined> {
  const { job, inputs, surroundings } = run;
  const { apiUrl, repository } = job;
  const commit = inputs.text('base') ?? job.baseSha;
  const workspace = process.cwd();
  // A checkout in a subfolder has other paths than its repository.
  const isNested = (path: string) => rootOf(resolve(path), workspace) !== workspace;
  if (commit === undefined || head.some(isNested)) return undefined;
  const token = inputs.text('github-token');
  const access = { env: surroundings.env, folder: '.', limits, ...(token === undefined ? {} : { token }) };
  try {
    const found = await listCommittedLockfiles(access, { apiUrl, repository, commit });
    return 'problem' in found ? undefined : found;
  } catch (error) {
    if (error instanceof AssayError) return undefined;
    throw error;
  }
}

/** Lockfiles of the base that are named, or lie in a folder that is. */
async function namedInBase(run: ModeRun, named: readonly string[]): Promise<readonly string[]> {
  const base = (await lockfilesOfBase(run, named)) ?? [];
  const places = new Set(named.map((path) => withSlashes(normalize(path)).replace(/\/$/, '')));
  return base.filter((path) => places.has(path) || places.has(dirname(path)));
}

function withSlashes(path: string): string {
  return path.split(sep).join('/');
}

function isAtRoot(path: string): boolean {
  return !path.includes('/');
}

function looked(cutShort: boolean): string {
  const end = cutShort ? ', until there were too many' : '';
  return `no lockfile was found in the workspace or its subfolders (hidden ones and installed packages are passed over${end}); is the repository checked out before this step?`;
}

const tooManyText = `There are more than ${String(most)} lockfiles, or more folders than are searched: name those that count in \`paths\`, or leave some out with \`exclude\`.`;
