/** The answer of the gate as canonical JSON. */

import type { GateDecision, JsonValue } from '@assay/model';
import { canonicalText } from '../json/render-json.js';
import { gateSchemaId } from './gate-schema.js';

/**
 * `{ $schema, gate }` with members in the order of RFC 8785, and a line break. Nothing but printable ASCII stands as itself: names and details are
 * an attacker's, and this is printed.
 */
export function renderGateJson(gate: GateDecision): string {
  const document = { $schema: gateSchemaId, gate } as unknown as JsonValue;
  return `${canonicalText(document).replaceAll(/[^\x20-\x7e]/g, escaped)}\n`;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
