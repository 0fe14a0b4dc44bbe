/** The JSON Schema of `assay attestation verify --format json`. */

import type { JsonValue } from '@assay/model';

const id = 'https://assay.example/schemas/attestation-v1.json';

const text = { type: 'string' };
const time = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$' };
const count = { type: 'integer', minimum: 0 };
const place = { type: 'integer', minimum: 1 };
const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const list = (items: JsonValue) => ({ type: 'array', items });

/** An object whose members are all required but those named in `optional`, and that allows no others. */
function record(properties: { readonly [key: string]: JsonValue }, optional: readonly string[] = []): JsonValue {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: 'object', properties, required, additionalProperties: false };
}

const outcome = { enum: ['proven', 'refuted', 'absent', 'unknown', 'not-applicable'] };
const answer = { outcome, code: text, text, detail: text, next: text };

const claimNames = [
  'buildSignerUri',
  'buildSignerDigest',
  'runnerEnvironment',
  'sourceRepositoryUri',
  'sourceRepositoryDigest',
  'sourceRepositoryRef',
  'sourceRepositoryId',
  'sourceRepositoryOwnerUri',
  'sourceRepositoryOwnerId',
  'buildConfigUri',
  'buildConfigDigest',
  'buildTrigger',
  'runInvocationUri',
  'sourceRepositoryVisibility',
  'deploymentEnvironment',
] as const;

const definitions: { readonly [key: string]: JsonValue } = {
  digest: record({
    alg: { enum: ['sha256', 'sha384', 'sha512'] },
    value: { type: 'string', pattern: '^([0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$' },
    covers: { enum: ['artifact', 'document'] },
  }),
  claims: record(Object.fromEntries(claimNames.map((name) => [name, text])), claimNames),
  root: record({ name: text, digest: ref('digest') }),
  signer: {
    oneOf: [
      record(
        {
          kind: { const: 'identity' },
          san: record({ type: { enum: ['uri', 'email', 'other-name'] }, value: text }),
          issuer: text,
          claims: ref('claims'),
          certificate: ref('digest'),
        },
        ['issuer'],
      ),
      record({ kind: { const: 'managed-key' }, key: ref('digest') }),
    ],
  },
  time: record({ at: time, by: { enum: ['log', 'tsa'] }, source: text }),
  logEntry: record({ log: text, logId: text, index: text, kind: text, integratedAt: time }, ['integratedAt']),
  verified: record(
    {
      signer: ref('signer'),
      times: list(ref('time')),
      logEntries: list(ref('logEntry')),
      subject: ref('digest'),
      root: ref('root'),
      mediaType: text,
      payloadType: text,
      predicateType: text,
    },
    ['root', 'payloadType', 'predicateType'],
  ),
  step: record({ step: text, result: { enum: ['proven', 'failed'] }, detail: text }),
  difference: record({ field: text, expected: text, actual: text }, ['actual']),
  attestation: record(
    {
      from: text,
      place,
      format: { enum: ['sigstore-bundle', 'pep740', 'dsse-envelope'] },
      ...answer,
      verified: ref('verified'),
      steps: list(ref('step')),
      differences: list(ref('difference')),
      notes: list(text),
      suggestion: text,
      options: text,
    },
    ['verified', 'suggestion', 'options'],
  ),
  file: record({
    file: text,
    digests: list(ref('digest')),
    ...answer,
    attestations: list(ref('attestation')),
    aboutOthers: count,
  }),
};

const report = record({
  schema: { const: id },
  tool: record({ name: text, version: text }),
  at: time,
  exitCode: { enum: [0, 1, 3] },
  expected: record({ by: { enum: ['publisher', 'identity', 'key'] }, text }),
  predicateTypes: list(text),
  trustedRoots: list(ref('root')),
  files: list(ref('file')),
});

/** JSON Schema 2020-12 of what `renderAttestationJson` writes. Closed: no member that it does not name is allowed. */
export function attestationJsonSchema(): JsonValue {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title: 'Assay attestation report',
    ...(record({ $schema: { const: id }, report }) as { readonly [key: string]: JsonValue }),
    $defs: definitions,
  };
}
