import { asList, asMap, asNumber, asText, type DocMap, type DocValue } from '@assay/documents';

/** A part of a schema, of which the compiler asks for what it needs. A schema that is not as expected is an error of the program. */
export interface SchemaNode {
  readonly map: DocMap;
  /** The document it stands in, by the name that references use. */
  readonly document: string;
}

/** The keyword's value as a schema; undefined where the keyword is missing or `true`, which allows everything as well. */
export function nodeUnder(node: SchemaNode, keyword: string): SchemaNode | undefined {
  const value = node.map.get(keyword);
  return value === undefined || value === true ? undefined : asNode(value, node.document);
}

/** The keyword's value as a list of schemas: one where it is one schema, none where the keyword is missing. */
export function nodesUnder(node: SchemaNode, keyword: string): readonly SchemaNode[] {
  const value = node.map.get(keyword);
  return value === undefined ? [] : (asList(value) ?? [value]).map((item) => asNode(item, node.document));
}

/** The keyword's value as named schemas; none where the keyword is missing. */
export function namedUnder(node: SchemaNode, keyword: string): ReadonlyMap<string, SchemaNode> {
  const named = new Map<string, SchemaNode>();
  for (const [name, value] of nodeUnder(node, keyword)?.map.entries() ?? [])
    named.set(name, asNode(value, node.document));
  return named;
}

/** The keyword's value as a list of texts; undefined where the keyword is missing. */
export function textsUnder(node: SchemaNode, keyword: string): readonly string[] | undefined {
  const value = node.map.get(keyword);
  return value === undefined
    ? undefined
    : (asList(value) ?? [value]).map((item) => asText(item) ?? unexpected(keyword));
}

export function textUnder(node: SchemaNode, keyword: string): string | undefined {
  const value = node.map.get(keyword);
  return value === undefined ? undefined : (asText(value) ?? unexpected(keyword));
}

export function numberUnder(node: SchemaNode, keyword: string): number | undefined {
  const value = node.map.get(keyword);
  return value === undefined ? undefined : (asNumber(value) ?? unexpected(keyword));
}

function asNode(value: DocValue, document: string): SchemaNode {
  const map = asMap(value);
  return map === undefined ? unexpected('a schema') : { map, document };
}

function unexpected(what: string): never {
  throw new TypeError(`the schema has something unexpected as ${what}`);
}
