import { contact, externalReferences, licenses, organization, properties } from './common-shapes.js';
import { component, components, service, services, tools } from './component-shapes.js';
import { declarations, definitions } from './declaration-shapes.js';
import { dependency } from './dependency-shape.js';
import { formulation } from './formulation-shapes.js';
import { attribute, bomRef, list, one, reference, shape, texts } from './shape.js';
import { vulnerabilities } from './vulnerability-shapes.js';

const lifecycle = shape(() => texts('phase', 'name', 'description'));
const distributionConstraints = shape(() => [one('tlp', 'text')]);

const metadata = shape(() => [
  one('timestamp', 'token'),
  list('lifecycles', 'lifecycle', lifecycle),
  tools,
  list('authors', 'author', contact),
  one('component', component),
  one('manufacturer', organization),
  one('manufacture', organization),
  one('supplier', organization),
  licenses,
  properties,
  one('distributionConstraints', distributionConstraints),
]);

const composition = shape(() => [
  bomRef,
  one('aggregate', 'text'),
  list('assemblies', 'assembly', reference),
  list('dependencies', 'dependency', reference),
  list('vulnerabilities', 'vulnerability', reference),
]);

const annotator = shape(() => [
  one('organization', organization),
  one('individual', contact),
  one('component', component),
  one('service', service),
]);

const annotation = shape(() => [
  bomRef,
  list('subjects', 'subject', reference),
  one('annotator', annotator),
  one('timestamp', 'token'),
  one('text', 'text'),
]);

const citation = shape(() => [
  bomRef,
  list('pointers', 'pointer', 'text'),
  list('expressions', 'expression', 'text'),
  one('timestamp', 'token'),
  ...texts('attributedTo', 'process', 'note'),
]);

/** The whole document. */
export const bomShape = shape(() => [
  attribute('serialNumber'),
  attribute('version', 'number'),
  one('metadata', metadata),
  components,
  services,
  externalReferences,
  list('dependencies', 'dependency', dependency),
  list('compositions', 'composition', composition),
  properties,
  vulnerabilities,
  list('annotations', 'annotation', annotation),
  formulation,
  one('declarations', declarations),
  one('definitions', definitions),
  list('citations', 'citation', citation),
]);
