import { parseSri, type Digest } from '@assay/model';
import type { DocValue } from '@assay/documents';

/** What stands in an `integrity` field. */
export interface LockedPins {
  readonly pins: readonly Digest[];
  readonly malformedPins: readonly string[];
  /** The platforms for which there is none. */
  readonly unpinnable?: string;
  readonly archiveKind?: string;
  readonly replaceable?: true;
}

/** Room for dozens of digests; whoever writes more has no honest use for them. */
const longestIntegrity = 4096;

/**
 * Reads an `integrity` field: every part is a pin or malformed. Clients read `false`, `null` and empty text as "no
 * integrity"; other values that are no text are malformed.
 */
export function readPins(value: DocValue | undefined): LockedPins {
  if (!isSet(value)) return { pins: none, malformedPins: none };
  if (typeof value !== 'string') return { pins: [], malformedPins: ['a value that is no text'] };
  if (value.length > longestIntegrity) return { pins: [], malformedPins: [`${value.slice(0, 100)}…`] };
  const parts = parseSri(value);
  const [part] = parts;
  if (part === undefined) return { pins: none, malformedPins: [value] };
  if (parts.length === 1 && 'digest' in part) return { pins: [part.digest], malformedPins: none };
  return {
    pins: parts.flatMap((each) => ('digest' in each ? [each.digest] : [])),
    malformedPins: parts.flatMap((each) => ('malformed' in each ? [each.malformed] : [])),
  };
}

/** Shared: nearly every entry has one digest and nothing else. */
const none: readonly never[] = [];

/** True for values that JavaScript clients do not take for nothing. */
export function isSet(value: DocValue | undefined): value is DocValue {
  return value !== undefined && value !== null && value !== false && value !== '' && value !== 0;
}
