/** Base and head as users name them → two runs → what changed in trust. */

import type { TrustSide } from '@assay/model';
import { AssayError } from '@assay/model';
import { createVerifier } from '../create-verifier.js';
import type { VerifierOptions, VerifyResult } from '../options.js';
import { readTime } from '../read-time.js';
import { diffTrust } from './diff-trust.js';
import { openPlaces, type Place, type Places } from './open-places.js';
import type { ProjectDiff, ProjectDiffOptions } from './project-diff-options.js';
import { policyOfBase, proposedPolicy } from './policy-of-base.js';

/**
 * Verifies base and head, one after the other, at the same time, depth and policy, and compares them. Revisions are read from git without a
 * checkout; the folder with their files is removed in the end. A policy never comes from the head. Throws AssayError for what cannot
 * be read, with what to do.
 */
export async function diffProjects(options: ProjectDiffOptions): Promise<ProjectDiff> {
  refuseContradictions(options);
  const places = await openPlaces(options);
  try {
    return await diffPlaces(options, places);
  } finally {
    await places.close();
  }
}

function refuseContradictions({ policy, policyFromBase }: ProjectDiffOptions): void {
  if (policy === undefined || policyFromBase === undefined) return;
  throw new AssayError('ERR_USAGE', 'a policy and one of the base exclude each other', {
    hint: 'Leave one of them out.',
  });
}

async function diffPlaces(options: ProjectDiffOptions, { base, head, prefix }: Places): Promise<ProjectDiff> {
  const { policyFromBase } = options;
  const held = policyFromBase === undefined ? undefined : await policyOfBase(base, `${prefix}${policyFromBase}`);
  const policy = held ?? options.policy;
  const shared = { ...runOptions(options), ...(policy === undefined ? {} : { policy }), at: readTime(options.at) };
  const before = await verify(shared, base);
  const after = await verify(shared, head);
  const proposed = held === undefined ? undefined : await proposedPolicy(held, head);
  const diff = diffTrust(before, after, {
    base: nameOf(base),
    head: nameOf(head),
    ...(proposed === undefined ? {} : { proposed }),
  });
  return { diff, base: before, head: after, notes: notesOf(before, after) };
}

function runOptions(options: ProjectDiffOptions): VerifierOptions {
  const { depth, env, trustedRoot, store, offline, concurrency, onSubject, source } = options;
  return {
    facts: true,
    ...(depth === undefined ? {} : { depth }),
    ...(env === undefined ? {} : { env }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
    ...(store === undefined ? {} : { store }),
    ...(offline === undefined ? {} : { offline }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(onSubject === undefined ? {} : { onSubject }),
    ...(source === undefined ? {} : { source }),
  };
}

function verify(options: VerifierOptions, { folder, paths }: Place): Promise<VerifyResult> {
  return createVerifier({ ...options, folder }).verify(paths);
}

function nameOf({ name, commit }: Place): Pick<TrustSide, 'name' | 'commit'> {
  return { name, ...(commit === undefined ? {} : { commit }) };
}

/** What both say is said once. */
function notesOf(base: VerifyResult, head: VerifyResult): readonly string[] {
  const same = new Set(head.notes);
  return [...base.notes.filter((note) => !same.has(note)).map((note) => `Base: ${note}`), ...head.notes];
}
