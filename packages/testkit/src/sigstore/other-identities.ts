import type { SigningIdentity } from './identity.js';

/** Facts of a GitLab CI job. */
export interface GitlabRun {
  /** `group/…/project`. */
  readonly project: string;
  readonly projectId: string;
  readonly namespaceId: string;
  /** Path of the CI configuration. */
  readonly config: string;
  readonly ref: string;
  readonly sha: string;
  readonly jobId: string;
  readonly trigger: string;
  readonly runner: 'gitlab-hosted' | 'self-hosted';
  readonly visibility: 'public' | 'internal' | 'private';
  readonly environment?: string;
  /** URL of the server. */
  readonly server: string;
}

const usualJob: GitlabRun = {
  project: 'octo-group/octo-project',
  projectId: '51234567',
  namespaceId: '7654321',
  config: '.gitlab-ci.yml',
  ref: 'refs/heads/main',
  sha: 'aee7aaed8c11df7a4b1c2ff3e0a30a08a7a1b2c3',
  jobId: '5602157348',
  trigger: 'push',
  runner: 'gitlab-hosted',
  visibility: 'public',
  server: 'https://gitlab.com',
};

/** SAN, issuer and claims of a GitLab CI job. */
export function gitlabIdentity(given: Partial<GitlabRun> = {}): SigningIdentity {
  const job = { ...usualJob, ...given };
  const project = `${job.server}/${job.project}`;
  const config = `${project}//${job.config}@${job.ref}`;
  const claims = {
    buildSignerUri: config,
    buildSignerDigest: job.sha,
    runnerEnvironment: job.runner,
    sourceRepositoryUri: project,
    sourceRepositoryDigest: job.sha,
    sourceRepositoryRef: job.ref,
    sourceRepositoryId: job.projectId,
    sourceRepositoryOwnerUri: project.slice(0, project.lastIndexOf('/')),
    sourceRepositoryOwnerId: job.namespaceId,
    buildConfigUri: config,
    buildConfigDigest: job.sha,
    buildTrigger: job.trigger,
    runInvocationUri: `${project}/-/jobs/${job.jobId}`,
    sourceRepositoryVisibility: job.visibility,
    ...(job.environment === undefined ? {} : { deploymentEnvironment: job.environment }),
  };
  return { san: { type: 'uri', value: config }, issuer: job.server, claims };
}

/** SAN, issuer and claims of a Buildkite job; Buildkite states no ids. */
export function buildkiteIdentity(
  given: { readonly pipeline?: string; readonly build?: string; readonly sha?: string } = {},
): SigningIdentity {
  const { pipeline = 'octo-org/octo-pipeline', build = '42' } = given;
  const { sha = '1f0e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c' } = given;
  const uri = `https://buildkite.com/${pipeline}`;
  const claims = {
    runnerEnvironment: 'self-hosted',
    sourceRepositoryDigest: sha,
    runInvocationUri: `${uri}/builds/${build}#018b6e2c-8a2e-4c9e-9d5b-0123456789ab`,
  };
  return { san: { type: 'uri', value: uri }, issuer: 'https://agent.buildkite.com', claims };
}

/** A person or service account with an e-mail address; Google's when no other issuer is given. */
export function emailIdentity(email = 'someone@dev.example', issuer = 'https://accounts.google.com'): SigningIdentity {
  return { san: { type: 'email', value: email }, issuer, claims: {} };
}

/** GitHub's attester of releases: a service that signs in its own name. */
export function githubReleaseIdentity(name = 'https://dotcom.releases.github.com'): SigningIdentity {
  return { san: { type: 'uri', value: name }, issuer: '', claims: {}, isService: true };
}

/** A user name of an issuer, in a SAN of Fulcio's own kind. */
export function usernameIdentity(name = 'someone!dev.example', issuer = 'https://dev.example'): SigningIdentity {
  return { san: { type: 'other-name', value: name }, issuer, claims: {} };
}
