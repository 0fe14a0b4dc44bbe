/** A document against the one that its evidence gives: claim by claim. */

import type { Bom } from '../cyclonedx/index.js';
import { parseBom, type ReadBom } from '../read/index.js';
import { renderXml } from '../write/index.js';
import type { BomDifference, RecheckCode } from './bom-difference.js';
import { differences, recheckComponent } from './recheck-component.js';
import { itemsOf, membersOf, valueText } from './value-text.js';

/** What the evidence can show. */
export interface RecheckOptions {
  /** False where the recorded run did not look at registries and archives: then what a document says beyond it is not shown. */
  readonly complete: boolean;
  /** True where the mapping that the document was made with is known; otherwise, what other standards say is not shown. */
  readonly mapped: boolean;
}

/** All differences between what a document says and what the evidence shows; none: every claim holds. Linear in both. */
export function recheckBom(
  { format, root: said }: ReadBom,
  bom: Bom,
  options: RecheckOptions,
): readonly BomDifference[] {
  const shown = format === 'xml' ? asReadFromXml(bom) : bom;
  const found = [
    ...recheckComponents(said, shown, options),
    ...recheckDependencies(said, shown),
    ...listParts.flatMap(([path, code]) => recheckList(path, code, { said, shown })),
    ...recheckMapping({ said, shown }, options),
    ...openParts.flatMap((path) => recheckOthers(path, { said, shown })),
    ...recheckSubject({ said, shown }),
    ...recheckMetadata(said.get('metadata'), membersOf(shown).get('metadata')),
  ];
  if (found.length > 0 || said.get('serialNumber') === bom.serialNumber) return found;
  // Derived from all the rest: alone, it tells of something that no comparison above knows.
  return [whole('document-differs', 'serialNumber', said.get('serialNumber'), bom.serialNumber)];
}

/** XML has no numbers and no empty lists: what is compared has gone the same way. */
function asReadFromXml(bom: Bom): unknown {
  const read = parseBom(new TextEncoder().encode([...renderXml(bom)].join('')));
  if (!read.ok) throw new TypeError(`a document of our own cannot be read: ${read.problem.detail}`);
  return read.bom.root;
}

const listParts: readonly (readonly [readonly string[], RecheckCode])[] = [
  [['compositions'], 'composition-differs'],
  [['annotations'], 'annotation-differs'],
  [['externalReferences'], 'reference-differs'],
  [['formulation'], 'document-differs'],
  [['vulnerabilities'], 'document-differs'],
  [['services'], 'document-differs'],
  [['citations'], 'document-differs'],
  [['properties'], 'document-differs'],
  [['declarations', 'claims'], 'claim-differs'],
  [['declarations', 'evidence'], 'claim-differs'],
  [['declarations', 'assessors'], 'claim-differs'],
  [['declarations', 'targets', 'components'], 'claim-differs'],
  [['declarations', 'targets', 'organizations'], 'claim-differs'],
  [['declarations', 'targets', 'services'], 'claim-differs'],
];

/** Maps of which some members are compared by themselves. */
const openParts: readonly (readonly string[])[] = [[], ['declarations'], ['declarations', 'targets'], ['definitions']];

/** Members that are compared elsewhere, by their paths; the serial number is derived from all others. */
const compared: ReadonlySet<string> = new Set([
  ...listParts.flatMap(([path]) => path.map((_, index) => path.slice(0, index + 1).join('.'))),
  ...['components', 'dependencies', 'metadata', 'definitions', 'serialNumber'],
  ...['declarations.attestations', 'definitions.standards'],
]);

/** What nobody looks at could say anything: a signature, an affirmation, members of a later version. */
function recheckOthers(path: readonly string[], { said, shown }: Sides): readonly BomDifference[] {
  const [left, right] = [membersOf(at(said, path)), membersOf(at(shown, path))];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const where = [...path, name].join('.');
    if (compared.has(where) || valueText(left.get(name)) === valueText(right.get(name))) return [];
    return [whole('document-differs', where, left.get(name), right.get(name))];
  });
}

/** The same components with another of them as the subject are another document. */
function recheckSubject({ said, shown }: Sides): readonly BomDifference[] {
  const [left, right] = [said, shown].map((bom) => at(bom, ['metadata', 'component', 'bom-ref']));
  return left === right ? [] : [whole('metadata-differs', 'metadata.component', left, right)];
}

/** Without the mapping, a document with other standards than ours has been mapped in a way that nobody here knows. */
function recheckMapping(sides: Sides, { mapped }: RecheckOptions): readonly BomDifference[] {
  const standards = recheckList(['definitions', 'standards'], 'conformance-differs', sides);
  const attestations = recheckList(['declarations', 'attestations'], 'conformance-differs', sides);
  if (mapped || standards.length === 0) return [...standards, ...attestations];
  return [...standards, ...attestations].map((difference) => ({ ...difference, outcome: 'not-shown' }));
}

interface Sides {
  readonly said: unknown;
  readonly shown: unknown;
}

function recheckList(path: readonly string[], code: RecheckCode, { said, shown }: Sides): readonly BomDifference[] {
  const [left, right] = [at(said, path), at(shown, path)].map((list) => [...itemsOf(list)].map(valueText));
  return differences(left ?? [], right ?? [], { code, where: path.join('.'), complete: true });
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inner: unknown, name) => membersOf(inner).get(name), value);
}

