/** The one comment under a pull request. */

import type { TrustDiff } from '@assay/model';
import { renderTrustDiffMarkdown, trustDiffMarker } from '@assay/report';
import { AssayError, writeGitHubComment } from '@assay/verifier';
import type { Outputs } from '../runner/outputs.js';
import type { ModeRun } from './mode-run.js';

/** What became of it. */
export interface ToldComment {
  readonly outputs: Outputs;
  /** One sentence each. Foreign text: escape before printing. */
  readonly notes: readonly string[];
}

const none: ToldComment = { outputs: {}, notes: [] };

/**
 * Writes the comment, or brings it up to date. Where nothing changed, none is made. What GitHub does not let us do is a note: on pull requests
 * from forks the token may only read, and the diff stands in the job's summary.
 */
export async function writeDiffComment({ inputs, job, surroundings }: ModeRun, found: TrustDiff): Promise<ToldComment> {
  const { pullRequest, apiUrl, repository } = job;
  if (pullRequest === undefined || inputs.flag('comment') === false) return none;
  const [key, token] = [inputs.text('key'), inputs.text('github-token')];
  if (token === undefined) return skipped('there is no `github-token`');
  const marker = trustDiffMarker(key);
  const body = renderTrustDiffMarkdown(found, key === undefined ? {} : { key }).slice(marker.length + 1);
  const isQuiet = found.changes.length === 0 && found.exitCode === 0;
  const comment = { apiUrl, repository, number: pullRequest.number, marker, body, updateOnly: isQuiet };
  try {
    const written = await writeGitHubComment({ env: surroundings.env, token }, comment);
    if (written === null) return none;
    return 'problem' in written
      ? skipped(reasonOf(written, pullRequest.isFork))
      : { outputs: { comment: written.url }, notes: [] };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return skipped(error.message);
  }
}

function reasonOf({ problem, detail }: { readonly problem: string; readonly detail: string }, isFork: boolean): string {
  if (problem !== 'denied') return detail;
  if (isFork) return 'the token of a pull request from a fork may only read';
  return 'the token may not; give the job `pull-requests: write`';
}

function skipped(why: string): ToldComment {
  return {
    outputs: {},
    notes: [`No comment was written: ${why.replace(/\.$/, '')}. The job’s summary holds the same.`],
  };
}
