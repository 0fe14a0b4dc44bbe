import { asList, asMap, asText, type DocMap } from '@assay/documents';
import type { ReadBom } from '../read/index.js';
import { componentFacts, licenseText, maps, type ComponentFacts } from './component-facts.js';

/** What is compared of a document. */
export interface BomFacts {
  /** What the document is about. */
  readonly subject: ComponentFacts | undefined;
  /** All others, nested ones among them. */
  readonly components: readonly ComponentFacts[];
  readonly byRef: ReadonlyMap<string, ComponentFacts>;
  /** By bom-ref. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** By bom-ref: `assemblies complete`. */
  readonly completeness: ReadonlyMap<string, readonly string[]>;
  readonly metadata: ReadonlyMap<string, readonly string[]>;
}

export function bomFacts({ root }: ReadBom): BomFacts {
  const metadata = asMap(root.get('metadata'));
  const main = asMap(metadata?.get('component'));
  const subject = main === undefined ? undefined : componentFacts(main);
  const components = [...nested(main), ...nested(root)].map(componentFacts);
  const byRef = new Map<string, ComponentFacts>();
  for (const one of subject === undefined ? components : [subject, ...components]) {
    if (one.ref !== undefined && !byRef.has(one.ref)) byRef.set(one.ref, one);
  }
  const dependencies = dependenciesOf(root);
  const completeness = completenessOf(root);
  link(byRef, dependencies, completeness);
  return { subject, components, byRef, dependencies, completeness, metadata: metadataOf(metadata) };
}

type Lists = ReadonlyMap<string, readonly string[]>;

function link(byRef: ReadonlyMap<string, ComponentFacts>, dependencies: Lists, completeness: Lists): void {
  for (const [ref, { links }] of byRef) {
    for (const target of dependencies.get(ref) ?? []) links.push(byRef.get(target)?.label ?? target);
    for (const aggregate of completeness.get(ref) ?? []) links.push(aggregate);
  }
}

/** The components in an object, and those in them. */
function* nested(within: DocMap | undefined): Generator<DocMap, void, undefined> {
  for (const component of maps(within?.get('components'))) {
    yield component;
    yield* nested(component);
  }
}

function dependenciesOf(root: DocMap): Map<string, string[]> {
  const edges = new Map<string, string[]>();
  for (const dependency of maps(root.get('dependencies'))) {
    const ref = asText(dependency.get('ref'));
    if (ref !== undefined) append(edges, ref, texts(dependency, 'dependsOn'));
  }
  return edges;
}

function completenessOf(root: DocMap): Map<string, string[]> {
  const known = new Map<string, string[]>();
  for (const composition of maps(root.get('compositions'))) {
    const aggregate = asText(composition.get('aggregate')) ?? '';
    for (const kind of ['assemblies', 'dependencies']) {
      for (const ref of texts(composition, kind)) append(known, ref, [`${kind} ${aggregate}`]);
    }
  }
  return known;
}

/** Its own time, number and tools say nothing about what it describes. */
function metadataOf(metadata: DocMap | undefined): Map<string, string[]> {
  const said = new Map<string, string[]>();
  const say = (what: string, text: string | undefined): void => {
    if (text !== undefined) append(said, what, [text]);
  };
  for (const kind of ['supplier', 'manufacturer', 'manufacture'])
    say(kind, asText(asMap(metadata?.get(kind))?.get('name')));
  for (const author of maps(metadata?.get('authors'))) say('author', asText(author.get('name')));
  for (const license of maps(metadata?.get('licenses'))) say('license', licenseText(license));
  for (const property of maps(metadata?.get('properties'))) {
    const name = asText(property.get('name')) ?? '';
    if (telling.has(name)) say(name, asText(property.get('value')));
  }
  return said;
}

const telling = new Set(['assay:decision', 'assay:depth', 'assay:policy', 'assay:trusted-root']);

function texts(map: DocMap, key: string): readonly string[] {
  return (asList(map.get(key)) ?? []).filter((item) => typeof item === 'string');
}

function append(lists: Map<string, string[]>, key: string, values: readonly string[]): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [...values]);
  else for (const value of values) list.push(value);
}