function recheckComponents(said: unknown, shown: unknown, options: RecheckOptions): readonly BomDifference[] {
  const found: BomDifference[] = [];
  const rest = new Map<string, unknown>();
  for (const component of allComponents(said)) {
    const where = refOf(component);
    if (rest.has(where)) found.push({ code: 'component-repeated', outcome: 'false', where });
    else rest.set(where, component);
  }
  for (const component of allComponents(shown)) {
    const where = refOf(component);
    const own = rest.get(where);
    rest.delete(where);
    if (own === undefined) found.push({ code: 'component-missing', outcome: 'false', where });
    else found.push(...recheckComponent(own, component, { where, complete: options.complete && isKnown(component) }));
  }
  for (const where of rest.keys()) found.push({ code: 'component-added', outcome: 'false', where });
  return found;
}

/** The document's subject, its components, and those inside of them. */
function* allComponents(bom: unknown): Generator {
  yield* withInner(at(bom, ['metadata', 'component']));
  for (const component of itemsOf(at(bom, ['components']))) yield* withInner(component);
}

/** Documents nest no deeper than their reader lets them. */
function* withInner(component: unknown): Generator {
  if (component === undefined) return;
  yield component;
  for (const inner of itemsOf(at(component, ['components']))) yield* withInner(inner);
}

function refOf(component: unknown): string {
  const ref = membersOf(component).get('bom-ref');
  return typeof ref === 'string' ? ref : `without bom-ref: ${valueText(membersOf(component).get('name'))}`;
}

/** Whether every check came to an answer about it. */
function isKnown(component: unknown): boolean {
  for (const property of itemsOf(at(component, ['properties']))) {
    const { name = '', value = '' } = Object.fromEntries(membersOf(property)) as { name?: unknown; value?: unknown };
    const isFinding = typeof name === 'string' && name.startsWith('assay:finding:');
    if (isFinding && typeof value === 'string' && value.startsWith('unknown ')) return false;
  }
  return true;
}

function recheckDependencies(said: unknown, shown: unknown): readonly BomDifference[] {
  const [left, right] = [edges(at(said, ['dependencies'])), edges(at(shown, ['dependencies']))];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((where) =>
    differences(left.get(where) ?? [], right.get(where) ?? [], { code: 'dependency-differs', where, complete: true }),
  );
}

/** What each component depends on; that it is listed at all stands there as well. */
function edges(dependencies: unknown): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const dependency of itemsOf(dependencies)) {
    const ref = valueText(membersOf(dependency).get('ref'));
    const list = [...itemsOf(membersOf(dependency).get('dependsOn'))].map(valueText);
    const provides = [...itemsOf(membersOf(dependency).get('provides'))].map((item) => `provides ${valueText(item)}`);
    found.set(ref, [...(found.get(ref) ?? []), ref, ...list, ...provides]);
  }
  return found;
}

/** By the beginning of a property's name. */
const metadataCodes: readonly (readonly [RegExp, RecheckCode])[] = [
  [/^assay:policy/, 'policy-differs'],
  [/^assay:(?:trusted-)?root/, 'root-differs'],
  [/^assay:inventory/, 'inventory-differs'],
  [/^assay:lockfile/, 'inventory-differs'],
  [/^assay:report/, 'report-differs'],
  [/^assay:verified-at/, 'time-differs'],
];

function recheckMetadata(said: unknown, shown: unknown): readonly BomDifference[] {
  const [left, right] = [membersOf(said), membersOf(shown)];
  const names = new Set([...left.keys(), ...right.keys()]);
  for (const elsewhere of ['timestamp', 'component', 'properties']) names.delete(elsewhere);
  const fields = [...names].flatMap((name) => {
    if (valueText(left.get(name)) === valueText(right.get(name))) return [];
    const isTool = name === 'tools';
    const difference = whole(
      isTool ? 'tool-differs' : 'metadata-differs',
      `metadata.${name}`,
      left.get(name),
      right.get(name),
    );
    return [isTool ? { ...difference, outcome: 'not-shown' as const } : difference];
  });
  return [...fields, ...recheckMetadataProperties(left.get('properties'), right.get('properties'))];
}

function recheckMetadataProperties(said: unknown, shown: unknown): readonly BomDifference[] {
  const sides = [said, shown].map((list) => [...itemsOf(list)]);
  const codeOf = (property: unknown): RecheckCode => {
    const name = membersOf(property).get('name');
    return metadataCodes.find(([start]) => typeof name === 'string' && start.test(name))?.[1] ?? 'metadata-differs';
  };
  const codes = [...new Set(sides.flat().map(codeOf))];
  return codes.flatMap((code) => {
    const [left, right] = sides.map((list) => list.filter((item) => codeOf(item) === code).map(valueText));
    return differences(left ?? [], right ?? [], { code, where: 'metadata.properties', complete: true });
  });
}

function whole(code: RecheckCode, where: string, said: unknown, shown: unknown): BomDifference {
  const [left, right] = [said, shown].map((value) => (value === undefined ? [] : [valueText(value)]));
  const [difference] = differences(left ?? [], right ?? [], { code, where, complete: true });
  return difference ?? { code, outcome: 'false', where };
}
