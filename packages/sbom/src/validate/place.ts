import { DocMap, type DocValue } from '@assay/documents';

/** Where a value stands in a JSON document: a chain up to the root, from which path and line are made only when asked for. */
export interface Place {
  /** Null at the root. */
  readonly above: Place | null;
  readonly key: string | number;
  /** What holds the value under `key`; the root's is the root itself. */
  readonly holder: DocMap | readonly DocValue[];
}

/** JSON pointer (RFC 6901). */
export function pathOf(place: Place): string {
  const parts: string[] = [];
  for (let at = place; at.above !== null; at = at.above) parts.push(escaped(at.key));
  return parts
    .reverse()
    .map((part) => `/${part}`)
    .join('');
}

function escaped(key: string | number): string {
  return typeof key === 'number' ? String(key) : key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** 1-based line of the value; of the key that holds it where only that is known. */
export function lineOf(place: Place): number {
  for (let at: Place | null = place; at !== null; at = at.above) {
    const { holder, key } = at;
    if (typeof key === 'string') return holder instanceof DocMap ? holder.lineOf(key) : 1;
    const value = holder instanceof DocMap ? holder : holder[key];
    if (value instanceof DocMap) return value.line;
  }
  return 1;
}
