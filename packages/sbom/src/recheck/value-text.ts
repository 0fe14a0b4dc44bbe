import { DocMap } from '@assay/documents';
import { compareText } from '@assay/model';

/** A value as one text: equal values have equal texts, whatever the order of their members, and whether they were read or made. */
export function valueText(value: unknown): string {
  if (value instanceof DocMap) return mapText([...value.entries()]);
  if (value === undefined) return '';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${[...value].map(valueText).join(',')}]`;
  return mapText(Object.entries(value).filter(([, item]) => item !== undefined));
}

function mapText(entries: readonly (readonly [string, unknown])[]): string {
  const sorted = [...entries].sort(([a], [b]) => compareText(a, b));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${valueText(item)}`).join(',')}}`;
}

/** The members of a map. */
export function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  if (value instanceof DocMap) return new Map(value.entries());
  if (typeof value !== 'object' || value === null || isList(value)) return new Map();
  return new Map(Object.entries(value).filter(([, item]) => item !== undefined));
}

/** The items of a list, one by one; none of anything else. */
export function itemsOf(value: unknown): Iterable<unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof DocMap) && isList(value) ? value : [];
}

function isList(value: object): value is Iterable<unknown> {
  return !(value instanceof DocMap) && Symbol.iterator in value;
}
