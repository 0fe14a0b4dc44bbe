import type { SigningIdentity } from './identity.js';

/** Facts of a GitHub Actions run, which its certificate and its provenance both state. */
export interface GithubRun {
  /** `owner/name`. */
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  /** Path of the workflow file. */
  readonly workflow: string;
  readonly workflowName: string;
  readonly ref: string;
  readonly sha: string;
  readonly runId: string;
  readonly runAttempt: string;
  readonly trigger: string;
  readonly runner: 'github-hosted' | 'self-hosted';
  readonly visibility: 'public' | 'private' | 'internal';
  readonly environment?: string;
  /** The reusable workflow that signs: `owner/name/.github/workflows/x.yml`, its ref and commit. The workflow itself when not given. */
  readonly signer?: { readonly workflow: string; readonly ref: string; readonly sha: string };
}

/** An identity together with the run that it is of. */
export interface GithubIdentity extends SigningIdentity {
  readonly run: GithubRun;
}

/** Issuer of GitHub Actions' OIDC tokens. */
export const githubIssuer = 'https://token.actions.githubusercontent.com';

const usualRun: GithubRun = {
  repository: 'octo-org/octo-repo',
  repositoryId: '123456789',
  ownerId: '9876543',
  workflow: '.github/workflows/release.yml',
  workflowName: 'Release',
  ref: 'refs/tags/v1.0.0',
  sha: 'c7b3dfb335f051e1c86bda4c716fac97df62ad81',
  runId: '8347481628',
  runAttempt: '1',
  trigger: 'push',
  runner: 'github-hosted',
  visibility: 'public',
};

/** SAN, issuer and claims of a GitHub Actions workflow, as Fulcio derives them from the run's token. */
export function githubIdentity(given: Partial<GithubRun> = {}): GithubIdentity {
  const run = { ...usualRun, ...given };
  const { repository, ref, sha, trigger, workflowName: name } = run;
  const legacy = { trigger, sha, workflowName: name, repository, ref };
  return { san: { type: 'uri', value: signerUri(run) }, issuer: githubIssuer, legacy, claims: claimsOf(run), run };
}

/** URL of the repository. */
export function repositoryUri({ repository }: Pick<GithubRun, 'repository'>): string {
  return `https://github.com/${repository}`;
}

/** URL of the run and attempt. */
export function invocationUri(run: GithubRun): string {
  return `${repositoryUri(run)}/actions/runs/${run.runId}/attempts/${run.runAttempt}`;
}

/** URL of the workflow that signs, at its ref: the SAN. */
export function signerUri(run: GithubRun): string {
  const { workflow, ref } = run.signer ?? { workflow: `${run.repository}/${run.workflow}`, ref: run.ref };
  return `https://github.com/${workflow}@${ref}`;
}

function claimsOf(run: GithubRun): SigningIdentity['claims'] {
  const [owner = ''] = run.repository.split('/');
  return {
    buildSignerUri: signerUri(run),
    buildSignerDigest: run.signer?.sha ?? run.sha,
    runnerEnvironment: run.runner,
    sourceRepositoryUri: repositoryUri(run),
    sourceRepositoryDigest: run.sha,
    sourceRepositoryRef: run.ref,
    sourceRepositoryId: run.repositoryId,
    sourceRepositoryOwnerUri: `https://github.com/${owner}`,
    sourceRepositoryOwnerId: run.ownerId,
    buildConfigUri: `${repositoryUri(run)}/${run.workflow}@${run.ref}`,
    buildConfigDigest: run.sha,
    buildTrigger: run.trigger,
    runInvocationUri: invocationUri(run),
    sourceRepositoryVisibility: run.visibility,
    ...(run.environment === undefined ? {} : { deploymentEnvironment: run.environment }),
  };
}
