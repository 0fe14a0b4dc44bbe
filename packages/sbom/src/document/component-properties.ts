import type { Finding, Outcome, Signer, Subject, Voucher } from '@assay/model';
import type { Property } from '../cyclonedx/index.js';
import { safeId } from './bom-refs.js';
import type { SubjectContext } from './build-context.js';
import type { FileHashes } from './component-hashes.js';
import { descriptionsOf, licenseProperties } from './component-licenses.js';
import { partyProperties } from './component-parties.js';
import { scopesOf } from './component-scope.js';
import { safePath, safeSentence, safeText } from '../safe/safe-text.js';

/** Everything that CycloneDX has no place for, under names of the README's taxonomy, in a fixed order. */
export function componentProperties(about: SubjectContext, files: readonly FileHashes[]): readonly Property[] {
  const properties: Property[] = [];
  addScopes(properties, about);
  addSource(properties, about.subject);
  addNpm(properties, about);
  addFiles(properties, about, files);
  addJudgement(properties, about);
  if (about.facts !== undefined) addFacts(properties, about);
  addAll(properties, licenseProperties(about));
  addAll(properties, partyProperties(about));
  return properties;
}

function addAll(properties: Property[], further: readonly Property[]): void {
  for (const property of further) properties.push(property);
}

/** Nearly all components have one of these: made once. By name, then value: a joined key would cost more than the property. */
const constants = new Map<string, Map<string, Property>>();
const mostConstants = 1000;

function constant(name: string, value: string): Property {
  let values = constants.get(name);
  if (values === undefined || values.size >= mostConstants) {
    values = new Map<string, Property>();
    constants.set(name, values);
  }
  let property = values.get(value);
  if (property === undefined) values.set(value, (property = { name, value }));
  return property;
}

function addScopes(properties: Property[], { occurrences }: SubjectContext): void {
  for (const scope of scopesOf(occurrences)) properties.push(constant('assay:scope', scope));
}

function addSource(properties: Property[], { source, conflictsWith }: Subject): void {
  properties.push(constant('assay:source', source.kind));
  if (source.kind === 'bundled') properties.push({ name: 'assay:source:within', value: safeId(source.within) });
  if (source.kind === 'archive' || source.kind === 'directory') {
    const path = safePath(source.path);
    if (path !== null) properties.push({ name: 'assay:source:path', value: path });
  }
  if (source.kind === 'unsupported' || source.kind === 'builtin') {
    properties.push({ name: 'assay:source:reason', value: safeSentence(source.reason) });
  }
  for (const id of conflictsWith) properties.push({ name: 'assay:conflicts-with', value: safeId(id) });
}

/** CycloneDX's registered names for npm (cyclonedx-property-taxonomy, `cdx:npm:package`). */
function addNpm(properties: Property[], about: SubjectContext): void {
  const { subject, occurrences } = about;
  if (subject.ecosystem !== 'npm') return;
  if (subject.source.kind === 'bundled') properties.push(constant('cdx:npm:package:bundled', 'true'));
  if (occurrences.length > 0 && occurrences.every(({ scope }) => scope === 'dev')) {
    properties.push(constant('cdx:npm:package:development', 'true'));
  }
  for (const { path } of occurrences) {
    if (path.includes('node_modules/')) properties.push({ name: 'cdx:npm:package:path', value: safeText(path) });
  }
  for (const alias of new Set(occurrences.flatMap(({ aliases = [] }) => aliases)))
    properties.push({ name: 'assay:alias', value: safeText(alias) });
  addInstallation(properties, about);
}

/** Names of engines are attacker-controlled and become names of properties: only those that look like one do. */
const engineName = /^[\w.-]+$/;

/** What it asks of its engines, by whoever is believed most; and everybody who says that it runs a script when it is installed. */
function addInstallation(properties: Property[], about: SubjectContext): void {
  const descriptions = descriptionsOf(about);
  const engines = descriptions.findLast((description) => description.engines !== undefined)?.engines ?? [];
  for (const { name, range } of engines) {
    if (engineName.test(name)) properties.push(constant(`cdx:npm:package:constraint:engine:${name}`, safeText(range)));
  }
  for (const { from, installScript } of descriptions) {
    if (installScript === true) properties.push(constant('assay:install-script', from));
  }
}

