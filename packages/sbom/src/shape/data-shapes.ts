import { attachment, organizationOrContact, properties } from './common-shapes.js';
import { bomRef, list, one, repeated, shape, texts } from './shape.js';

/** Data, who answers for it, and pictures of it. */

export const dataGovernance = shape(() => [
  list('custodians', 'custodian', organizationOrContact),
  list('stewards', 'steward', organizationOrContact),
  list('owners', 'owner', organizationOrContact),
]);

const graphic = shape(() => [one('name', 'text'), one('image', attachment)]);
export const graphics = shape(() => [one('description', 'text'), list('collection', 'graphic', graphic)]);

const dataContents = shape(() => [one('attachment', attachment), one('url', 'token'), properties]);

export const componentData = shape(() => [
  bomRef,
  ...texts('type', 'name'),
  one('contents', dataContents),
  one('classification', 'text'),
  repeated('sensitiveData', 'text'),
  one('graphics', graphics),
  one('description', 'text'),
  one('governance', dataGovernance),
]);
