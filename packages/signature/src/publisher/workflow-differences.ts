/** A CI workflow that signed, against the one the policy expects. */

import { matchesPattern, type Signer, type WorkflowPublisher } from '@assay/model';
import { githubIssuer, githubServerOf } from '../provenance/github-server.js';
import { parseGithubWorkflowUri, parseGitlabConfigUri, type WorkflowUri } from '../provenance/workflow-uri.js';
import { differenceOf, type CodedDifference } from './difference.js';
import { escapeUri } from './escape-uri.js';
import { matchesRef } from './ref-pattern.js';

/** A signer with a Fulcio certificate. */
export type IdentitySigner = Extract<Signer, { readonly kind: 'identity' }>;

/** How the CI systems differ. */
interface System {
  readonly issuer: string;
  /** Base URL under which the issuer's repositories lie. */
  readonly serverOf: (issuer: string) => string;
  readonly parse: (uri: string) => WorkflowUri | null;
  /** What stands between a repository and a file in it. */
  readonly separator: '/' | '//';
}

const systems: Readonly<Record<'github' | 'gitlab', System>> = {
  github: {
    issuer: githubIssuer,
    serverOf: (issuer) => githubServerOf(issuer) ?? issuer,
    parse: parseGithubWorkflowUri,
    separator: '/',
  },
  // A GitLab server is its own issuer.
  gitlab: { issuer: 'https://gitlab.com', serverOf: (issuer) => issuer, parse: parseGitlabConfigUri, separator: '//' },
};

const buildkiteIssuer = 'https://agent.buildkite.com';

/** Everything in which the signer differs from the workflow; what tells most comes first. */
export function workflowDifferences(
  expected: WorkflowPublisher,
  signer: IdentitySigner,
  version: string,
): readonly CodedDifference[] {
  if (expected.kind === 'buildkite') return pipelineDifferences(expected, signer, version);
  const system = systems[expected.kind];
  const issuer = expected.issuer ?? system.issuer;
  const server = system.serverOf(issuer);
  const place = { ...system, server, version, home: `${server}/${expected.repository}` };
  return [
    ...issuerDifference(issuer, signer),
    ...differenceOf({
      field: 'repository',
      code: 'publisher-repository-mismatch',
      expected: place.home,
      actual: signer.claims.sourceRepositoryUri,
    }),
    ...idDifferences(expected, signer),
    ...startedDifferences(expected, signer, place),
    ...claimDifferences(expected, signer, version),
    ...signedDifferences(expected, signer, place),
  ];
}

function issuerDifference(expected: string, signer: IdentitySigner): readonly CodedDifference[] {
  return differenceOf({ field: 'issuer', code: 'publisher-issuer-mismatch', expected, actual: signer.issuer });
}

/** Certificates for Buildkite name the pipeline in their SAN; files are none of theirs, so asking for one never holds. */
function pipelineDifferences(
  expected: WorkflowPublisher,
  signer: IdentitySigner,
  version: string,
): readonly CodedDifference[] {
  const { issuer = buildkiteIssuer, repository, workflow, signerWorkflow } = expected;
  const missing = (field: string, text: string) =>
    differenceOf({ field, code: 'publisher-claim-missing', expected: text, actual: undefined });
  return [
    ...issuerDifference(issuer, signer),
    ...differenceOf({
      field: 'identity',
      code: 'publisher-identity-mismatch',
      expected: `https://buildkite.com/${repository}`,
      actual: uriOf(signer),
    }),
    ...idDifferences(expected, signer),
    ...asked(workflow, (text) => missing('workflow', text)),
    ...asked(signerWorkflow, (text) => missing('signerWorkflow', text)),
    ...claimDifferences(expected, signer, version),
  ];
}

/** The SAN if it is a URI; else a text that is none. */
function uriOf({ san }: IdentitySigner): string {
  return san.type === 'uri' ? san.value : `a name of type ${san.type}`;
}

function idDifferences(
  { repositoryId, ownerId }: WorkflowPublisher,
  { claims }: IdentitySigner,
): readonly CodedDifference[] {
  return [
    ...asked(repositoryId, (expected) =>
      differenceOf({
        field: 'repositoryId',
        code: 'publisher-repository-id-mismatch',
        expected,
        actual: claims.sourceRepositoryId,
      }),
    ),
    ...asked(ownerId, (expected) =>
      differenceOf({
        field: 'ownerId',
        code: 'publisher-owner-id-mismatch',
        expected,
        actual: claims.sourceRepositoryOwnerId,
      }),
    ),
  ];
}

