import { asList, asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import { purlParts } from './purl-parts.js';

/** What is compared of a component. Lists are sets of texts. */
export interface ComponentFacts {
  /** How people know it: the purl, else group, name and version. */
  readonly label: string;
  readonly ref: string | undefined;
  /** The package in any version; undefined without a purl. */
  readonly purlBase: string | undefined;
  /** The package in any version, by group and name. */
  readonly name: string;
  readonly cpe: string | undefined;
  readonly version: string;
  /** What tells it from others of the same package and version. */
  readonly variant: string;
  /** What the rest of the document says of it: what it depends on, and how much of that is known. Filled in at the end. */
  readonly links: string[];
  /** By kind and algorithm. */
  readonly hashes: ReadonlyMap<string, readonly string[]>;
  /** By what it is of, which is part of the difference. */
  readonly said: ReadonlyMap<SaidKind, ReadonlyMap<string, readonly string[]>>;
}

export type SaidKind = 'signer' | 'verdict' | 'finding' | 'source' | 'host' | 'party' | 'license' | 'scope';

type Said = Map<SaidKind, Map<string, string[]>>;

export function componentFacts(component: DocMap): ComponentFacts {
  const purl = asText(component.get('purl'));
  const parts = purl === undefined ? undefined : purlParts(purl);
  const group = asText(component.get('group')) ?? '';
  const name = asText(component.get('name')) ?? '';
  const version =
    parts?.version === undefined || parts.version === '' ? (asText(component.get('version')) ?? '') : parts.version;
  const plainName = group === '' ? name : `${group}/${name}`;
  const references = maps(component.get('externalReferences'));
  return {
    label: purl ?? (version === '' ? plainName : `${plainName}@${version}`),
    ref: asText(component.get('bom-ref')),
    purlBase: parts?.base,
    name: plainName,
    cpe: asText(component.get('cpe')),
    version,
    variant: `${version} ${parts?.rest ?? ''}`,
    links: [],
    hashes: hashesOf(component, references),
    said: saidOf(component, references),
  };
}

function hashesOf(component: DocMap, references: readonly DocMap[]): Map<string, string[]> {
  const hashes = new Map<string, string[]>();
  addHashes(hashes, component.get('hashes'), '');
  for (const reference of references) {
    const type = asText(reference.get('type'));
    if (type === 'distribution') addHashes(hashes, reference.get('hashes'), 'distribution ');
  }
  return hashes;
}

function addHashes(hashes: Map<string, string[]>, value: DocValue | undefined, kind: string): void {
  for (const hash of maps(value)) {
    const alg = asText(hash.get('alg'));
    const content = asText(hash.get('content'));
    if (alg !== undefined && content !== undefined) add(hashes, kind + alg, content.toLowerCase());
  }
}

function saidOf(component: DocMap, references: readonly DocMap[]): Said {
  const said: Said = new Map();
  for (const property of maps(component.get('properties'))) sayProperty(said, property);
  for (const reference of references) sayReference(said, reference);
  sayParties(said, component);
  for (const license of maps(component.get('licenses'))) say(said, 'license', '', licenseText(license));
  // The specification: a component without a scope is required.
  say(said, 'scope', '', asText(component.get('scope')) ?? 'required');
  return said;
}

/** Assay's own taxonomy (README of this package). */
function sayProperty(said: Said, property: DocMap): void {
  const name = asText(property.get('name')) ?? '';
  const value = asText(property.get('value'));
  if (!name.startsWith('assay:')) return;
  if (name === 'assay:verdict') say(said, 'verdict', '', value);
  else if (name === 'assay:scope') say(said, 'scope', name, value);
  else if (name.startsWith('assay:finding:')) say(said, 'finding', name.slice('assay:finding:'.length), value);
  else if (name.startsWith('assay:signed:') && name.endsWith(':by')) {
    say(said, 'signer', name.slice('assay:signed:'.length, -':by'.length), value);
  }
}

function sayReference(said: Said, reference: DocMap): void {
  const type = asText(reference.get('type'));
  const url = asText(reference.get('url'));
  if (url === undefined || (type !== 'distribution' && type !== 'vcs')) return;
  say(said, 'source', type, url);
  if (type === 'distribution') say(said, 'host', type, URL.parse(url)?.host ?? url);
}

function sayParties(said: Said, component: DocMap): void {
  for (const kind of ['supplier', 'manufacturer'] as const) {
    say(said, 'party', kind, asText(asMap(component.get(kind))?.get('name')));
  }
  say(said, 'party', 'publisher', asText(component.get('publisher')));
  say(said, 'party', 'author', asText(component.get('author')));
  for (const author of maps(component.get('authors'))) say(said, 'party', 'author', asText(author.get('name')));
}

/** `concluded` is another statement than `declared`, which is what a licence without a word about it is. */
export function licenseText(license: DocMap): string | undefined {
  const single = asMap(license.get('license')) ?? license;
  const text = asText(single.get('id')) ?? asText(single.get('name')) ?? asText(single.get('expression'));
  return asText(single.get('acknowledgement')) === 'concluded' && text !== undefined ? `${text} (concluded)` : text;
}

function say(said: Said, kind: SaidKind, what: string, value: string | undefined): void {
  if (value === undefined) return;
  let known = said.get(kind);
  if (known === undefined) {
    known = new Map<string, string[]>();
    said.set(kind, known);
  }
  add(known, what, value);
}

function add(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** The objects of a list; what is none is passed over, for the document may be invalid. */
export function maps(value: DocValue | undefined): readonly DocMap[] {
  return (asList(value) ?? []).filter((item) => asMap(item) !== undefined) as DocMap[];
}
