import { licensesOf } from './spdx-licenses.mjs';

/**
 * A CycloneDX document (parsed JSON, any version) as sbomqs sees it: what its `pkg/sbom/cdx.go` (v2.0) reads, and no more. Components
 * are the subject and all nested ones, once for each bom-ref. `schemaValid` is what a validator of the official schemas said.
 */
export function readScoredDocument(bom, { schemaValid = true } = {}) {
  const edges = (bom.dependencies ?? []).flatMap(({ ref, dependsOn = [] }) => dependsOn.map((to) => [ref, to]));
  const stated = {
    specVersion: bom.specVersion,
    parents: new Set(edges.map(([from]) => from)),
    composed: new Set(
      (bom.compositions ?? []).flatMap(({ assemblies = [], dependencies = [] }) => [...assemblies, ...dependencies]),
    ),
  };
  const components = componentsOf(bom).map((component) => readComponent(component, stated));
  return {
    spec: bom.bomFormat === 'CycloneDX' ? 'cyclonedx' : '',
    specVersion: bom.specVersion ?? '',
    schemaValid,
    uri: /^urn:uuid:/.test(bom.serialNumber ?? '') ? `${bom.serialNumber}/${bom.version}` : '',
    ...readMetadata(bom.metadata),
    signature: bom.signature,
    vulnerabilities: (bom.vulnerabilities ?? []).filter(({ id }) => text(id) !== ''),
    requiredFields: hasRequiredFields(bom),
    primaryDependencies: primaryDependencies(bom.metadata?.component, edges, components),
    components,
  };
}

function readMetadata({ timestamp = '', authors = [], tools, supplier, lifecycles = [], licenses, component } = {}) {
  return {
    timestamp,
    authors,
    tools: toolsOf(tools),
    supplier,
    lifecycles,
    dataLicenses: licencesIn(licenses),
    primary: text(component?.['bom-ref']) === '' ? undefined : component,
  };
}

const text = (value) => (typeof value === 'string' ? value.trim() : '');

/** The subject, then all others; nested ones come before the one that holds them. The first of a bom-ref (or purl) counts. */
function componentsOf({ metadata, components = [] }) {
  const seen = new Map();
  let unnamed = 0;
  const visit = (component) => {
    (component.components ?? []).forEach(visit);
    const key = component['bom-ref'] || component.purl || ++unnamed;
    if (!seen.has(key)) seen.set(key, component);
  };
  [...(metadata?.component === undefined ? [] : [metadata.component]), ...components].forEach(visit);
  return [...seen.values()];
}

function readComponent(component, { specVersion, parents, composed }) {
  const reference = (types) => component.externalReferences?.find(({ type }) => types.includes(type))?.url ?? '';
  return {
    ref: component['bom-ref'] ?? '',
    name: text(component.name),
    version: text(component.version),
    type: text(component.type),
    purl: /^pkg:[^/]+\/.+/.test(component.purl ?? ''),
    cpe: /^cpe:(?:2\.3:|\/)/.test(component.cpe ?? ''),
    hashes: (component.hashes ?? []).filter(({ content }) => text(content) !== '').map(({ alg }) => alg),
    supplier: supplierOf(component.supplier),
    sourceUrl: reference(['vcs']),
    downloadUrl: reference(['distribution', 'distribution-intake']),
    hasDependencies: parents.has(component['bom-ref']),
    completeness: composed.has(component['bom-ref']),
    ...licencesOf(component.licenses, specVersion),
  };
}

function supplierOf(supplier) {
  return { name: text(supplier?.name), email: supplier?.contact?.map(({ email }) => text(email)).find(Boolean) ?? '' };
}

/** Licences whose acknowledgement is not said are declared ones from CycloneDX 1.6 on, and concluded ones before. */
function licencesOf(stated, specVersion) {
  const licenses = licencesIn(stated);
  const declared = licencesIn(stated, 'declared');
  const concluded = licencesIn(stated, 'concluded');
  if (licenses.length === 0 || declared.length + concluded.length > 0) return { licenses, declared, concluded };
  const sinceDeclared = Number((specVersion ?? '').split('.')[1] ?? 0) >= 6;
  return sinceDeclared ? { licenses, declared: licenses, concluded } : { licenses, declared, concluded: licenses };
}

/** sbomqs reads an expression's licences, but not its acknowledgement. */
function licencesIn(stated = [], acknowledgement) {
  return stated.flatMap(({ expression, license }) => {
    if (acknowledgement === undefined && expression !== undefined) return licensesOf(expression);
    if (license === undefined) return [];
    if (acknowledgement !== undefined && license.acknowledgement !== acknowledgement) return [];
    return licensesOf(license.id ?? license.name ?? '');
  });
}

function toolsOf(tools) {
  if (tools === undefined) return [];
  return Array.isArray(tools) ? tools : [...(tools.components ?? []), ...(tools.services ?? [])];
}

function hasRequiredFields(bom) {
  const refs = (bom.dependencies ?? []).every(({ ref }) => text(ref) !== '');
  return bom.bomFormat === 'CycloneDX' && text(bom.specVersion) !== '' && bom.version >= 1 && refs;
}

function primaryDependencies(subject, edges, components) {
  const refs = new Set(components.map(({ ref }) => ref));
  return edges.filter(([from, to]) => from === subject?.['bom-ref'] && refs.has(to)).length;
}
