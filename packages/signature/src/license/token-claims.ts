/** What a token says, for people. */

import { DocMap, type DocValue } from '@assay/documents';
import { shown } from '../provenance/shown.js';

/** One thing that a token says: both are printable ASCII, cut where they are long. */
export interface LicenseTokenClaim {
  readonly name: string;
  readonly text: string;
}

const mostClaims = 50;
const mostItems = 10;

/** Names and values of an object, for showing. */
export function shownClaims(map: DocMap): readonly LicenseTokenClaim[] {
  return [...map.entries()]
    .slice(0, mostClaims)
    .map(([name, value]) => ({ name: shownName(name), text: shownValue(value) }));
}

/** A claim of a text. */
export function shownClaim(name: string, text: string): LicenseTokenClaim {
  return { name: shownName(name), text: shown(text) };
}

function shownName(name: string): string {
  return shown(name).slice(1, -1);
}

function shownValue(value: DocValue): string {
  if (typeof value === 'string') return shown(value);
  if (value instanceof DocMap) return `{${value.size} members}`;
  if (typeof value !== 'object' || value === null) return String(value);
  const isShort = value.length <= mostItems && value.every((item) => typeof item !== 'object' || item === null);
  return isShort ? `[${value.map(shownValue).join(', ')}]` : `[${value.length} items]`;
}
