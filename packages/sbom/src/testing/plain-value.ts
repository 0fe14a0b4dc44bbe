import { DocMap, type DocValue } from '@assay/documents';

/** A value that was read, as plain data. Keys are the test's own. */
export function plainValue(value: DocValue): unknown {
  if (value instanceof DocMap)
    return Object.fromEntries([...value.entries()].map(([key, one]) => [key, plainValue(one)]));
  return Array.isArray(value) ? (value as DocValue[]).map(plainValue) : value;
}
