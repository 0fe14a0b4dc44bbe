/** Base and head of a change, verified and compared. */

import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { TrustDiff } from '@assay/model';
import {
  AssayError,
  copyGitHubCommit,
  createVerifier,
  diffProjects,
  diffTrust,
  holdsCommit,
  proposedPolicyIn,
  type TrustDiffOptions,
  type VerifierOptions,
  type VerifyResult,
} from '@assay/verifier';
import { isFromBase } from './choose-policy.js';
import { pathInRepository, rootOf } from './base-files.js';
import { findPaths } from './find-paths.js';
import type { ModeRun } from './mode-run.js';
import { runOptions } from './run-options.js';

/** The comparison, and how it went. */
export interface Comparison {
  readonly diff: TrustDiff;
  readonly notes: readonly string[];
}

/**
 * Compares the workspace with the base that the input `base` names, or with that of the change: from the clone where it holds that commit,
 * else through GitHub's API. Throws AssayError `ERR_USAGE` where there is no base.
 */
export async function compareWithBase(run: ModeRun): Promise<Comparison> {
  const { inputs, job, surroundings } = run;
  const { paths: found, ofBase, notes } = await findPaths(run);
  const paths = [...new Set([...found, ...ofBase.filter((path) => !isCovered(path, found))])];
  const base = inputs.text('base') ?? job.baseSha;
  if (base === undefined) {
    const hint = 'Name it with `base`; on pull requests and merge groups the event tells it.';
    throw new AssayError('ERR_USAGE', `there is no base to compare with on the event ${job.event}`, { hint });
  }
  const isRemote = base === job.baseSha && !(await holdsCommit('.', base, surroundings.env));
  const compared = isRemote ? await compareByApi(run, base, paths) : await compareByGit(run, base, paths);
  return { diff: compared.diff, notes: [...notes, ...compared.notes] };
}

/** It, or the folder that it lies in, is looked at. */
function isCovered(lockfile: string, paths: readonly string[]): boolean {
  return [lockfile, dirname(lockfile)].some((place) => paths.some((path) => resolve(path) === resolve(place)));
}

async function compareByGit(run: ModeRun, base: string, paths: readonly string[]): Promise<Comparison> {
  const { inputs, job, surroundings } = run;
  const file = inputs.text('policy');
  const ofBase = file !== undefined && isFromBase(file, { inputs, job, env: surroundings.env });
  const { policy, ...options } = await runOptions(run, { withPolicy: !ofBase });
  const judged = ofBase
    ? { policyFromBase: relative('.', file).split(sep).join('/') }
    : policy === undefined
      ? {}
      : { policy };
  const { depth, at, env, trustedRoot, store, offline } = options;
  return diffProjects({
    base,
    paths,
    ...judged,
    ...defined({ depth, at, env, trustedRoot, store, offline }),
  });
}

/** Without the members that are undefined. */
function defined<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

async function compareByApi(run: ModeRun, commit: string, paths: readonly string[]): Promise<Comparison> {
  const { inputs, job, surroundings } = run;
  const { apiUrl, repository } = job;
  const options = { ...(await runOptions(run, { withPolicy: true })), facts: true };
  const { root, inside } = placesOf(paths);
  const token = inputs.text('github-token');
  const access = { env: surroundings.env, ...(token === undefined ? {} : { token }) };
  const copied = await copyGitHubCommit(access, { apiUrl, repository, commit }, inside);
  try {
    return await compareFolders(options, { root, inside, copied, commit });
  } finally {
    await copied.remove();
  }
}

interface Folders {
  readonly root: string;
  readonly inside: readonly string[];
  readonly copied: { readonly folder: string; readonly paths: readonly string[] };
  readonly commit: string;
}

async function compareFolders(
  options: VerifierOptions,
  { root, inside, copied, commit }: Folders,
): Promise<Comparison> {
  const lost = inside.find((path) => !copied.paths.includes(path) && !existsSync(join(root, path)));
  if (lost !== undefined)
    throw new AssayError('ERR_USAGE', 'it is neither in the base nor in the head', { file: lost });
  // One time for both: what is true of one must not be false of the other for having been asked later.
  const shared = { ...options, at: options.at ?? new Date().toISOString() };
  const before = await createVerifier({ ...shared, folder: copied.folder }).verify(copied.paths);
  const after = await verifyPresent({ ...shared, folder: root }, inside);
  const sides = { base: { name: commit, commit }, head: { name: 'the workspace' }, ...(await proposalOf(options)) };
  return { diff: diffTrust(before, after, sides), notes: after.notes };
}

/** What the workspace makes of a policy that was read in the base. */
async function proposalOf({ policy }: VerifierOptions): Promise<Pick<TrustDiffOptions, 'proposed'>> {
  const proposed = policy !== undefined && 'text' in policy ? await proposedPolicyIn('.', policy) : undefined;
  return proposed === undefined ? {} : { proposed };
}

/** What the change has taken away stands in the base alone; where nothing is left, the head is empty. */
async function verifyPresent(
  options: VerifierOptions & { readonly folder: string },
  paths: readonly string[],
): Promise<VerifyResult> {
  const present = paths.filter((path) => existsSync(join(options.folder, path)));
  if (present.length > 0) return createVerifier(options).verify(present);
  const folder = await mkdtemp(join(tmpdir(), 'assay-empty-'));
  try {
    return await createVerifier({ ...options, folder }).verify(['.']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The checkout that the paths lie in, and the paths as they are in it. Throws AssayError `ERR_USAGE` for paths of two checkouts. */
function placesOf(paths: readonly string[]): { readonly root: string; readonly inside: readonly string[] } {
  const workspace = process.cwd();
  const roots = new Set(paths.map((path) => rootOf(resolve(workspace, path), workspace)));
  const [root = workspace, ...others] = roots;
  if (others.length > 0) throw new AssayError('ERR_USAGE', '`paths` name two checkouts; make two steps of it');
  return {
    root,
    inside: paths.map((path) => (resolve(path) === root ? '.' : (pathInRepository(path, workspace) ?? path))),
  };
}
