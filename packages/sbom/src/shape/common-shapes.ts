import { attribute, bomRef, choices, content, list, one, repeated, shape, texts, tokens } from './shape.js';

/** Parties, hashes, properties, attachments, licences: what most other objects hold. */

export const property = shape(() => [attribute('name'), content('value')]);
export const properties = list('properties', 'property', property);

export const attachment = shape(() => [
  attribute('contentType', 'text', 'content-type'),
  attribute('encoding'),
  content('content'),
]);

const address = shape(() => [
  bomRef,
  ...texts('country', 'region', 'locality', 'postOfficeBoxNumber', 'postalCode', 'streetAddress'),
]);

export const contact = shape(() => [bomRef, ...texts('name', 'email', 'phone')]);

export const organization = shape(() => [
  bomRef,
  one('name', 'text'),
  one('address', address),
  repeated('url', 'token'),
  repeated('contact', contact),
]);

/** XML calls `individual` what JSON calls so in licensing, and `contact` in data governance. */
const organizationOrIndividual = shape(() => [one('organization', organization), one('individual', contact)]);
export const organizationOrContact = shape(() => [
  one('organization', organization),
  one('contact', contact, 'individual'),
]);

export const hash = shape(() => [attribute('alg'), content('content', 'token')]);
export const hashes = list('hashes', 'hash', hash);

export const externalReference = shape(() => [
  attribute('type'),
  one('url', 'token'),
  one('comment', 'text'),
  hashes,
  properties,
]);
export const externalReferences = list('externalReferences', 'reference', externalReference);

const licensing = shape(() => [
  list('altIds', 'altId', 'text'),
  one('licensor', organizationOrIndividual),
  one('licensee', organizationOrIndividual),
  one('purchaser', organizationOrIndividual),
  one('purchaseOrder', 'text'),
  list('licenseTypes', 'licenseType', 'text'),
  ...tokens('lastRenewal', 'expiration'),
]);

const license = shape(() => [
  bomRef,
  attribute('acknowledgement'),
  ...texts('id', 'name'),
  one('text', attachment),
  one('url', 'token'),
  one('licensing', licensing),
  properties,
]);

const expression = shape(() => [bomRef, attribute('acknowledgement'), content('expression')]);

const expressionDetails = shape(() => [
  attribute('licenseIdentifier', 'text', 'license-identifier'),
  bomRef,
  one('text', attachment),
  one('url', 'token'),
]);

const detailedExpression = shape(() => [
  attribute('expression'),
  bomRef,
  attribute('acknowledgement'),
  repeated('expressionDetails', expressionDetails, 'details'),
  one('licensing', licensing),
  properties,
]);

export const licenses = choices('licenses', [
  { element: 'license', value: license, key: 'license' },
  { element: 'expression-detailed', value: detailedExpression, when: 'expressionDetails' },
  { element: 'expression', value: expression, when: 'expression' },
]);

const issueSource = shape(() => [one('name', 'text'), one('url', 'token')]);

export const issue = shape(() => [
  attribute('type'),
  ...texts('id', 'name', 'description'),
  one('source', issueSource),
  list('references', 'url', 'token'),
]);

export const tags = list('tags', 'tag', 'text');

const note = shape(() => [one('locale', 'text'), one('text', attachment)]);

export const releaseNotes = shape(() => [
  ...texts('type', 'title'),
  ...tokens('featuredImage', 'socialImage'),
  one('description', 'text'),
  one('timestamp', 'token'),
  list('aliases', 'alias', 'text'),
  tags,
  list('resolves', 'issue', issue),
  list('notes', 'note', note),
  properties,
]);
