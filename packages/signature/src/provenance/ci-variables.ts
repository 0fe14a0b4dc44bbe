/** Variables of CI systems that predicates copy, and what each of them states. */

import type { DocMap } from '@assay/documents';
import type { ProvenanceField } from './provenance.js';
import type { Reading } from './reading.js';
import { parseSourceUri } from './source-uri.js';
import { parseGithubWorkflowRef } from './workflow-uri.js';

/** Variables whose value is the field's value. */
const plain: ReadonlyMap<string, ProvenanceField> = new Map([
  ['GITHUB_EVENT_NAME', 'trigger'],
  ['GITHUB_REF', 'ref'],
  ['GITHUB_REPOSITORY_ID', 'repository-id'],
  ['GITHUB_REPOSITORY_OWNER_ID', 'owner-id'],
  ['GITHUB_RUN_ATTEMPT', 'run-attempt'],
  ['GITHUB_RUN_ID', 'run-id'],
  ['GITHUB_SHA', 'commit'],
  ['GITHUB_SHA1', 'commit'],
  ['GITHUB_WORKFLOW_SHA', 'workflow-commit'],
  ['GITHUB_RUNNER_ENVIRONMENT', 'runner'],
  ['RUNNER_ENVIRONMENT', 'runner'],
  ['CI_COMMIT_REF_NAME', 'ref-name'],
  ['CI_COMMIT_SHA', 'commit'],
  ['CI_CONFIG_PATH', 'workflow'],
  ['CI_JOB_ID', 'run-id'],
  ['CI_JOB_URL', 'run'],
  ['CI_PIPELINE_SOURCE', 'trigger'],
  ['CI_PROJECT_ID', 'repository-id'],
  ['CI_PROJECT_NAMESPACE_ID', 'owner-id'],
]);

/** Variables whose value names something on the CI system's own server. */
const onServer: ReadonlyMap<string, ProvenanceField> = new Map([
  ['GITHUB_REPOSITORY', 'repository'],
  ['GITHUB_REPOSITORY_OWNER', 'owner'],
  ['CI_PROJECT_PATH', 'repository'],
  ['CI_PROJECT_NAMESPACE', 'owner'],
]);

/** A group of variables: where it stands, and what its keys lack (`github.event_name` is GITHUB_EVENT_NAME). */
export interface VariablesPlace {
  readonly at: string;
  readonly prefix?: string;
  /** Base URL of the server that names without a host belong to. */
  readonly server: string;
}

/**
 * Notes what the variables state. Keys may be in small letters, as slsa-github-generator writes them; those that mean nothing here
 * are passed over: event payloads and inputs say what the user wanted, not where it ran.
 */
export function readCiVariables(reading: Reading, variables: DocMap, place: VariablesPlace): void {
  for (const [key, value] of variables.entries()) {
    const name = variableName(key, place.prefix ?? '');
    const at = `${place.at}.${key}`;
    if (!isKnown(name)) continue;
    const text = reading.text(value, at);
    if (text !== null) readVariable(reading, { name, text, at }, place.server);
  }
}

function variableName(key: string, prefix: string): string {
  return /^[A-Za-z0-9_]{1,64}$/.test(key) ? `${prefix}${key}`.toUpperCase() : '';
}

function isKnown(name: string): boolean {
  return plain.has(name) || onServer.has(name) || name === 'GITHUB_WORKFLOW_REF' || name === 'CI_PROJECT_URL';
}

interface Variable {
  readonly name: string;
  readonly text: string;
  readonly at: string;
}

function readVariable(reading: Reading, { name, text, at }: Variable, server: string): void {
  const field = plain.get(name);
  const named = onServer.get(name);
  if (field !== undefined) reading.state(field, text, at);
  else if (named !== undefined) reading.state(named, `${server}/${text}`, at);
  else if (name === 'CI_PROJECT_URL') stateRepository(reading, text, at);
  else stateWorkflowRef(reading, { text, at, server });
}

/** Notes a repository's address; one with a ref or of another form is damage. */
export function stateRepository(reading: Reading, text: string, at: string): void {
  const source = parseSourceUri(text);
  if (source === null || source.ref !== undefined) reading.fail('provenance-malformed', `${at} is no repository.`);
  else reading.state('repository', source.repository, at);
}

/** Notes the parts of `owner/name/.github/workflows/FILE@REF`; another form is damage. */
export function stateWorkflowRef(
  reading: Reading,
  { text, at, server }: { readonly text: string; readonly at: string; readonly server: string },
): void {
  const workflow = parseGithubWorkflowRef(text);
  if (workflow === null) {
    reading.fail('provenance-malformed', `${at} is no workflow at a ref.`);
    return;
  }
  reading.state('workflow-repository', `${server}/${workflow.repository}`, at);
  reading.state('workflow', workflow.path, at);
  reading.state('workflow-ref', workflow.ref, at);
}
