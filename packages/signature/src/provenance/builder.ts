/** Which builders are accepted, and whether the certificate bears a builder's name out. */

import { matchesPattern, type Signer } from '@assay/model';
import { githubServerOf } from './github-server.js';
import { parseGithubWorkflowUri, parseGitlabConfigUri } from './workflow-uri.js';

const generator = 'https://github.com/slsa-framework/slsa-github-generator';
const generatorRelease = `${generator}/.github/workflows/*@refs/tags/v*`;

/**
 * Builders that are accepted where the policy names none: GitHub's hosted runners, npm's client on them (its first releases named
 * itself), slsa-github-generator at a release tag, and GitLab's runners. The workflow that the certificate itself names is accepted
 * too: GitHub's artifact attestations call that the builder.
 */
export const defaultBuilders: readonly string[] = [
  'https://github.com/actions/runner',
  'https://github.com/actions/runner/github-hosted',
  'https://github.com/npm/cli@*',
  generatorRelease,
  'https://gitlab.com/**/-/runners/*',
];

/** Generic workflows of slsa-github-generator that sign for a builder which calls them. */
const delegators: readonly string[] = [
  '.github/workflows/delegator_generic_slsa3.yml',
  '.github/workflows/delegator_lowperms-generic_slsa3.yml',
];

/**
 * True when a builder id is accepted: it equals one of `accepted` or matches it as an anchored glob (`*` any run without `/`, `**`
 * any run); without a list, {@link defaultBuilders} and the workflow that signed.
 */
export function isAcceptedBuilder(builder: string, signer: Signer, accepted?: readonly string[]): boolean {
  if (accepted !== undefined) return accepted.some((pattern) => matchesPattern(pattern, builder));
  if (builder === signerUriOf(signer)) return true;
  if (!defaultBuilders.some((pattern) => matchesPattern(pattern, builder))) return false;
  return !isGithubRunner(builder) || !runsOnOwnMachine(signer);
}

/** True for a workflow of slsa-github-generator at a release: what it says of its caller can be believed. */
export function isGeneratorRelease(builder: string): boolean {
  return matchesPattern(generatorRelease, builder);
}

/** These ids stand for machines of GitHub's. */
function runsOnOwnMachine(signer: Signer): boolean {
  return signer.kind === 'identity' && signer.claims.runnerEnvironment === 'self-hosted';
}

/** What the certificate says about a builder. */
export type BuilderWitness =
  | { readonly says: 'same' | 'other'; readonly certificate: string }
  /** No certificate could say anything about builders of this kind. */
  | { readonly says: 'nothing' };

/**
 * Whether the certificate bears out the builder id: GitHub's runners need an Actions identity, a workflow must be the one that
 * signed (or have slsa-github-generator sign for it), a GitLab runner must be one of the project that signed.
 */
export function witnessBuilder(builder: string, signer: Signer): BuilderWitness {
  if (isGithubRunner(builder)) return witness(isGithubActions(signer), issuerOf(signer));
  const project = /^(https:\/\/[^\s?#]+)\/-\/runners\/\d{1,20}$/.exec(builder)?.[1];
  if (project !== undefined) return witness(projectOf(signer) === project, projectOf(signer) ?? issuerOf(signer));
  if (!builder.includes('/.github/workflows/')) return { says: 'nothing' };
  const signed = signerUriOf(signer);
  return witness(builder === signed || isDelegated(builder, signed), signed ?? issuerOf(signer));
}

function witness(isSame: boolean, certificate: string): BuilderWitness {
  return { says: isSame ? 'same' : 'other', certificate };
}

function isGithubRunner(builder: string): boolean {
  const runner = 'https://github.com/actions/runner';
  return builder === runner || builder.startsWith(`${runner}/`) || builder.startsWith('https://github.com/npm/cli@');
}

function isGithubActions(signer: Signer): signer is Extract<Signer, { readonly kind: 'identity' }> {
  if (signer.kind !== 'identity' || signer.san.type !== 'uri') return false;
  const server = signer.issuer === undefined ? null : githubServerOf(signer.issuer);
  return server !== null && parseGithubWorkflowUri(signer.san.value)?.repository.startsWith(`${server}/`) === true;
}

/** The workflow that signed: .9, or the SAN where there is none. */
function signerUriOf(signer: Signer): string | undefined {
  return isGithubActions(signer) ? (signer.claims.buildSignerUri ?? signer.san.value) : undefined;
}

function projectOf(signer: Signer): string | undefined {
  if (signer.kind !== 'identity' || signer.san.type !== 'uri' || signer.issuer === undefined) return undefined;
  const project = signer.claims.sourceRepositoryUri ?? parseGitlabConfigUri(signer.san.value)?.repository;
  return project?.startsWith(`${signer.issuer}/`) === true ? project : undefined;
}

function issuerOf(signer: Signer): string {
  return signer.kind === 'identity' ? (signer.issuer ?? 'nobody') : `a ${signer.kind}`;
}

/** slsa-github-generator's own builders call the delegator of their own release; others call any release of it. */
function isDelegated(builder: string, signed: string | undefined): boolean {
  const by = parseGithubWorkflowUri(signed ?? '');
  const caller = parseGithubWorkflowUri(builder);
  if (by?.repository !== generator || caller === null || !delegators.includes(by.path)) return false;
  if (!by.ref.startsWith('refs/tags/v')) return false;
  return caller.repository !== generator || caller.ref === by.ref;
}
