import { asList, asMap, type DocValue } from '@assay/documents';
import type { JsonValue } from '@assay/model';

/** A document's value as plain data. Objects have no prototype: `__proto__` is a key like any other (THREATS row 26). */
export function jsonOf(value: DocValue): JsonValue {
  const map = asMap(value);
  if (map !== undefined) {
    const object = Object.create(null) as Record<string, JsonValue>;
    for (const [key, member] of map.entries()) object[key] = jsonOf(member);
    return object;
  }
  const list = asList(value);
  return list === undefined ? (value as string | number | boolean | null) : list.map(jsonOf);
}
