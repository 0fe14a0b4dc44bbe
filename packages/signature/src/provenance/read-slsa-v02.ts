/** SLSA provenance v0.2 (https://slsa.dev/spec/v0.2/provenance). */

import { asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import { traitsOf } from './build-types.js';
import { readCiVariables, stateWorkflowRef } from './ci-variables.js';
import type { Provenance } from './provenance.js';
import type { Reading } from './reading.js';
import { readInvocation } from './run-uri.js';
import { serverOf } from './server-of.js';
import { readSource, readSources } from './sources.js';

/** Reads the predicate into `reading`; what comes back is only to be used when nothing was found wrong. */
export function readSlsaV02(reading: Reading, predicate: DocMap): Omit<Provenance, 'predicateType'> {
  const invocation = asMap(predicate.get('invocation'));
  const config = asMap(invocation?.get('configSource'));
  const variables = asMap(invocation?.get('environment'));
  const parameters = asMap(invocation?.get('parameters'));
  const buildType = asText(predicate.get('buildType')) ?? '';
  const builder = asText(asMap(predicate.get('builder'))?.get('id')) ?? '';
  const server = serverOf(variables, asText(config?.get('uri')));
  const { isKnown, firstIsSource } = traitsOf(buildType);
  if (config !== undefined) readConfigSource(reading, config, server);
  if (variables !== undefined) readCiVariables(reading, variables, { at: 'invocation.environment', server });
  if (parameters !== undefined) readCiVariables(reading, parameters, { at: 'invocation.parameters', server });
  readGitlabEnvironment(reading, variables, server);
  readInvocation(reading, asMap(predicate.get('metadata'))?.get('buildInvocationId'), 'metadata.buildInvocationId');
  const list = { list: predicate.get('materials'), at: 'materials', firstIsSource };
  const dependencies = readSources(reading, list);
  const { stated, notUnderstood } = reading;
  return { buildType, isKnownBuildType: isKnown, builder, stated, notUnderstood, dependencies };
}

function readConfigSource(reading: Reading, config: DocMap, server: string): void {
  const at = 'invocation.configSource';
  readSource(reading, { uri: config.get('uri'), digest: config.get('digest'), at });
  readEntryPoint(reading, config.get('entryPoint'), server);
}

/** npm's client writes a whole workflow reference, slsa-github-generator a path, GitLab the name of a job. */
function readEntryPoint(reading: Reading, value: DocValue | undefined, server: string): void {
  const at = 'invocation.configSource.entryPoint';
  const text = reading.text(value, at);
  if (text === null) return;
  if (text.startsWith('.github/workflows/')) reading.state('workflow', text, at);
  else if (text.includes('/.github/workflows/')) stateWorkflowRef(reading, { text, at, server });
  else reading.notUnderstood.push(at);
}

/** What npm's client writes on GitLab: the project, the job and the configuration, each in a place of its own. */
function readGitlabEnvironment(reading: Reading, variables: DocMap | undefined, server: string): void {
  const at = 'invocation.environment';
  const project = reading.text(variables?.get('project'), `${at}.project`);
  if (project !== null) reading.state('repository', `${server}/${project}`, `${at}.project`);
  const job = asMap(variables?.get('job'))?.get('id');
  const id = reading.text(job, `${at}.job.id`);
  if (id !== null) reading.state('run-id', id, `${at}.job.id`);
  const config = reading.text(asMap(variables?.get('pipeline'))?.get('ref'), `${at}.pipeline.ref`);
  if (config !== null) reading.state('workflow', config, `${at}.pipeline.ref`);
}
