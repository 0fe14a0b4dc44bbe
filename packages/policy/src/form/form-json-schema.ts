/** JSON Schema 2020-12 of a form. */

import type { JsonValue } from '@assay/model';
import type { Bound, Form, FormNode, JsonObject, WordsNode } from './form-node.js';

/** The schema of a whole document. */
export function formJsonSchema(form: Form): JsonObject {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schemaOf(form) };
}

function schemaOf({ node }: Form): JsonObject {
  const { description, keywords = {} } = node;
  return {
    ...(description === undefined ? {} : { description }),
    ...bareSchema(node),
    ...boundsSchema(node.bounds ?? []),
    ...keywords,
  };
}

function bareSchema(node: FormNode): JsonObject {
  switch (node.kind) {
    case 'text':
      return { type: 'string' };
    case 'number':
      return { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
    case 'flag':
      return { type: 'boolean' };
    case 'words':
      return wordsSchema(node);
    case 'list':
      return { type: 'array', items: schemaOf(node.item) };
    case 'either':
      return { anyOf: node.options.map(schemaOf) };
    case 'mapping':
      return mappingSchema(node.members);
  }
}

function wordsSchema({ words }: WordsNode): JsonObject {
  const [first, ...others] = words;
  const type = typeof first as 'string' | 'number' | 'boolean';
  return first !== undefined && others.length === 0 ? { type, const: first } : { type, enum: [...words] };
}

function mappingSchema(members: ReadonlyMap<string, Form>): JsonObject {
  const entries = [...members];
  const required = entries.filter(([, { isOptional }]) => !isOptional).map(([key]) => key);
  const properties = Object.fromEntries(entries.map(([key, form]) => [key, schemaOf(form)]));
  const schema = { type: 'object', properties, additionalProperties: false };
  return required.length === 0 ? schema : { ...schema, required };
}

/** Several patterns do not fit under one keyword. */
function boundsSchema(bounds: readonly Bound[]): JsonObject {
  const keyword = ({ keyword, limit }: Bound): readonly [string, JsonValue] => [
    keyword,
    typeof limit === 'number' ? limit : limit.source,
  ];
  const patterns = bounds.filter((bound) => bound.keyword === 'pattern');
  if (patterns.length < 2) return Object.fromEntries(bounds.map(keyword));
  const rest = bounds.filter((bound) => bound.keyword !== 'pattern').map(keyword);
  return { ...Object.fromEntries(rest), allOf: patterns.map((bound) => Object.fromEntries([keyword(bound)])) };
}
