/** The answer about single files as canonical JSON. */

import type { AttestationReport, JsonValue } from '@assay/model';
import { canonicalText } from '../json/render-json.js';

/**
 * `{ $schema, report }` with members in the order of RFC 8785, and a line break. Nothing but printable ASCII stands as itself, because
 * file names and certificates are an attacker's and this is printed; lone surrogates come out as U+FFFD.
 */
export function renderAttestationJson(report: AttestationReport): string {
  const document = { $schema: report.schema, report } as unknown as JsonValue;
  return `${canonicalText(document).replaceAll(/[^\x20-\x7e]/g, escaped)}\n`;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
