import { DocMap, type DocValue } from './doc-map.js';

/** The value if it is a mapping. */
export function asMap(value: DocValue | undefined): DocMap | undefined {
  return value instanceof DocMap ? value : undefined;
}

/** The value if it is text. */
export function asText(value: DocValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value if it is a list. */
export function asList(value: DocValue | undefined): readonly DocValue[] | undefined {
  return isList(value) ? value : undefined;
}

/** The value if it is true or false. */
export function asBoolean(value: DocValue | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** The value if it is a number. */
export function asNumber(value: DocValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function isList(value: DocValue | undefined): value is readonly DocValue[] {
  return Array.isArray(value);
}
