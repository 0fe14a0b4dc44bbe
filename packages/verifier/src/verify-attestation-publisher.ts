/** `--publisher` and the options that narrow it: words → an expected publisher. */

import { AssayError, nearestWord, type ExpectedPublisher, type WorkflowPublisher } from '@assay/model';
import type { ExpectedRelease } from '@assay/signature';

/** Everything about a publisher beside its name. */
export interface PublisherFields {
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly workflow?: string;
  /** A reusable workflow that signs for it: `owner/name/.github/workflows/file.yml`. */
  readonly signerWorkflow?: string;
  readonly ref?: string;
  readonly environment?: string;
  readonly runner?: string;
  /** OIDC issuer URL, where it is not the public one of the kind. */
  readonly issuer?: string;
}

const hint =
  'Write github:owner/repository, gitlab:group/project, buildkite:organisation/pipeline, google:address or github-release:owner/repository, in full.';
const kinds = ['github', 'gitlab', 'buildkite', 'google', 'github-release'] as const;
const runners = ['github-hosted', 'self-hosted', 'gitlab-hosted'] as const;
const segment = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
const digits = /^[1-9][0-9]{0,19}$/;

/**
 * Reads `KIND:NAME`: `github:owner/repository`, `gitlab:group/…/project`, `buildkite:organisation/pipeline`, `google:address`.
 * Exact names, no patterns; only workflows and `ref` may hold `*`. A workflow without a slash is one of GitHub's folder. Throws
 * AssayError `ERR_USAGE` for anything else.
 */
export function parsePublisherSpec(spec: string, fields: PublisherFields = {}): ExpectedPublisher {
  const colon = spec.indexOf(':');
  const kind = spec.slice(0, Math.max(colon, 0));
  const name = spec.slice(colon + 1);
  if (kind === 'google') return googlePublisher(name, spec, fields);
  if (kind !== 'github' && kind !== 'gitlab' && kind !== 'buildkite') throw noKind(spec, kind);
  const segments = name.split('/');
  const isLong = kind === 'gitlab' ? segments.length >= 2 && segments.length <= 21 : segments.length === 2;
  if (!isLong || !segments.every((part) => segment.test(part))) throw refuse(`"${spec}" is not a publisher`);
  const narrowed = workflowFields(kind, fields);
  if (kind === 'buildkite' && Object.keys(narrowed).length > 0) {
    throw refuse('certificates of Buildkite state the pipeline alone', 'Leave out the options that narrow it.');
  }
  return { kind, repository: name, ...narrowed };
}

const releases = 'github-release:';

/** True for `github-release:owner/repository`, which {@link parseReleaseSpec} reads. */
export function isReleaseSpec(spec: string): boolean {
  return spec.startsWith(releases);
}

/**
 * Reads `github-release:owner/repository`: GitHub's record of a release. `ref` names its tag, `refs/tags/…`, whole. Throws
 * AssayError `ERR_USAGE` for anything else.
 */
export function parseReleaseSpec(spec: string, fields: PublisherFields = {}): ExpectedRelease {
  const repository = spec.slice(releases.length);
  const segments = repository.split('/');
  if (segments.length !== 2 || !segments.every((part) => segment.test(part)))
    throw refuse(`"${spec}" is not a publisher`);
  const { repositoryId, ownerId, ref, ...others } = fields;
  const stray = Object.entries<string | undefined>(others).find(([, value]) => value !== undefined);
  if (stray !== undefined) throw refuse(`a record of a release has no ${stray[0]}`, 'Leave that option out.');
  const tag = ref?.startsWith('refs/tags/') === true && !/[\s*]/.test(ref) ? ref.slice('refs/tags/'.length) : '';
  if (ref !== undefined && tag === '') throw refuse(`"${ref}" is not the ref of a tag`, 'Write refs/tags/v1.2.3.');
  return {
    repository,
    ...(repositoryId === undefined ? {} : { repositoryId: numeric('repository id', repositoryId) }),
    ...(ownerId === undefined ? {} : { ownerId: numeric('owner id', ownerId) }),
    ...(ref === undefined ? {} : { tag }),
  };
}

