/** The publisher that a provenance object names against the certificate that signed the attestation. */

import type { AttestationDifference, Signer } from '@assay/model';
import { parseGithubWorkflowUri, parseGitlabConfigUri } from '../provenance/workflow-uri.js';
import type { PublisherClaim } from './publisher-claim.js';

/** The issuers whose publishers PyPI knows by kind. */
const issuers = {
  github: 'https://token.actions.githubusercontent.com',
  gitlab: 'https://gitlab.com',
  google: 'https://accounts.google.com',
} as const;

const servers = { github: 'https://github.com/', gitlab: 'https://gitlab.com/' } as const;

type KnownClaim = Exclude<PublisherClaim, { readonly kind: 'other' }>;
type Pair = readonly [field: string, expected: string, actual: string | undefined];

/**
 * Everything in which the claim and the certificate differ; empty when they agree. `expected` is the document's word, `actual` the
 * certificate's. Texts are compared exactly. An empty environment is PyPI's "any"; one that is named is compared wherever the
 * certificate states one (Fulcio does so since 2025), and on GitHub without regard to case, as GitHub does.
 */
export function publisherDifferences(claim: KnownClaim, signer: Signer): readonly AttestationDifference[] {
  if (signer.kind !== 'identity') return [{ field: 'kind', expected: claim.kind, actual: signer.kind }];
  const pairs: readonly Pair[] = [
    ['issuer', issuers[claim.kind], signer.issuer],
    ...(claim.kind === 'google' ? emailPairs(claim.email, signer) : workflowPairs(claim, signer)),
  ];
  return pairs
    .filter(([, expected, actual]) => expected !== actual)
    .map(([field, expected, actual]) => ({ field, expected, ...(actual === undefined ? {} : { actual }) }));
}

/** True when the claim names an environment that the certificate is silent about: nobody can compare it. */
export function isEnvironmentUnstated(claim: PublisherClaim, signer: Signer): boolean {
  const environment = 'environment' in claim ? claim.environment : '';
  return environment !== '' && signer.kind === 'identity' && signer.claims.deploymentEnvironment === undefined;
}

function emailPairs(email: string, { san }: Extract<Signer, { readonly kind: 'identity' }>): readonly Pair[] {
  return [['email', email, san.type === 'email' ? san.value : undefined]];
}

function workflowPairs(
  claim: Extract<KnownClaim, { readonly workflow: string }>,
  { claims }: Extract<Signer, { readonly kind: 'identity' }>,
): readonly Pair[] {
  const config = claims.buildConfigUri ?? '';
  const uri = claim.kind === 'github' ? parseGithubWorkflowUri(config) : parseGitlabConfigUri(config);
  const repository = `${servers[claim.kind]}${claim.repository}`;
  const path = claim.kind === 'github' ? `.github/workflows/${claim.workflow}` : claim.workflow;
  const commitOrRef = [claims.sourceRepositoryRef, claims.sourceRepositoryDigest].find((text) => text === uri?.ref);
  return [
    ['repository', repository, claims.sourceRepositoryUri],
    ['workflow', `${repository}/${path}`, uri === null ? undefined : `${uri.repository}/${uri.path}`],
    ['workflow-ref', uri?.ref ?? 'that of the source', commitOrRef],
    ...environmentPairs(claim, claims.deploymentEnvironment),
  ];
}

function environmentPairs(
  { kind, environment }: Extract<KnownClaim, { readonly workflow: string }>,
  stated: string | undefined,
): readonly Pair[] {
  if (environment === '' || stated === undefined) return [];
  const isSame = kind === 'github' && environment.toLowerCase() === stated.toLowerCase();
  return [['environment', environment, isSame ? environment : stated]];
}
