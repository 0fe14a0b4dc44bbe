import { asList, asMap } from './as-value.js';
import type { DocMap, DocValue } from './doc-map.js';

/** True when two values are equal in every part; the order of a mapping's keys does not matter. */
export function sameValue(a: DocValue, b: DocValue): boolean {
  if (a === b) return true;
  const [listA, listB] = [asList(a), asList(b)];
  if (listA !== undefined && listB !== undefined) return sameList(listA, listB);
  const [mapA, mapB] = [asMap(a), asMap(b)];
  return mapA !== undefined && mapB !== undefined && sameMap(mapA, mapB);
}

function sameList(a: readonly DocValue[], b: readonly DocValue[]): boolean {
  return a.length === b.length && a.every((item, i) => sameValue(item, b[i] as DocValue));
}

function sameMap(a: DocMap, b: DocMap): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a.entries()) {
    const other = b.get(key);
    if (other === undefined || !sameValue(value, other)) return false;
  }
  return true;
}
