import type { JsonValue, TrustDiff } from '@assay/model';
import { canonicalText } from '../json/render-json.js';

/**
 * RFC 8785 text of `{ $schema, diff }` and a line break: byte-identical for the same diff. Nothing but printable ASCII stands as itself,
 * because names are an attacker's and this is printed; lone surrogates come out as U+FFFD.
 */
export function renderTrustDiffJson(diff: TrustDiff): string {
  const document = { $schema: diff.schema, diff } as unknown as JsonValue;
  return `${canonicalText(document).replaceAll(/[^\x20-\x7e]/g, escaped)}\n`;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
