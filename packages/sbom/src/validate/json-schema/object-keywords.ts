import { asMap, DocMap } from '@assay/documents';
import { tell } from '../problem-sink.js';
import { expectedInstead, quoted } from '../words.js';
import type { Check } from './check.js';
import { namedUnder, nodeUnder, textsUnder, type SchemaNode } from './schema-node.js';

/** Checks of `required`, `properties` and `additionalProperties` (JSON Schema draft-07 validation §6.5). Other types pass. */
export function objectChecks(node: SchemaNode, compile: (node: SchemaNode) => Check): readonly Check[] {
  const checks: Check[] = [];
  const required = textsUnder(node, 'required');
  if (required !== undefined) checks.push(checkRequired(required));
  const members = new Map<string, Check>();
  for (const [key, member] of namedUnder(node, 'properties')) members.set(key, compile(member));
  const others = checkOfOthers(node, [...members.keys()], compile);
  if (members.size > 0 || others !== undefined) checks.push(checkMembers(members, others));
  return checks;
}

/** `additionalProperties`; undefined where anything may stand there. */
function checkOfOthers(
  node: SchemaNode,
  known: readonly string[],
  compile: (node: SchemaNode) => Check,
): Check | undefined {
  const value = node.map.get('additionalProperties') ?? true;
  if (value === true) return undefined;
  const others = value === false ? undefined : nodeUnder(node, 'additionalProperties');
  return others === undefined ? refuseUnknown(known) : compile(others);
}

function checkRequired(required: readonly string[]): Check {
  return (value, place, sink) => {
    if (!(value instanceof DocMap)) return;
    for (const key of required) {
      if (!value.has(key))
        tell(sink, { code: 'schema-missing', place, detail: () => `${quoted(key)} is required here and missing.` });
    }
  };
}

function checkMembers(members: ReadonlyMap<string, Check>, others: Check | undefined): Check {
  return (value, place, sink) => {
    const map = asMap(value);
    if (map === undefined) return;
    for (const [key, member] of map.entries()) {
      const check = members.get(key) ?? others;
      check?.(member, { above: place, key, holder: map }, sink);
    }
  };
}

function refuseUnknown(known: readonly string[]): Check {
  return (_, place, sink) => {
    const key = String(place.key);
    tell(sink, {
      code: 'schema-unknown',
      place,
      detail: () => `${quoted(key)} is not known here; ${expectedInstead(key, known)}.`,
    });
  };
}
