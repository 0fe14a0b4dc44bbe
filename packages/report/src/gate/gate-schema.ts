/** The JSON Schema of `assay gate --format json`. */

import type { JsonValue } from '@assay/model';

/** What the document calls its schema. */
export const gateSchemaId = 'https://assay.example/schemas/gate-v1.json';

const text = { type: 'string' };
const time = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$' };
const line = { type: 'integer', minimum: 1 };
const list = (items: JsonValue) => ({ type: 'array', items });

/** An object whose members are all required but those named in `optional`, and that allows no others. */
function record(properties: { readonly [key: string]: JsonValue }, optional: readonly string[] = []): JsonValue {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: 'object', properties, required, additionalProperties: false };
}

const digest = record({
  alg: { enum: ['sha256', 'sha512'] },
  value: { type: 'string', pattern: '^([0-9a-f]{64}|[0-9a-f]{128})$' },
  covers: { const: 'artifact' },
});

const condition = record({
  condition: text,
  outcome: { enum: ['proven', 'refuted', 'absent', 'unknown', 'not-applicable'] },
  code: text,
  text,
  detail: text,
  next: text,
});

const artifact = record(
  {
    name: text,
    digests: list(digest),
    decision: { enum: ['pass', 'fail', 'unverified'] },
    conditions: list(condition),
    summary: record({ from: text, line, at: time, signedBy: text }),
    others: list(record({ from: text, line, code: text, detail: text })),
  },
  ['summary'],
);

/** JSON Schema 2020-12 of the document that `renderGateJson` writes. */
export function gateJsonSchema(): JsonValue {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: gateSchemaId,
    title: 'Assay gate decision',
    ...(record({
      $schema: { const: gateSchemaId },
      gate: record({ exitCode: { enum: [0, 1, 3] }, at: time, artifacts: list(artifact), notes: list(text) }),
    }) as { readonly [key: string]: JsonValue }),
  };
}
