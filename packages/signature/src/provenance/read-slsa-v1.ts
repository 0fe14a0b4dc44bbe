/** SLSA provenance v1 (https://slsa.dev/spec/v1.0/provenance). */

import { asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import { traitsOf } from './build-types.js';
import { readCiVariables, stateRepository } from './ci-variables.js';
import type { Provenance } from './provenance.js';
import type { Reading } from './reading.js';
import { readInvocation } from './run-uri.js';
import { serverOf } from './server-of.js';
import { readSource, readSources } from './sources.js';

const definitionAt = 'buildDefinition';

/** Reads the predicate into `reading`; what comes back is only to be used when nothing was found wrong. */
export function readSlsaV1(reading: Reading, predicate: DocMap): Omit<Provenance, 'predicateType'> {
  const definition = asMap(predicate.get('buildDefinition'));
  const details = asMap(predicate.get('runDetails'));
  const external = asMap(definition?.get('externalParameters'));
  const internal = asMap(definition?.get('internalParameters'));
  const buildType = asText(definition?.get('buildType')) ?? '';
  const builder = asText(asMap(details?.get('builder'))?.get('id')) ?? '';
  const { isKnown, firstIsSource } = traitsOf(buildType);
  if (external !== undefined) readExternal(reading, external);
  if (internal !== undefined) readInternal(reading, internal, sourceText(external));
  readMetadata(reading, asMap(details?.get('metadata')));
  const at = `${definitionAt}.resolvedDependencies`;
  const list = { list: definition?.get('resolvedDependencies'), at, firstIsSource };
  const dependencies = readSources(reading, list);
  const { stated, notUnderstood } = reading;
  return { buildType, isKnownBuildType: isKnown, builder, stated, notUnderstood, dependencies };
}

function readExternal(reading: Reading, external: DocMap): void {
  const at = `${definitionAt}.externalParameters`;
  const workflow = asMap(external.get('workflow'));
  if (workflow !== undefined) readWorkflow(reading, workflow, `${at}.workflow`);
  readSourceParameter(reading, external.get('source'), `${at}.source`);
  const server = serverOf(external, sourceText(external));
  readCiVariables(reading, external, { at, server });
  const variables = asMap(external.get('variables'));
  if (variables !== undefined) {
    readCiVariables(reading, variables, { at: `${at}.variables`, server: serverOf(variables, sourceText(external)) });
  }
}

/** GitHub's build types: the workflow that was asked for. */
function readWorkflow(reading: Reading, workflow: DocMap, at: string): void {
  const repository = reading.text(workflow.get('repository'), `${at}.repository`);
  const path = reading.text(workflow.get('path'), `${at}.path`);
  const ref = reading.text(workflow.get('ref'), `${at}.ref`);
  if (repository !== null) stateRepository(reading, repository, `${at}.repository`);
  if (path !== null) reading.state('workflow', path, `${at}.path`);
  if (ref !== null) reading.state('workflow-ref', ref, `${at}.ref`);
}

/** A text (GitLab) or a resource descriptor (slsa-github-generator). */
function readSourceParameter(reading: Reading, source: DocValue | undefined, at: string): void {
  const descriptor = asMap(source);
  const uri = descriptor === undefined ? source : descriptor.get('uri');
  readSource(reading, { uri, digest: descriptor?.get('digest'), at });
}

function readInternal(reading: Reading, internal: DocMap, source: string | undefined): void {
  const at = `${definitionAt}.internalParameters`;
  const github = asMap(internal.get('github'));
  readCiVariables(reading, internal, { at, server: serverOf(internal, source) });
  if (github === undefined) return;
  readCiVariables(reading, github, { at: `${at}.github`, prefix: 'github_', server: serverOf(internal, source) });
}

function readMetadata(reading: Reading, metadata: DocMap | undefined): void {
  // GitLab's runner spells it with a capital D.
  for (const key of ['invocationId', 'invocationID']) {
    readInvocation(reading, metadata?.get(key), `runDetails.metadata.${key}`);
  }
}

/** The address from which the server of unqualified names is taken. */
function sourceText(external: DocMap | undefined): string | undefined {
  const source = external?.get('source');
  return (
    asText(asMap(external?.get('workflow'))?.get('repository')) ?? asText(source) ?? asText(asMap(source)?.get('uri'))
  );
}
