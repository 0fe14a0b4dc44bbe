import { parseSri, type Digest } from '@assay/model';
import type { DocValue } from '@assay/documents';

/** What stands in an `integrity` field. */
export interface LockedPins {
  readonly pins: readonly Digest[];
  readonly malformedPins: readonly string[];
}

/**
 * Reads an `integrity` field: every part is a pin or malformed. Clients read `false`, `null` and empty text as "no
 * integrity"; other values that are no text are malformed.
 */
export function readPins(value: DocValue | undefined): LockedPins {
  if (!isSet(value)) return { pins: [], malformedPins: [] };
  if (typeof value !== 'string') return { pins: [], malformedPins: ['a value that is no text'] };
  const parts = parseSri(value);
  if (parts.length === 0) return { pins: [], malformedPins: [value] };
  return {
    pins: parts.flatMap((part) => ('digest' in part ? [part.digest] : [])),
    malformedPins: parts.flatMap((part) => ('malformed' in part ? [part.malformed] : [])),
  };
}

/** True for values that JavaScript clients do not take for nothing. */
export function isSet(value: DocValue | undefined): value is DocValue {
  return value !== undefined && value !== null && value !== false && value !== '' && value !== 0;
}