function googlePublisher(email: string, spec: string, fields: PublisherFields): ExpectedPublisher {
  const given = Object.entries(fields).find(([, value]) => value !== undefined);
  if (given !== undefined) throw refuse(`a publisher of kind google has no ${given[0]}`, 'Leave that option out.');
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw refuse(`"${spec}" is not a publisher`);
  return { kind: 'google', email };
}

type Narrowing = Omit<WorkflowPublisher, 'kind' | 'repository'>;

function workflowFields(kind: WorkflowPublisher['kind'], fields: PublisherFields): Narrowing {
  const { repositoryId, ownerId, workflow, signerWorkflow, ref, environment, runner, issuer } = fields;
  const known = runners.find((word) => word === runner);
  if (runner !== undefined && known === undefined) throw noRunner(runner);
  return {
    ...(repositoryId === undefined ? {} : { repositoryId: numeric('repository id', repositoryId) }),
    ...(ownerId === undefined ? {} : { ownerId: numeric('owner id', ownerId) }),
    ...(workflow === undefined ? {} : { workflow: workflowPath(kind, workflow) }),
    ...(signerWorkflow === undefined ? {} : { signerWorkflow: reusableWorkflow(kind, signerWorkflow) }),
    ...(ref === undefined ? {} : { ref: fullRef(ref) }),
    ...(environment === undefined ? {} : { environment: filled('environment', environment) }),
    ...(known === undefined ? {} : { runner: known }),
    ...(issuer === undefined ? {} : { issuer: issuerUrl(issuer) }),
  };
}

/** As certificates state it: no slash is added or taken away. */
function issuerUrl(text: string): string {
  if (/^https:\/\/[^\s?#@]+$/.test(text) && URL.canParse(text)) return text;
  throw refuse(`"${text}" is not an issuer`, 'Write its https URL, as the certificate states it.');
}

/** Leading zeros would be another text for the same number, and texts are what is compared. */
function numeric(what: string, text: string): string {
  if (digits.test(text)) return text;
  throw refuse(
    `"${text}" is not a ${what}`,
    'Ids are decimal numbers; they stand in the report of a first verification.',
  );
}

function workflowPath(kind: WorkflowPublisher['kind'], text: string): string {
  const path = kind === 'github' && !text.includes('/') && text !== '' ? `.github/workflows/${text}` : text;
  if (isPlainPath(path)) return path;
  throw refuse(`"${text}" is not the path of a workflow`, 'Write release.yml, or a path without "@" and ref.');
}

/** Only GitHub's certificates name a workflow that signs for another repository's. */
function reusableWorkflow(kind: WorkflowPublisher['kind'], text: string): string {
  const [owner = '', name = '', ...path] = text.split('/');
  const isInRepository = segment.test(owner) && segment.test(name) && path.join('/').startsWith('.github/workflows/');
  if (kind === 'github' && isInRepository && isPlainPath(text)) return text;
  throw refuse(
    `"${text}" is not a reusable workflow`,
    'Write owner/repository/.github/workflows/file.yml, without "@" and ref.',
  );
}

function isPlainPath(path: string): boolean {
  const parts = path.split('/');
  return parts.every((part) => part !== '' && part !== '.' && part !== '..') && !/[\s@]/.test(path);
}

function fullRef(text: string): string {
  if (text.includes('{version}')) {
    throw refuse('{version} stands for the version of a package, and a file has none', 'Write the ref out.');
  }
  if (text.startsWith('refs/') && !/\s/.test(text)) return text;
  throw refuse(
    `"${text}" is not a full ref`,
    'Write refs/tags/v1.2.3, refs/heads/main or a pattern such as refs/tags/v*.',
  );
}

function noKind(spec: string, kind: string): AssayError {
  const near = nearestWord(kind, kinds);
  return refuse(`"${spec}" is not a publisher`, near === null ? hint : `Did you mean ${near}:? ${hint}`);
}

function noRunner(text: string): AssayError {
  const near = nearestWord(text, runners);
  const meant = near === null ? '' : `Did you mean ${near}? `;
  const next = `${meant}Write it in full, without patterns, or leave --runner out to accept any.`;
  return refuse(`"${text}" is not one of ${runners.join(', ')}`, next);
}

function filled(what: string, text: string): string {
  if (text !== '') return text;
  throw refuse(`the ${what} is empty`, 'Leave the option out to accept any.');
}

function refuse(message: string, next = hint): AssayError {
  return new AssayError('ERR_USAGE', message, { hint: next });
}