interface Place extends System {
  readonly server: string;
  /** The expected repository's address. */
  readonly home: string;
  readonly version: string;
}

/** The workflow that was started (.18) is the expected one of the expected repository. */
function startedDifferences(
  { workflow }: WorkflowPublisher,
  { claims }: IdentitySigner,
  { parse, home, separator }: Place,
): readonly CodedDifference[] {
  return asked(workflow, (expected) =>
    differenceOf({
      field: 'workflow',
      code: 'publisher-workflow-mismatch',
      expected: `${home}${separator}${expected}`,
      actual: claims.buildConfigUri,
      matches: (_expected, uri) => {
        const started = parse(uri);
        return started?.repository === home && matchesPattern(expected, started.path);
      },
    }),
  );
}

/**
 * The workflow that signed (SAN, and .9 where it is stated) is the one that was started, unless the policy names a reusable one. A
 * workflow that others can call signs for them too: that is why the repository (.12) is compared whatever the SAN says.
 */
function signedDifferences(
  expected: WorkflowPublisher,
  signer: IdentitySigner,
  place: Place,
): readonly CodedDifference[] {
  const { buildSignerUri = uriOf(signer) } = signer.claims;
  const uri = uriOf(signer);
  // The claim is the text; the SAN may hold it escaped. Never the other way: two refs can have one escaped form.
  const signed = buildSignerUri === uri || escapeUri(buildSignerUri) === uri ? place.parse(buildSignerUri) : null;
  const { signerWorkflow } = expected;
  if (signerWorkflow !== undefined) return reusableDifferences(signerWorkflow, { uri, signed }, place);
  const { workflow = '**', ref = '**' } = expected;
  const isOwn =
    signed?.repository === place.home &&
    matchesPattern(workflow, signed.path) &&
    matchesRef(ref, signed.ref, place.version);
  if (isOwn) return [];
  const text = `${place.home}${place.separator}${workflow}@${ref}`;
  return [{ field: 'identity', code: 'publisher-identity-mismatch', expected: text, actual: uri }];
}

/** `owner/name/PATH` at any ref, or with `@REF` where the policy pins it. */
function reusableDifferences(
  signerWorkflow: string,
  { uri, signed }: { readonly uri: string; readonly signed: WorkflowUri | null },
  { server, separator }: Place,
): readonly CodedDifference[] {
  return differenceOf({
    field: 'signerWorkflow',
    code: 'publisher-signer-workflow-mismatch',
    expected: `${server}/${signerWorkflow}`,
    actual: uri,
    matches: (expected) => {
      if (signed === null) return false;
      const file = `${signed.repository}${separator}${signed.path}`;
      return matchesPattern(expected, signerWorkflow.includes('@') ? `${file}@${signed.ref}` : file);
    },
  });
}

function claimDifferences(
  { ref, environment, runner, triggers }: WorkflowPublisher,
  { claims }: IdentitySigner,
  version: string,
): readonly CodedDifference[] {
  return [
    ...asked(ref, (expected) =>
      differenceOf({
        field: 'ref',
        code: 'publisher-ref-mismatch',
        expected,
        actual: claims.sourceRepositoryRef,
        matches: (pattern, actual) => matchesRef(pattern, actual, version),
      }),
    ),
    ...asked(environment, (expected) =>
      differenceOf({
        field: 'environment',
        code: 'publisher-environment-mismatch',
        expected,
        actual: claims.deploymentEnvironment,
      }),
    ),
    ...asked(runner, (expected) =>
      differenceOf({
        field: 'runner',
        code: 'publisher-runner-mismatch',
        expected,
        actual: claims.runnerEnvironment,
      }),
    ),
    ...asked(triggers, (allowed) =>
      differenceOf({
        field: 'trigger',
        code: 'publisher-trigger-mismatch',
        expected: allowed.join(', '),
        actual: claims.buildTrigger,
        matches: (_expected, trigger) => allowed.includes(trigger),
      }),
    ),
  ];
}

function asked<T>(value: T | undefined, compare: (value: T) => readonly CodedDifference[]): readonly CodedDifference[] {
  return value === undefined ? [] : compare(value);
}
