import { githubIdentity, repositoryUri, type GithubRun } from './github-identity.js';
import type { ProvenanceOptions } from './slsa-v1.js';
import { predicateTypes, statement, type StatementJson } from './statement.js';

/** SLSA provenance v0.2 as npm wrote it on GitHub Actions, agreeing with the identity's claims in every field. */
export function slsaProvenanceV02(options: ProvenanceOptions = {}): StatementJson {
  const { identity = githubIdentity(), builder = 'https://github.com/npm/cli@9.4.2', buildType } = options;
  const { run } = identity;
  const source = `git+${repositoryUri(run)}`;
  const digest = { sha1: run.sha };
  const value = {
    buildType: buildType ?? 'https://github.com/npm/cli/gha@v0',
    builder: { id: builder },
    invocation: {
      configSource: { uri: `${source}@${run.ref}`, digest, entryPoint: workflowRef(run) },
      parameters: {},
      environment: environmentOf(run),
    },
    metadata: {
      buildInvocationId: `${run.runId}-${run.runAttempt}`,
      completeness: { parameters: false, environment: false, materials: false },
      reproducible: false,
    },
    materials: [{ uri: source, digest }],
  };
  return statement(options, { type: predicateTypes.slsaV02, value, statementType: 'v0.1' });
}

function workflowRef(run: GithubRun): string {
  return `${run.repository}/${run.workflow}@${run.ref}`;
}

function environmentOf(run: GithubRun): Readonly<Record<string, string>> {
  return {
    GITHUB_EVENT_NAME: run.trigger,
    GITHUB_REF: run.ref,
    GITHUB_REF_TYPE: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: run.repository,
    GITHUB_REPOSITORY_ID: run.repositoryId,
    GITHUB_REPOSITORY_OWNER_ID: run.ownerId,
    GITHUB_RUN_ATTEMPT: run.runAttempt,
    GITHUB_RUN_ID: run.runId,
    GITHUB_RUN_NUMBER: '7',
    GITHUB_SHA: run.sha,
    GITHUB_WORKFLOW_REF: workflowRef(run),
    GITHUB_WORKFLOW_SHA: run.sha,
  };
}
