import {
  attachment,
  contact,
  externalReferences,
  hashes,
  issue,
  licenses,
  organization,
  properties,
  releaseNotes,
  tags,
} from './common-shapes.js';
import { cryptoProperties } from './crypto-shapes.js';
import { componentData, dataGovernance } from './data-shapes.js';
import { modelCard } from './model-card-shapes.js';
import { patentAssertions } from './patent-shapes.js';
import {
  attribute,
  bomRef,
  choices,
  content,
  inner,
  list,
  one,
  reference,
  repeated,
  shape,
  spread,
  texts,
  type Field,
  type Shape,
} from './shape.js';

/** Components and services, and what they consist of. */

const identifiableAction = shape(() => [one('timestamp', 'token'), ...texts('name', 'email')]);

const commit = shape(() => [
  one('uid', 'text'),
  one('url', 'token'),
  one('author', identifiableAction),
  one('committer', identifiableAction),
  one('message', 'text'),
]);

const diff = shape(() => [one('text', attachment), one('url', 'token')]);

const patch = shape(() => [attribute('type'), one('diff', diff), list('resolves', 'issue', issue)]);

const pedigree = shape(() => [
  list('ancestors', 'component', component),
  list('descendants', 'component', component),
  list('variants', 'component', component),
  list('commits', 'commit', commit),
  list('patches', 'patch', patch),
  one('notes', 'text'),
]);

const method = shape(() => [one('technique', 'text'), one('confidence', 'number'), one('value', 'text')]);

const identity = shape(() => [
  one('field', 'text'),
  one('confidence', 'number'),
  one('concludedValue', 'text'),
  list('methods', 'method', method),
  list('tools', 'tool', reference),
]);

const occurrence = shape(() => [
  bomRef,
  one('location', 'text'),
  one('line', 'number'),
  one('offset', 'number'),
  ...texts('symbol', 'additionalContext'),
]);

const frame = shape(() => [
  ...texts('package', 'module', 'function'),
  list('parameters', 'parameter', 'text'),
  one('line', 'number'),
  one('column', 'number'),
  one('fullFilename', 'text'),
]);

const callstack = shape(() => [list('frames', 'frame', frame), list('tools', 'tool', reference)]);

const evidence = shape(() => [
  repeated('identity', identity),
  list('occurrences', 'occurrence', occurrence),
  one('callstack', callstack),
  licenses,
  choices('copyright', [{ element: 'text', value: 'text', key: 'text' }]),
]);

const swid = shape(() => [
  attribute('tagId'),
  attribute('name'),
  attribute('version'),
  attribute('tagVersion', 'number'),
  attribute('patch', 'boolean'),
  one('text', attachment),
  one('url', 'token'),
]);

export const component: Shape = shape(() => [
  attribute('type'),
  attribute('mime-type', 'token'),
  bomRef,
  attribute('isExternal', 'boolean'),
  one('supplier', organization),
  one('manufacturer', organization),
  list('authors', 'author', contact),
  ...texts('author', 'publisher', 'group', 'name', 'version', 'versionRange', 'description', 'scope'),
  hashes,
  licenses,
  one('copyright', 'text'),
  patentAssertions,
  one('cpe', 'text'),
  one('purl', 'token'),
  repeated('omniborId', 'text'),
  repeated('swhid', 'text'),
  one('swid', swid),
  one('modified', 'boolean'),
  one('pedigree', pedigree),
  externalReferences,
  properties,
  components,
  one('evidence', evidence),
  one('releaseNotes', releaseNotes),
  one('modelCard', modelCard),
  repeated('data', componentData),
  one('cryptoProperties', cryptoProperties),
  tags,
]);

export const components: Field = list('components', 'component', component);

const classification = shape(() => [attribute('flow'), content('classification')]);

const dataflow = shape(() => [
  attribute('name'),
  attribute('description'),
  spread('classification', classification),
  one('governance', dataGovernance),
  list('source', 'url', 'token'),
  list('destination', 'url', 'token'),
]);

export const service: Shape = shape(() => [
  bomRef,
  one('provider', organization),
  ...texts('group', 'name', 'version', 'description'),
  list('endpoints', 'endpoint', 'token'),
  one('authenticated', 'boolean'),
  one('x-trust-boundary', 'boolean'),
  one('trustZone', 'text'),
  choices('data', [
    { element: 'dataflow', value: dataflow },
    { element: 'classification', value: classification },
  ]),
  licenses,
  patentAssertions,
  externalReferences,
  properties,
  services,
  one('releaseNotes', releaseNotes),
  tags,
]);

export const services: Field = list('services', 'service', service);

const tool = shape(() => [...texts('vendor', 'name', 'version'), hashes, externalReferences]);

/** Tools as they are since 1.5; before, a list stood right there. */
export const tools: Field = one(
  'tools',
  inner(
    shape(() => [repeated('tool', tool), components, services]),
    'tool',
  ),
);
