/** Finds the line of a place in a policy. */

import { DocMap, type DocValue } from '@assay/documents';

/** A document that is a mapping, with the lines of its lists' items. */
export interface LocatedDocument {
  readonly root: DocMap;
  readonly itemLines: ReadonlyMap<DocValue, readonly number[]>;
}

/** Keys and indexes that lead to a place. */
export type Path = readonly PropertyKey[];

/** 1-based line of the value at a path; that of what should hold it, for what is not there. */
export function lineAt(document: LocatedDocument, path: Path): number {
  let place: Place | null = { line: document.root.line, value: document.root };
  let { line } = place;
  for (const step of path) {
    place = stepInto(place.value, step, document);
    if (place === null) return line;
    line = place.line;
  }
  return line;
}

interface Place {
  readonly line: number;
  readonly value: DocValue;
}

function stepInto(value: DocValue, step: PropertyKey, { itemLines }: LocatedDocument): Place | null {
  if (value instanceof DocMap) return stepIntoMap(value, String(step));
  const line = itemLines.get(value)?.[Number(step)];
  const item = isList(value) ? value[Number(step)] : undefined;
  return line === undefined || item === undefined ? null : { line, value: item };
}

function stepIntoMap(map: DocMap, key: string): Place | null {
  const value = map.get(key);
  return value === undefined ? null : { line: map.lineOf(key), value };
}

function isList(value: DocValue): value is readonly DocValue[] {
  return Array.isArray(value);
}

/** A document as plain data for a schema library. Keys are own properties of null-prototype objects. */
export function plainData(value: DocValue): unknown {
  if (isList(value)) return value.map(plainData);
  if (!(value instanceof DocMap)) return value;
  const object = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of value.entries()) object[key] = plainData(member);
  return object;
}
