import {
  attachment,
  contact,
  externalReference,
  externalReferences,
  organization,
  properties,
} from './common-shapes.js';
import { components, services } from './component-shapes.js';
import { dataGovernance } from './data-shapes.js';
import { patents } from './patent-shapes.js';
import { bomRef, list, one, repeated, shape, texts, tokens } from './shape.js';

/** Attestations (CDXA), and the standards that they are about. */

const assessor = shape(() => [bomRef, one('thirdParty', 'boolean'), one('organization', organization)]);

const conformance = shape(() => [
  one('score', 'number'),
  one('rationale', 'text'),
  list('mitigationStrategies', 'mitigationStrategy', 'text'),
]);

const confidence = shape(() => [one('score', 'number'), one('rationale', 'text')]);

const requirementMap = shape(() => [
  one('requirement', 'text'),
  list('claims', 'claim', 'text'),
  list('counterClaims', 'counterClaim', 'text'),
  one('conformance', conformance),
  one('confidence', confidence),
]);

const attestation = shape(() => [...texts('summary', 'assessor'), repeated('map', requirementMap)]);

const claim = shape(() => [
  bomRef,
  ...texts('target', 'predicate'),
  list('mitigationStrategies', 'mitigationStrategy', 'text'),
  one('reasoning', 'text'),
  repeated('evidence', 'text'),
  repeated('counterEvidence', 'text'),
  externalReferences,
]);

const contents = shape(() => [one('attachment', attachment), one('url', 'token')]);

const data = shape(() => [
  one('name', 'text'),
  one('contents', contents),
  one('classification', 'text'),
  repeated('sensitiveData', 'text'),
  one('governance', dataGovernance),
]);

const evidence = shape(() => [
  bomRef,
  ...texts('propertyName', 'description'),
  repeated('data', data),
  ...tokens('created', 'expires'),
  one('author', contact),
  one('reviewer', contact),
]);

const targets = shape(() => [list('organizations', 'organization', organization), components, services]);

const signatory = shape(() => [
  ...texts('name', 'role'),
  one('organization', organization),
  one('externalReference', externalReference),
]);

const affirmation = shape(() => [one('statement', 'text'), list('signatories', 'signatory', signatory)]);

export const declarations = shape(() => [
  list('assessors', 'assessor', assessor),
  list('attestations', 'attestation', attestation),
  list('claims', 'claim', claim),
  list('evidence', 'evidence', evidence),
  one('targets', targets),
  one('affirmation', affirmation),
]);

const requirement = shape(() => [
  bomRef,
  ...texts('identifier', 'title', 'text'),
  list('descriptions', 'description', 'text'),
  repeated('openCre', 'text'),
  one('parent', 'text'),
  properties,
  externalReferences,
]);

const level = shape(() => [
  bomRef,
  ...texts('identifier', 'title', 'description'),
  list('requirements', 'requirement', 'text'),
]);

const standard = shape(() => [
  bomRef,
  ...texts('name', 'version', 'description', 'owner'),
  list('requirements', 'requirement', requirement),
  list('levels', 'level', level),
  externalReferences,
]);

export const definitions = shape(() => [list('standards', 'standard', standard), patents]);
