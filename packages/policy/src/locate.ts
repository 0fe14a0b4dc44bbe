/** Finds the line of a place in a document. */

import type { DocMap, DocValue } from '@assay/documents';

/** 1-based line of the value at a path of keys and indexes; the nearest enclosing line for what is not there. */
export function lineAt(root: DocMap, path: readonly PropertyKey[]): number {
  let line = root.line;
  let value: DocValue | undefined = root;
  for (const step of path) {
    if (isMap(value)) {
      line = value.lineOf(String(step));
      value = value.get(String(step));
    } else if (Array.isArray(value)) {
      value = (value as readonly DocValue[])[Number(step)];
    }
    if (isMap(value) && typeof step === 'number') line = value.line;
  }
  return line;
}

function isMap(value: DocValue | undefined): value is DocMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A document as plain data for a schema library. Keys are own properties of null-prototype objects. */
export function plainData(value: DocValue): unknown {
  if (Array.isArray(value)) return (value as readonly DocValue[]).map(plainData);
  if (!isMap(value)) return value;
  const object = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of value.entries()) object[key] = plainData(member);
  return object;
}
