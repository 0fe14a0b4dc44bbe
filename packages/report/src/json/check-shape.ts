/** Holds a document to a JSON Schema of ours: the few keywords that `report-schema.ts` uses, and no other. */

import type { JsonValue } from '@assay/model';
import { DocMap, type DocValue } from '@assay/documents';

/** What does not fit, and where. */
export interface ShapeProblem {
  /** JSON Pointer (RFC 6901). Attacker-controlled where it names a member that the schema does not. */
  readonly pointer: string;
  /** One sentence. */
  readonly detail: string;
  readonly line?: number;
}

type Schema = Readonly<Record<string, JsonValue>>;

/** The first thing that does not fit; null where all does. `schema` is trusted, `value` is not. */
export function checkShape(schema: JsonValue, value: DocValue): ShapeProblem | null {
  const root = schema as Schema;
  const patterns = new Map<string, RegExp>();
  const context: Context = {
    definitions: (root['$defs'] ?? {}) as Schema,
    matches: (pattern, text) => {
      const known = patterns.get(pattern) ?? new RegExp(pattern, 'u');
      patterns.set(pattern, known);
      return known.test(text);
    },
  };
  return checkValue(context, root, { value, pointer: '' });
}

interface Context {
  readonly definitions: Schema;
  readonly matches: (pattern: string, text: string) => boolean;
}

interface Place {
  readonly value: DocValue;
  readonly pointer: string;
  readonly line?: number;
}

function checkValue(context: Context, schema: Schema, place: Place): ShapeProblem | null {
  const { $ref, oneOf } = schema;
  if (typeof $ref === 'string') {
    return checkValue(context, context.definitions[$ref.slice('#/$defs/'.length)] as Schema, place);
  }
  if (Array.isArray(oneOf)) return checkChoice(context, oneOf as readonly Schema[], place);
  if (schema['type'] === 'object') return checkObject(context, schema, place);
  if (schema['type'] === 'array') return checkList(context, schema, place);
  return checkScalar(context, schema, place);
}

/** Of several objects the one whose `kind` it has: then what is wrong can be told. */
function checkChoice(context: Context, choices: readonly Schema[], place: Place): ShapeProblem | null {
  const kind = place.value instanceof DocMap ? place.value.get('kind') : undefined;
  const choice = choices.find((each) => ((each['properties'] as Schema)['kind'] as Schema)['const'] === kind);
  return choice === undefined ? problem(place, 'is of no known kind') : checkValue(context, choice, place);
}

function checkObject(context: Context, schema: Schema, place: Place): ShapeProblem | null {
  const { value, pointer } = place;
  if (!(value instanceof DocMap)) return problem(place, 'is no object');
  const properties = schema['properties'] as Schema;
  for (const name of schema['required'] as readonly string[]) {
    if (!value.has(name)) return problem({ ...place, line: value.line }, `lacks "${name}"`);
  }
  for (const [name, member] of value.entries()) {
    const at = { value: member, pointer: `${pointer}/${name}`, line: value.lineOf(name) };
    if (!Object.hasOwn(properties, name)) return problem(at, 'is not known');
    const found = checkValue(context, properties[name] as Schema, at);
    if (found !== null) return found;
  }
  return null;
}

function checkList(context: Context, schema: Schema, place: Place): ShapeProblem | null {
  const { value, pointer, line } = place;
  if (!isList(value)) return problem(place, 'is no list');
  for (const [index, item] of value.entries()) {
    const at = { value: item, pointer: `${pointer}/${String(index)}`, ...(line === undefined ? {} : { line }) };
    const found = checkValue(context, schema['items'] as Schema, at);
    if (found !== null) return found;
  }
  return null;
}

function isList(value: DocValue): value is readonly DocValue[] {
  return Array.isArray(value);
}

function checkScalar({ matches }: Context, schema: Schema, place: Place): ShapeProblem | null {
  const { value } = place;
  const { type, pattern, minimum, const: only, enum: allowed } = schema;
  if (only !== undefined && value !== only) return problem(place, `is not ${JSON.stringify(only)}`);
  if (Array.isArray(allowed) && !(allowed as readonly JsonValue[]).includes(value as JsonValue)) {
    return problem(place, `is none of ${allowed.map((each) => JSON.stringify(each)).join(', ')}`);
  }
  if (type === 'string' && typeof value !== 'string') return problem(place, 'is no text');
  if (type === 'integer' && !Number.isSafeInteger(value)) return problem(place, 'is no whole number');
  if (typeof minimum === 'number' && (value as number) < minimum)
    return problem(place, `is less than ${String(minimum)}`);
  if (typeof pattern === 'string' && !matches(pattern, value as string))
    return problem(place, 'is not spelled as it has to be');
  return null;
}

function problem({ pointer, line }: Place, what: string): ShapeProblem {
  const detail = `${pointer === '' ? 'The document' : pointer} ${what}.`;
  return { pointer, detail, ...(line === undefined ? {} : { line }) };
}
