/** The answer about single files as canonical JSON. */

import type { AttestationReport, JsonValue } from '@assay/model';
import { canonicalText } from '../json/render-json.js';

/** RFC 8785 text of `{ $schema, report }` and a line break; lone surrogates come out as U+FFFD. */
export function renderAttestationJson(report: AttestationReport): string {
  return `${canonicalText({ $schema: report.schema, report } as unknown as JsonValue)}\n`;
}
