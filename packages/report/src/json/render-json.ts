/** Report and inventory as canonical JSON. */

import { canonicalJson, type JsonValue } from '@assay/model';
import type { RenderInput } from '../render-input.js';

/** RFC 8785 text of `{ report, inventory }` and a line break: byte-identical for identical input. */
export function renderJson({ report, inventory }: RenderInput): string {
  const document = { $schema: report.schema, report, inventory };
  return `${canonicalJson(wellFormed(document as unknown as JsonValue))}\n`;
}

/** Lone surrogates have no canonical form; hostile names may hold them. */
function wellFormed(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.toWellFormed();
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(wellFormed);
  const members = Object.entries(value).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key.toWellFormed(), wellFormed(member)]));
}
