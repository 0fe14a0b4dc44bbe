/** The JSON Schema of `--format json`. */

import type { JsonValue } from '@assay/model';

const id = 'https://assay.example/schemas/report-v1.json';

const text = { type: 'string' };
/** RFC 3339 in UTC. A pattern, because validators may refuse a schema that names a `format` they do not know. */
const time = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$' };
const count = { type: 'integer', minimum: 0 };
const line = { type: 'integer', minimum: 1 };
const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const list = (items: JsonValue) => ({ type: 'array', items });
const oneOf = (...values: string[]) => ({ enum: values });

/** An object whose members are all required but those named in `optional`, and that allows no others. */
function record(properties: { readonly [key: string]: JsonValue }, optional: readonly string[] = []): JsonValue {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: 'object', properties, required, additionalProperties: false };
}

const outcomes = ['proven', 'refuted', 'absent', 'unknown', 'not-applicable'];
const decisions = ['pass', 'waived', 'warn', 'unverified', 'fail'];
const counts = (names: readonly string[]) => record(Object.fromEntries(names.map((name) => [name, count])));

const source = {
  oneOf: [
    record({ kind: { const: 'registry' }, url: text }, ['url']),
    record({ kind: { const: 'git' }, url: text, commit: text }, ['commit']),
    record({ kind: { const: 'url' }, url: text }),
    record({ kind: { const: 'archive' }, path: text }),
    record({ kind: { const: 'directory' }, path: text }),
    record({ kind: { const: 'bundled' }, within: text }),
    record({ kind: { const: 'builtin' }, reason: text }),
    record({ kind: { const: 'unsupported' }, reason: text }),
  ],
};

const definitions: { readonly [key: string]: JsonValue } = {
  digest: record({
    alg: oneOf('md5', 'sha1', 'sha256', 'sha384', 'sha512'),
    value: { type: 'string', pattern: '^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$' },
    covers: oneOf('artifact', 'document', 'tree', 'client-archive'),
  }),
  ecosystem: oneOf('npm', 'rubygems', 'composer', 'generic'),
  lockfile: record({ path: text, ecosystem: ref('ecosystem'), format: text, digest: ref('digest') }),
  gap: record({ lockfile: text, line, code: text, detail: text, doubt: { const: true } }, ['line', 'doubt']),
  file: record(
    {
      name: text,
      platform: text,
      url: text,
      pins: list(ref('digest')),
      malformedPins: list(text),
      unpinnable: text,
      archiveKind: text,
      replaceable: { const: true },
    },
    ['platform', 'url', 'unpinnable', 'archiveKind', 'replaceable'],
  ),
  subject: record(
    {
      id: text,
      purl: text,
      ecosystem: ref('ecosystem'),
      name: text,
      version: text,
      source,
      files: list(ref('file')),
      bundles: list(text),
      openPlatforms: { const: true },
      conflictsWith: list(text),
    },
    ['bundles', 'openPlatforms'],
  ),
  occurrence: record(
    {
      subject: text,
      lockfile: text,
      line,
      path: text,
      scope: oneOf('prod', 'dev', 'optional', 'peer'),
      aliases: list(text),
      parent: text,
    },
    ['aliases', 'parent'],
  ),
  project: record({ lockfile: text, path: text, subject: text, name: text, version: text, dependsOn: list(text) }, [
    'subject',
    'name',
    'version',
  ]),
  finding: record(
    {
      id: text,
      check: text,
      subject: text,
      file: text,
      phase: oneOf('before', 'after', 'installed', 'bundled'),
      outcome: oneOf(...outcomes),
      code: text,
      detail: text,
      excerpt: text,
      evidence: list(ref('digest')),
    },
    ['file', 'phase', 'excerpt'],
  ),
  verdict: record({ subject: text, decision: oneOf(...decisions), because: list(text), waivedBy: list(count) }),
  waiver: record({
    waiver: count,
    purl: text,
    check: text,
    expires: text,
    owner: text,
    reason: text,
    state: oneOf('used', 'unused', 'expired', 'not-judged'),
    count,
  }),
  totals: record({
    subjects: count,
    decisions: counts(decisions),
    outcomes: counts(outcomes),
    checks: list(record({ check: text, outcomes: counts(outcomes), waived: count, ignored: count })),
  }),
};

const report = record(
  {
    schema: { const: id },
    tool: record({ name: text, version: text }),
    at: time,
    depth: oneOf('pins', 'registry', 'artifacts'),
    decision: oneOf(...decisions),
    exitCode: { enum: [0, 1, 3] },
    reason: text,
    policyDigest: ref('digest'),
    inventoryDigest: ref('digest'),
    trustedRoots: list(ref('digest')),
    lockfiles: list(ref('lockfile')),
    findings: list(ref('finding')),
    verdicts: list(ref('verdict')),
    totals: ref('totals'),
    waivers: list(ref('waiver')),
    notLookedAt: list(text),
    gaps: list(ref('gap')),
    warnings: list(text),
  },
  ['reason'],
);

const inventory = record(
  {
    lockfiles: list(ref('lockfile')),
    subjects: list(ref('subject')),
    occurrences: list(ref('occurrence')),
    edges: list(record({ from: text, to: text })),
    gaps: list(ref('gap')),
    projects: list(ref('project')),
  },
  ['projects'],
);

/** JSON Schema 2020-12 of what `renderJson` writes. Closed: no member that it does not name is allowed. */
export function reportJsonSchema(): JsonValue {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title: 'Assay report',
    ...(record({ $schema: { const: id }, report, inventory }) as { readonly [key: string]: JsonValue }),
    $defs: definitions,
  };
}
