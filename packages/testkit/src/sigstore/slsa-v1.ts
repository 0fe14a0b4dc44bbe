import { githubIdentity, invocationUri, repositoryUri, signerUri, type GithubIdentity } from './github-identity.js';
import { predicateTypes, statement, type StatementJson, type StatementOptions } from './statement.js';

/** Choices about a SLSA provenance statement. */
export interface ProvenanceOptions extends StatementOptions {
  /** Whose run it is of; the usual one when not given. */
  readonly identity?: GithubIdentity;
  /** `runDetails.builder.id` (v1) or `builder.id` (v0.2). */
  readonly builder?: string;
  readonly buildType?: string;
}

/** SLSA provenance v1 as GitHub and npm write it, agreeing with the identity's claims in every field. */
export function slsaProvenanceV1(options: ProvenanceOptions = {}): StatementJson {
  const { identity = githubIdentity(), builder, buildType } = options;
  const { run } = identity;
  const value = {
    buildDefinition: {
      buildType: buildType ?? 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: { workflow: { ref: run.ref, repository: repositoryUri(run), path: run.workflow } },
      internalParameters: {
        github: {
          event_name: run.trigger,
          repository_id: run.repositoryId,
          repository_owner_id: run.ownerId,
          runner_environment: run.runner,
        },
      },
      resolvedDependencies: [{ uri: `git+${repositoryUri(run)}@${run.ref}`, digest: { gitCommit: run.sha } }],
    },
    runDetails: {
      builder: { id: builder ?? signerUri(run) },
      metadata: { invocationId: invocationUri(run) },
    },
  };
  return statement(options, { type: predicateTypes.slsaV1, value });
}
