import { asMap, type DocMap, type DocValue } from '@assay/documents';
import type { Check } from './check.js';
import { choiceChecks } from './choice-keywords.js';
import { listChecks } from './list-keywords.js';
import { objectChecks } from './object-keywords.js';
import { scalarChecks } from './scalar-keywords.js';
import { textUnder, type SchemaNode } from './schema-node.js';

/** Keywords that say nothing about validity. */
const silent = [
  '$schema',
  '$id',
  '$comment',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'definitions',
  'meta:enum',
];

const compiled = [
  ...['type', 'enum', 'const', 'pattern', 'format', 'minLength', 'maxLength', 'minimum', 'maximum'],
  ...['required', 'properties', 'additionalProperties'],
  ...['items', 'additionalItems', 'minItems', 'maxItems', 'uniqueItems'],
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'],
];

const keywords: ReadonlySet<string> = new Set([...silent, ...compiled]);

/** Loads a schema by the name under which others refer to it. */
export type LoadSchema = (name: string) => DocMap;

/**
 * Compiles a JSON Schema draft-07 document, as far as CycloneDX's use the language, to closures. Takes linear time for every value:
 * each keyword looks at each value a number of times that the schema alone bounds. A keyword that is not known here is an error of the
 * program: passing over it would call valid what is not.
 */
export function compileSchema(name: string, load: LoadSchema): Check {
  const checks = new Map<DocMap, Check>();
  const documents = new Map<string, DocMap>();

  const documentOf = (document: string): DocMap => {
    const map = documents.get(document) ?? load(document);
    documents.set(document, map);
    return map;
  };

  const resolve = (node: SchemaNode, reference: string): SchemaNode => {
    const [document = '', pointer = ''] = reference.split('#', 2);
    const base = document === '' ? node.document : document;
    return { map: valueAt(documentOf(base), pointer), document: base };
  };

  const compile = (node: SchemaNode): Check => {
    const before = checks.get(node.map);
    if (before !== undefined) return before;
    // Schemas refer to themselves: until this one is compiled, a promise of it stands there.
    const later: { check?: Check } = {};
    checks.set(node.map, (value, place, sink) => later.check?.(value, place, sink));
    later.check = compileNode(node);
    checks.set(node.map, later.check);
    return later.check;
  };

  const compileNode = (node: SchemaNode): Check => {
    const reference = textUnder(node, '$ref');
    // Beside `$ref` draft-07 looks at nothing else (core §8.3).
    if (reference !== undefined) return withRefs(reference, compile(resolve(node, reference)));
    refuseUnknownKeywords(node);
    const steps = [
      ...scalarChecks(node),
      ...objectChecks(node, compile),
      ...listChecks(node, compile),
      ...choiceChecks(node, compile),
    ];
    return inSequence(steps);
  };

  return compile({ map: documentOf(name), document: name });
}

/** Definitions of the official schemas for what names a thing of the document, by itself or by reference. */
const references = ['#/definitions/refType', '#/definitions/refLinkType'];

/** Takes down references. Under `bom-ref` a thing has its own, anywhere else it names another one's. */
function withRefs(reference: string, check: Check): Check {
  if (!references.includes(reference)) return check;
  return (value, place, sink) => {
    check(value, place, sink);
    if (typeof value !== 'string') return;
    if (place.key === 'bom-ref') sink.refs.define(value, place, place.holder);
    else sink.refs.refer(value, place, place.holder);
  };
}

function inSequence(checks: readonly Check[]): Check {
  const [only, ...more] = checks;
  if (only !== undefined && more.length === 0) return only;
  return (value, place, sink) => {
    for (const check of checks) check(value, place, sink);
  };
}

function refuseUnknownKeywords(node: SchemaNode): void {
  for (const keyword of node.map.keys()) {
    if (!keywords.has(keyword)) throw new TypeError(`the schema ${node.document} has the unknown keyword ${keyword}`);
  }
}

function valueAt(document: DocMap, pointer: string): DocMap {
  let value: DocValue | undefined = document;
  for (const part of pointer.split('/').slice(1))
    value = asMap(value)?.get(part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const map = asMap(value);
  if (map === undefined) throw new TypeError(`the schema has nothing at ${pointer}`);
  return map;
}
