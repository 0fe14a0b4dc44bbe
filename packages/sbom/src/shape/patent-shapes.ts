import { contact, externalReferences, organization } from './common-shapes.js';
import { bomRef, choices, inner, list, one, repeated, shape, texts, tokens } from './shape.js';

/** Patents and what is asserted about them: 1.7. */

const asserter = shape(() => [one('organization', organization), one('contact', contact), one('ref', 'text')]);

const patentAssertion = shape(() => [
  bomRef,
  one('assertionType', 'text'),
  list('patentRefs', 'bom-ref', 'text'),
  one('asserter', inner(asserter, 'organization', 'contact', 'ref')),
  one('notes', 'text'),
]);

export const patentAssertions = list('patentAssertions', 'patentAssertion', patentAssertion);

const priorityApplication = shape(() => [...texts('applicationNumber', 'jurisdiction'), ...tokens('filingDate')]);

const assignee = shape(() => [one('organization', organization), one('individual', contact)]);

const patent = shape(() => [
  bomRef,
  ...texts('patentNumber', 'applicationNumber', 'jurisdiction'),
  one('priorityApplication', priorityApplication),
  ...texts('publicationNumber', 'title', 'abstract'),
  ...tokens('filingDate', 'grantDate', 'patentExpirationDate'),
  one('patentLegalStatus', 'text'),
  repeated('patentAssignee', inner(assignee, 'organization', 'individual')),
  externalReferences,
]);

const patentFamily = shape(() => [
  bomRef,
  one('familyId', 'text'),
  one('priorityApplication', priorityApplication),
  list('members', 'ref', 'text'),
  externalReferences,
]);

export const patents = choices('patents', [
  { element: 'patentFamily', value: patentFamily, when: 'familyId' },
  { element: 'patent', value: patent },
]);
