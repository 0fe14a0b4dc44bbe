/** Which lockfiles are looked at. */

import { dirname, normalize, resolve, sep } from 'node:path';
import {
  AssayError,
  findAbandonedLockfile,
  findProjectLockfiles,
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

/** So many lockfiles are taken without being asked for; more look like somebody's fixtures. */
const most = 50;
/** So many that are passed over are named. */
const mostNamed = 3;

/**
 * The paths that inputs name. Without any: the workspace's root, as the command line has it; and where that holds no lockfile, those of
 * its subfolders. A change does not choose between the two: its base does, and where that is not known, both are looked at. Lockfiles that are
 * passed over are told. Throws AssayError `ERR_USAGE` where a change has more than can be looked at.
 */
export async function findPaths(run: ModeRun): Promise<FoundPaths> {
  // A recording brings its lockfiles.
  if (run.inputs.text('replay') !== undefined) return { paths: [], ofBase: [], notes: [] };
  const named = run.inputs.list('paths');
  if (named.length > 0) return { paths: named, ofBase: await namedInBase(run, named), notes: [] };
  const { lockfiles, cutShort } = await findProjectLockfiles('.');
  const head = lockfiles.map(withSlashes);
  const base = await lockfilesOfBase(run, head);
  const isChange = run.job.baseSha !== undefined;
  const [atRoot, below] = [head.filter(isAtRoot), head.filter((path) => !isAtRoot(path))];
  const rooted = base === undefined ? atRoot.length > 0 && !isChange : base.some(isAtRoot);
  const ofBase = (base ?? []).filter((path) => !rooted || isAtRoot(path));
  if (atRoot.length > 0 && (rooted || below.length === 0)) {
    return { paths: ['.'], ofBase, notes: passedOver(below) };
  }
  if (head.length === 0) return { paths: ['.'], ofBase, notes: [], nowhere: looked(cutShort) };
  const tooMany = below.length > most || cutShort ? [tooManyText(cutShort)] : [];
  // The change would choose which ones are left out.
  if (isChange && tooMany[0] !== undefined) throw new AssayError('ERR_USAGE', tooMany[0]);
  return { paths: [...(atRoot.length > 0 ? ['.'] : []), ...below.slice(0, most)], ofBase, notes: tooMany };
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

function passedOver(lockfiles: readonly string[]): readonly string[] {
  if (lockfiles.length === 0) return [];
  const some = lockfiles.length === 1 ? 'One lockfile' : `${String(lockfiles.length)} lockfiles`;
  const more = lockfiles.length > mostNamed ? ', …' : '';
  const named = `${lockfiles.slice(0, mostNamed).join(', ')}${more}`;
  return [
    `${some} in subfolders not looked at (${named}): name what is to be verified in \`paths\`, the root’s as well.`,
  ];
}

function looked(cutShort: boolean): string {
  const end = cutShort ? ', until there were too many' : '';
  return `no lockfile was found in the workspace or its subfolders (six levels${end}); is the repository checked out before this step?`;
}

function tooManyText(cutShort: boolean): string {
  const end = cutShort ? ', and the search ended at its bounds' : '';
  return `There are more than ${String(most)} lockfiles in subfolders${end}: name those that count in \`paths\`.`;
}
