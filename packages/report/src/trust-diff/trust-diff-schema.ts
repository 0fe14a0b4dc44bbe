/** The JSON Schema of `assay diff --format json`. */

import { trustChangeKinds, type JsonValue } from '@assay/model';

const id = 'https://assay.example/schemas/trust-diff-v1.json';

const text = { type: 'string' };
const time = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$' };
const count = { type: 'integer', minimum: 0 };
const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const list = (items: JsonValue) => ({ type: 'array', items });

/** An object whose members are all required but those named in `optional`, and that allows no others. */
function record(properties: { readonly [key: string]: JsonValue }, optional: readonly string[] = []): JsonValue {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: 'object', properties, required, additionalProperties: false };
}

const definitions: { readonly [key: string]: JsonValue } = {
  digest: record({
    alg: { enum: ['sha256', 'sha384', 'sha512'] },
    value: { type: 'string', pattern: '^([0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$' },
    covers: { enum: ['artifact', 'document', 'tree'] },
  }),
  side: record(
    {
      name: text,
      commit: { type: 'string', pattern: '^([0-9a-f]{40}|[0-9a-f]{64})$' },
      at: time,
      depth: { enum: ['pins', 'registry', 'artifacts'] },
      decision: { enum: ['pass', 'waived', 'warn', 'unverified', 'fail'] },
      exitCode: { enum: [0, 1, 3] },
      policyDigest: ref('digest'),
      inventoryDigest: ref('digest'),
      packages: count,
      lockfiles: list(text),
    },
    ['name', 'commit'],
  ),
  place: record({ lockfile: text, line: { type: 'integer', minimum: 1 }, side: { enum: ['base', 'head'] } }, ['line']),
  change: record(
    {
      code: { enum: Object.keys(trustChangeKinds) },
      severity: { enum: ['alarm', 'attention', 'info'] },
      text,
      purl: text,
      basePurl: text,
      check: text,
      places: list(ref('place')),
      before: list(text),
      after: list(text),
    },
    ['purl', 'basePurl', 'check'],
  ),
  doubt: record(
    {
      code: { enum: ['base-unverified', 'head-unverified', 'not-compared', 'depth'] },
      text,
      purl: text,
      checks: list(text),
    },
    ['purl', 'checks'],
  ),
};

const diff = record({
  schema: { const: id },
  tool: record({ name: text, version: text }),
  base: ref('side'),
  head: ref('side'),
  exitCode: { enum: [0, 1, 3] },
  changes: list(ref('change')),
  incomplete: list(ref('doubt')),
  totals: record({ alarm: count, attention: count, info: count }),
});

/** JSON Schema 2020-12 of what `renderTrustDiffJson` writes. Closed: no member that it does not name is allowed. */
export function trustDiffJsonSchema(): JsonValue {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title: 'Assay trust diff',
    ...(record({ $schema: { const: id }, diff }) as { readonly [key: string]: JsonValue }),
    $defs: definitions,
  };
}
