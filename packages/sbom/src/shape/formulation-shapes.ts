import { attachment, externalReference, properties, property } from './common-shapes.js';
import { components, services } from './component-shapes.js';
import { bomRef, choices, list, one, shape, texts, tokens } from './shape.js';
import { dependency } from './dependency-shape.js';

/** How something came about: workflows, their tasks, and what went in and out. */

const resource = shape(() => [one('ref', 'text'), one('externalReference', externalReference)]);
const resourceReferences = list('resourceReferences', 'resourceReference', resource);

const volume = shape(() => [
  ...texts('uid', 'name', 'mode', 'path', 'sizeAllocated'),
  one('persistent', 'boolean'),
  one('remote', 'boolean'),
  properties,
]);

const workspace = shape(() => [
  bomRef,
  ...texts('uid', 'name'),
  list('aliases', 'alias', 'text'),
  one('description', 'text'),
  resourceReferences,
  ...texts('accessMode', 'mountPath', 'managedDataType', 'volumeRequest'),
  one('volume', volume),
  properties,
]);

const command = shape(() => [one('executed', 'text'), properties]);
const step = shape(() => [...texts('name', 'description'), list('commands', 'command', command), properties]);

const environmentVars = choices('environmentVars', [
  { element: 'environmentVar', value: property, when: 'name' },
  { element: 'value', value: 'text' },
]);

const parameter = shape(() => texts('name', 'value', 'dataType'));

const input = shape(() => [
  one('resource', resource),
  list('parameters', 'parameter', parameter),
  environmentVars,
  one('data', attachment),
  one('source', resource),
  one('target', resource),
  properties,
]);

const output = shape(() => [
  one('resource', resource),
  environmentVars,
  one('data', attachment),
  one('type', 'text'),
  one('source', resource),
  one('target', resource),
  properties,
]);

const event = shape(() => [
  ...texts('uid', 'description'),
  one('timeReceived', 'token'),
  one('data', attachment),
  one('source', resource),
  one('target', resource),
  properties,
]);

const condition = shape(() => [...texts('description', 'expression'), properties]);

const trigger = shape(() => [
  bomRef,
  ...texts('uid', 'name', 'description'),
  resourceReferences,
  one('type', 'text'),
  one('event', event),
  list('conditions', 'condition', condition),
  one('timeActivated', 'token'),
  list('inputs', 'input', input),
  list('outputs', 'output', output),
  properties,
]);

const doing = [
  list('taskTypes', 'taskType', 'text'),
  one('trigger', trigger),
  list('steps', 'step', step),
  list('inputs', 'input', input),
  list('outputs', 'output', output),
  ...tokens('timeStart', 'timeEnd'),
  list('workspaces', 'workspace', workspace),
  list('runtimeTopology', 'dependency', dependency),
  properties,
];

const task = shape(() => [bomRef, ...texts('uid', 'name', 'description'), resourceReferences, ...doing]);

const workflow = shape(() => [
  bomRef,
  ...texts('uid', 'name', 'description'),
  resourceReferences,
  list('tasks', 'task', task),
  list('taskDependencies', 'dependency', dependency),
  ...doing,
]);

const formula = shape(() => [bomRef, components, services, list('workflows', 'workflow', workflow), properties]);

export const formulation = list('formulation', 'formula', formula);