/** BSI TR-03183-2 §5.2.2 by the names of its own taxonomy. Whether an archive holds something executable, nobody looked: it is not said. */
function addFiles(properties: Property[], { subject }: SubjectContext, files: readonly FileHashes[]): void {
  for (const file of files) {
    const name = safeText(file.file);
    properties.push({ name: 'bsi:component:filename', value: name });
    if (files.length === 1) addAll(properties, file.properties);
    else
      for (const { name: property, value } of file.properties)
        properties.push({ name: property, value: `${value} ${name}` });
  }
  if (files.length === 0 || (subject.ecosystem !== 'npm' && subject.ecosystem !== 'rubygems')) return;
  properties.push(constant('bsi:component:archive', 'archive'), constant('bsi:component:structured', 'structured'));
}

function addJudgement(properties: Property[], { context, subject, findings }: SubjectContext): void {
  const decision = context.verdictOf.get(subject.id)?.decision;
  if (decision !== undefined) properties.push(constant('assay:verdict', decision));
  for (const finding of findings) properties.push(findingProperty(finding));
}

/** By check and code, which mostly decide the property. */
const told = new Map<string, Map<string, { readonly outcome: Outcome; readonly property: Property }>>();

function findingProperty({ check, phase, outcome, code, file }: Finding): Property {
  if (file !== undefined || phase !== undefined) {
    const name = `assay:finding:${check}${phase === undefined ? '' : `:${phase}`}`;
    return { name, value: `${outcome} ${code}${file === undefined ? '' : ` ${safeText(file)}`}` };
  }
  const codes = told.get(check) ?? new Map<string, { readonly outcome: Outcome; readonly property: Property }>();
  const known = codes.get(code);
  if (known?.outcome === outcome) return known.property;
  const property = { name: `assay:finding:${check}`, value: `${outcome} ${code}` };
  if (codes.size < mostConstants) codes.set(code, { outcome, property });
  if (told.size < mostConstants) told.set(check, codes);
  return property;
}

function addFacts(properties: Property[], { facts }: SubjectContext): void {
  if (facts === undefined) return;
  if (facts.publishedAt !== undefined)
    properties.push({ name: 'assay:published-at', value: safeText(facts.publishedAt) });
  for (const { name, size } of facts.received) {
    properties.push({ name: 'assay:received', value: `${safeText(name)} ${String(size)} bytes` });
  }
  for (const voucher of facts.vouchers) addVoucher(properties, voucher);
  const deprecated = facts.descriptions.find((description) => description.deprecated !== undefined)?.deprecated;
  if (deprecated !== undefined) properties.push({ name: 'assay:deprecated', value: safeText(deprecated) });
}

function addVoucher(properties: Property[], { check, signer, times, logEntries, root, predicateType }: Voucher): void {
  const name = `assay:signed:${check}`;
  properties.push({ name: `${name}:by`, value: safeText(signerText(signer)) });
  if (predicateType !== undefined) properties.push({ name: `${name}:predicate`, value: safeText(predicateType) });
  for (const { at, by, source } of times)
    properties.push({ name: `${name}:at`, value: `${at} ${by} ${safeText(source)}` });
  for (const { logId, index } of logEntries) properties.push({ name: `${name}:log-entry`, value: `${logId} ${index}` });
  if (root !== undefined) {
    properties.push({ name: `${name}:root`, value: `${safeText(root.name)} ${root.digest.alg}:${root.digest.value}` });
  }
}

/** One line: who it is, and who says so. */
function signerText(signer: Signer): string {
  switch (signer.kind) {
    case 'identity':
      return `${signer.san.value}${signer.issuer === undefined ? '' : ` by ${signer.issuer}`}`;
    case 'certificate':
      return `${signer.subject} sha256:${signer.chain[0]?.value ?? ''}`;
    case 'registry-key':
      return `registry key ${signer.keyId}`;
    case 'managed-key':
      return `key ${signer.key.alg}:${signer.key.value}`;
  }
}
