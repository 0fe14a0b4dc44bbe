/** The parts of GitHub's event payloads that tell what a job is about, in the shape that its documentation gives them. */

/** An event. */
export interface EventPayload {
  readonly name: string;
  readonly payload: unknown;
}

/** Commits of the played repository. */
export const baseSha = 'b'.repeat(40);
const headSha = 'c'.repeat(40);

const repository = { id: 1001, full_name: 'acme/shop', default_branch: 'main', private: false };
const fork = { id: 2002, full_name: 'mallory/shop', fork: true, private: false };
const sender = { login: 'mallory', id: 77, type: 'User' };

function pullRequest(head: unknown, sha = baseSha) {
  return {
    action: 'synchronize',
    number: 7,
    pull_request: {
      number: 7,
      title: 'x\n::error::from the title',
      body: null,
      draft: false,
      head: { ref: 'change', sha: headSha, repo: head },
      base: { ref: 'main', sha, repo: repository },
    },
    repository,
    sender,
  };
}

export const push: EventPayload = {
  name: 'push',
  payload: { ref: 'refs/heads/main', before: baseSha, after: headSha, commits: [], repository, sender },
};
export const fromBranch: EventPayload = { name: 'pull_request', payload: pullRequest(repository) };
export const fromFork: EventPayload = { name: 'pull_request', payload: pullRequest(fork) };
export const fromDeletedFork: EventPayload = { name: 'pull_request', payload: pullRequest(null) };
/** A pull request from a branch, against this commit. */
export function against(sha: string): EventPayload {
  return { name: 'pull_request', payload: pullRequest(repository, sha) };
}
export const mergeGroup: EventPayload = {
  name: 'merge_group',
  payload: {
    action: 'checks_requested',
    merge_group: {
      head_sha: headSha,
      head_ref: 'refs/heads/gh-readonly-queue/main/pr-7',
      base_sha: baseSha,
      base_ref: 'refs/heads/main',
    },
    repository,
    sender,
  },
};
export const dispatch: EventPayload = {
  name: 'workflow_dispatch',
  payload: { ref: 'refs/heads/main', inputs: null, workflow: '.github/workflows/ci.yml', repository, sender },
};
export const schedule: EventPayload = { name: 'schedule', payload: { schedule: '0 4 * * *', repository } };
