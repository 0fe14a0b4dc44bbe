import { parseYaml, DocMap } from '@assay/documents';
import type { JsonValue } from '@assay/model';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { plainData } from './locate.js';
import { parsePolicy } from './parse-policy.js';
import { policyJsonSchema } from './schema.js';
import { vocabulary } from './testing/vocabulary.js';

const schema = policyJsonSchema(vocabulary);
const validate = new Ajv2020({ strict: true, validateFormats: false }).compile(schema as object);
const encoder = new TextEncoder();

function parserAccepts(text: string): boolean {
  try {
    parsePolicy({ bytes: encoder.encode(text), file: 'assay.yaml', vocabulary });
    return true;
  } catch {
    return false;
  }
}

function schemaAccepts(text: string): boolean {
  const result = parseYaml(encoder.encode(text), { maxBytes: 1_000_000 });
  const value = result.ok ? result.documents[0]?.value : undefined;
  if (!(value instanceof DocMap)) throw new Error('not a mapping');
  return validate(JSON.parse(JSON.stringify(plainData(value))));
}

const registry = (rest: string) => `version: 1\nregistries: [{ecosystem: npm, ${rest}}]`;
const rule = (rest: string) => `version: 1\nrules: [{${rest}}]`;
const select = (rest: string) => rule(`select: {${rest}}, checks: {source: prefer}`);
const base = 'purl: pkg:npm/a@1, check: source, reason: r, owner: o, created: 2026-01-01, expires: 2026-02-01';
const waiver = (rest: string) => `version: 1\nwaivers: [{${rest}}]`;
const without = (key: string) => waiver(base.replace(new RegExp(`${key}: [^,]*(?:, )?`), '').replace(/, $/, ''));
const gate = (rest: string) => `version: 1\ngate: {signers: [{kind: google, email: a@b.example}], ${rest}}`;
const sha512 = `sha512-${'A'.repeat(86)}==`;

const accepted: string[] = [
  'version: 1',
  'version: 1\nregistries: []\nrules: []\nwaivers: []\nlimits: {}\nallowEmpty: false',
  registry('url: "https://a.example"'),
  registry('url: "https://a.example/b/c/"'),
  registry('url: "https://a.example:8443/"'),
  registry('url: "https://[::1]/"'),
  registry('url: "http://a.example", insecure: true'),
  registry('url: "https://a.example", names: []'),
  registry('url: "https://a.example", names: [a, a-*, "@a/*", "@a/b", "*"]'),
  registry('url: "https://a.example", redirects: ["https://b.example", "https://c.example/"]'),
  registry('url: "https://a.example", aliases: ["https://b.example/x"]'),
  'version: 1\nregistries: [{ecosystem: rubygems, url: "https://a.example"}]',
  rule('checks: {source: require, pin-strength: prefer, registry-digest: ignore}'),
  select(''),
  select('ecosystem: rubygems'),
  select('purl: "pkg:npm/@a/*"'),
  select('purl: "pkg:**"'),
  select('purl: "pkg:gem/rails@7.*"'),
  select('registry: "http://a.example/"'),
  select('scope: [prod, dev, optional, peer]'),
  waiver(base),
  waiver(`${base}, code: git-source`),
  waiver(`${base}, ticket: "42"`),
  waiver(`${base}, digest: "${sha512}"`),
  waiver(`${base}, digest: "sha256:${'aB'.repeat(32)}"`),
  waiver(base.replace('2026-01-01', '2024-02-29').replace('2026-02-01', '2024-03-01')),
  'version: 1\nlimits: {artifactBytes: 1}',
  'version: 1\nlimits: {artifactBytes: 9007199254740991}',
  'version: 1\nallowEmpty: true',
  'version: 1\nacceptGaps: []',
  'version: 1\nacceptGaps: [some-gap]',
  'version: 1\nsbom: {}',
  'version: 1\nsbom: {project: {name: a, type: file, license: MIT}, manufacturer: {url: "https://a.example/b"}}',
  'version: 1\nsbom: {parts: [{name: a, purl: "pkg:deb/debian/a@1?arch=amd64", path: a/b, within: c}]}',
  'version: 1\nsbom: {suppliers: [{purl: "pkg:npm/@a/*", supplier: {email: a@b.example}}]}',
  gate('maxAge: 12h, depth: pins, policies: [this], links: [asserted], sbom: prefer, clockSkew: 1m'),
  gate(`verifiers: "1", waivers: refuse, warnings: refuse, policies: ["sha256:${'a'.repeat(64)}"]`),
  gate('denied: {signers: [{kind: google, email: a@b.example}], maxAge: 1d, url: "https://a.example/b"}'),
];

const refused: string[] = [
  '{}',
  'version: 1\ngate: {}',
  'version: 1\ngate: {signers: []}',
  gate('maxAge: 7'),
  gate('maxAge: 1w'),
  gate('policies: [all]'),
  gate('links: []'),
  gate('sbom: yes'),
  gate('denied: {}'),
  gate('denied: {signers: [{kind: google, email: a@b.example}], url: "https://a:b@c.example/"}'),
  'version: 1\nsbom: []',
  'version: 1\nsbom: {manufacturer: {}}',
  'version: 1\nsbom: {manufacturer: {name: ""}}',
  'version: 1\nsbom: {supplier: {url: "https://a:b@c.example"}}',
  'version: 1\nsbom: {parts: [{version: "1"}]}',
  'version: 1\nsbom: {parts: [{name: a, path: ../a}]}',
  'version: 1\nsbom: {parts: [{name: a, purl: a}]}',
  'version: 1\nsbom: {parts: [{name: a, digests: [abc]}]}',
  'version: 1\nsbom: {suppliers: [{purl: a, supplier: {name: b}}]}',
  'version: 1\nsbom: {suppliers: [{purl: pkg:npm/a}]}',
  'version: 2',
  'version: "1"',
  'version: true',
  'version: ~',
  'version: 1\nother: 1',
  'version: 1\n__proto__: 1',
  'version: 1\nregistries: {}',
  'version: 1\nregistries: ~',
  'version: 1\nregistries: [a]',
  registry('name: a'),
  registry('url: 1'),
  registry('url: ""'),
  registry('url: a.example'),
  registry('url: "//a.example/"'),
  registry('url: "ftp://a.example/"'),
  registry('url: "https://"'),
  registry('url: "https://user:secret@a.example/"'),
  registry('url: "https://a.example/?x"'),
  registry('url: "https://a.example/#x"'),
  registry('url: " https://a.example/"'),
  registry('url: "https://a.example/ "'),
  registry('url: "https:\\\\\\\\a.example/"'),
  registry('url: "https://a.example", insecure: false'),
  registry('url: "https://a.example", names: "@a/*"'),
  registry('url: "https://a.example", names: ["*a"]'),
  registry('url: "https://a.example", names: ["a*b"]'),
  registry('url: "https://a.example", names: ["@a"]'),
  registry('url: "https://a.example", names: ["@a*"]'),
  registry('url: "https://a.example", names: [""]'),
  registry('url: "https://a.example", names: ["a b"]'),
  registry('url: "https://a.example", names: ["a/b"]'),
  registry('url: "https://a.example", redirects: ["https://b.example/x"]'),
  registry('url: "https://a.example", redirects: ["b.example"]'),
  registry('url: "https://a.example", redirects: ["https://u@b.example"]'),
  registry('url: "https://a.example", aliases: ["b"]'),
  registry('url: "https://a.example", from: user'),
  'version: 1\nregistries: [{url: "https://a.example"}]',
  'version: 1\nregistries: [{ecosystem: cargo, url: "https://a.example"}]',
  rule(''),
  rule('select: {}'),
  rule('checks: {}'),
  rule('checks: []'),
  rule('checks: {source: deny}'),
  rule('checks: {source: true}'),
  rule('checks: {sources: ignore}'),
  rule('checks: {__proto__: ignore}'),
  rule('checks: {source: ignore}, when: always'),
  select('name: a'),
  select('ecosystem: [npm]'),
  select('purl: a'),
  select('purl: "pkg:npm/a@1?x=y"'),
  select('purl: "pkg:pypi/a@1"'),
  select('purl: "pkg:npm/"'),
  select('registry: "https://u:p@a.example"'),
  select('scope: dev'),
  select('scope: []'),
  select('scope: [test]'),
  ...['purl', 'check', 'reason', 'owner', 'created', 'expires'].map(without),
  waiver(base.replace('check: source', 'check: sauce')),
  waiver(base.replace('reason: r', 'reason: ""')),
  waiver(base.replace('reason: r', 'reason: "  "')),
  waiver(base.replace('owner: o', 'owner: 1')),
  waiver(base.replace('2026-02-01', 'never')),
  waiver(base.replace('2026-02-01', '2026-2-1')),
  waiver(base.replace('2026-02-01', '2026-02-30')),
  waiver(base.replace('2026-01-01', '2026-01-01T00:00:00Z')),
  waiver(`${base}, code: unheard-of`),
  waiver(`${base}, digest: abc`),
  waiver(`${base}, digest: "sha1-${'A'.repeat(27)}="`),
  waiver(`${base}, digest: "sha512-${'A'.repeat(85)}_=="`),
  waiver(`${base}, digest: "${sha512} ${sha512}"`),
  waiver(`${base}, until: 2027-01-01`),
  'version: 1\nlimits: {artifactBytes: 0}',
  'version: 1\nlimits: {artifactBytes: 1.5}',
  'version: 1\nlimits: {artifactBytes: "1"}',
  'version: 1\nlimits: {bytes: 1}',
  'version: 1\nallowEmpty: "true"',
  'version: 1\nacceptGaps: some-gap',
  'version: 1\nacceptGaps: [1]',
  'version: 1\nacceptGaps: [""]',
];

/** Publishers and what they are trusted by. */
const entry = (rest: string) => `version: 1\npublishers: [{purl: pkg:npm/a, ${rest}}]`;
const hub = (rest: string) => entry(`kind: github, repository: acme/ui${rest}`);
const lab = (rest: string) => entry(`kind: gitlab, repository: acme/ui${rest}`);
const keyed = (rest: string) => registry(`url: "https://a.example", keys: [{${rest}}]`);
const hex = 'aB'.repeat(32);
const pem = (label: string) => `"-----BEGIN ${label}-----\\nMAMBAf8=\\n-----END ${label}-----"`;

accepted.push(
  'version: 1\npublishers: []\nattestations: []\ngems: {}',
  hub(''),
  hub(', repositoryId: 1, ownerId: "2"'),
  hub(', workflow: .github/workflows/*.yml, ref: "refs/tags/v{version}", environment: x, runner: self-hosted'),
  hub(', triggers: [push, workflow_dispatch], issuer: "https://ghes.example/_services/token"'),
  hub(', signerWorkflow: "a/b/.github/workflows/x.yml@refs/tags/v1"'),
  hub(', versions: ">= 1", since: 2026-01-01, until: 2026-01-01'),
  lab(', workflow: ci/x.yml, signerWorkflow: a/b/c//x.yml, runner: gitlab-hosted'),
  entry('kind: buildkite, repository: acme/ui'),
  entry('kind: google, email: a@b.example'),
  entry('kind: email, email: a@b.example, issuer: "https://o.example"'),
  entry('kind: identity, identity: "https://x.example/**", issuer: "https://o.example"'),
  entry(`kind: certificate, fingerprints: ["${hex}", "sha256:${hex}", "${Array(32).fill('Ab').join(':')}"]`).replace(
    'pkg:npm/a',
    'pkg:gem/a',
  ),
  entry('kind: registry-key'),
  entry('kind: registry-key, keyIds: [a]'),
  entry(`kind: managed-key, key: ${pem('PUBLIC KEY')}`),
  entry('allow: [{kind: registry-key}, {kind: google, email: a@b.example}]'),
  'version: 1\nattestations: [{purl: "pkg:**", predicateTypes: ["https://slsa.dev/provenance/v1", "urn:x"]}]',
  'version: 1\nbuilders: ["https://github.com/actions/runner/**", "https://b.example"]',
  `version: 1\ngems: {policy: HighSecurity, trustDirectory: true, certificates: ["${hex}", ${pem('CERTIFICATE')}]}`,
  keyed('id: a, key: MAMBAf8='),
  keyed(`id: a, key: ${pem('PUBLIC KEY')}, from: 2026-01-01, until: "2026-01-01T00:00:00Z", revoked: true`),
);

refused.push(
  entry(''),
  entry('allow: []'),
  entry('allow: {}'),
  entry('kind: nobody'),
  entry('kind: [github]'),
  entry('kind: registry-key, allow: [{kind: registry-key}]'),
  entry('allow: [github]'),
  entry('allow: [{repository: acme/ui}]'),
  'version: 1\npublishers: [github]',
  'version: 1\npublishers: {}',
  hub(', other: 1'),
  hub(', email: a@b.example'),
  ...['https://github.com/acme/ui', 'acme', 'acme/ui/x', 'acme/..', '/ui', 'acme/', 'a b/c', '*/ui', 'acme/u*'].map(
    (name) => entry(`kind: github, repository: "${name}"`),
  ),
  ...['0', '"01"', '-1', '1.5', '"1e3"', '"x"', '""', 'true', '"123456789012345678901"', '[1]'].map((id) =>
    hub(`, repositoryId: ${id}`),
  ),
  ...[
    'release.yml',
    '.github/workflows/',
    '.github/workflows/..',
    '.github/workflows/a/b.yml',
    '/.github/workflows/a.yml',
    '.github/workflows/a b',
    'x/.github/workflows/a.yml',
  ].map((file) => hub(`, workflow: "${file}"`)),
  ...[
    'x.yml',
    'a/b/x.yml',
    'a/b/.github/workflows/',
    'a/../.github/workflows/x.yml',
    'a/b/.github/workflows/..@x',
    'https://github.com/a/b/.github/workflows/x.yml',
  ].map((file) => hub(`, signerWorkflow: "${file}"`)),
  ...[
    'main',
    'v{version}',
    'refs/',
    'refs/tags/v{Version}',
    'refs/tags/{',
    'refs/tags/a b',
    'refs/tags/{version',
    ' refs/tags/x',
  ].map((ref) => hub(`, ref: "${ref}"`)),
  hub(', environment: " "'),
  hub(', runner: gitlab-hosted'),
  hub(', triggers: []'),
  hub(', triggers: ["push*"]'),
  hub(', triggers: push'),
  ...['http://x.example', 'x.example', 'https://*.example', 'https://u@x.example', 'https://x.example?y'].map(
    (issuer) => hub(`, issuer: "${issuer}"`),
  ),
  hub(', since: yesterday'),
  hub(', versions: ""'),
  lab(', runner: github-hosted'),
  ...['/x.yml', '../x.yml', 'a/../x.yml', 'a/..', 'a b'].map((file) => lab(`, workflow: "${file}"`)),
  ...['a/b/x.yml', 'a//x.yml', 'a/b//../x.yml', 'a/b//'].map((file) => lab(`, signerWorkflow: "${file}"`)),
  entry('kind: gitlab, repository: ui'),
  entry('kind: buildkite, repository: acme/ui, ref: refs/heads/main'),
  entry('kind: buildkite, repository: acme/ui/x'),
  entry('kind: google, email: nobody'),
  entry('kind: google, email: "*@acme.example"'),
  entry('kind: email, email: a@b.example'),
  entry('kind: identity, identity: "**", issuer: "https://o.example"'),
  entry('kind: identity, identity: x'),
  entry('kind: certificate'),
  entry('kind: certificate, fingerprints: []'),
  entry(`kind: certificate, fingerprints: ["${hex.slice(2)}"]`),
  entry(`kind: certificate, fingerprints: ["sha1:${hex}"]`),
  entry(`kind: certificate, fingerprints: ["${hex}:"]`),
  entry('kind: registry-key, keyIds: []'),
  entry('kind: managed-key'),
  entry('kind: managed-key, key: MAMBAf8='),
  entry(`kind: managed-key, key: ${pem('CERTIFICATE')}`),
  'version: 1\nattestations: [{purl: pkg:npm/a, predicateTypes: []}]',
  'version: 1\nattestations: [{purl: pkg:npm/a}]',
  'version: 1\nattestations: [{purl: pkg:npm/a, predicateTypes: ["slsa"]}]',
  'version: 1\nattestations: [{purl: pkg:npm/a, predicateTypes: ["https://slsa.dev/*"]}]',
  'version: 1\nbuilders: []',
  'version: 1\nbuilders: ["https://*.example/x"]',
  'version: 1\nbuilders: ["http://b.example/x"]',
  'version: 1\nbuilders: ["**"]',
  'version: 1\ngems: {policy: highsecurity}',
  'version: 1\ngems: {trustDirectory: "yes"}',
  'version: 1\ngems: {certificates: [x]}',
  'version: 1\ngems: {certificates: 7}',
  registry('url: "https://a.example", keys: []'),
  keyed('key: MAMBAf8='),
  keyed('id: a'),
  keyed('id: "", key: MAMBAf8='),
  keyed('id: a, key: "!"'),
  keyed('id: a, key: MAMBAf8=, until: 2026'),
  keyed('id: a, key: MAMBAf8=, until: "2026-01-01T00:00:00+01:00"'),
  keyed('id: a, key: MAMBAf8=, revoked: false'),
  rule('harden: {}'),
  rule('harden: {source: [git-source]}'),
  rule('checks: {}, harden: {}'),
);

/** What JSON Schema cannot say. */
const onlyByParser: readonly (readonly [string, string])[] = [
  ['expiry before creation', waiver(base.replace('2026-02-01', '2025-12-31'))],
  ['more than 366 days', waiver(base.replace('2026-02-01', '2027-01-03'))],
  ['another check’s code', waiver(`${base}, code: pin-weak`)],
  ['base64 that is not canonical', waiver(`${base}, digest: "sha512-${'A'.repeat(85)}B=="`)],
  ['percent-escapes that are not UTF-8', select('purl: "pkg:npm/%ff@1"')],
  ['a number that is not written as people write it', 'version: 1.0'],
  ['an id in octal', hub(', repositoryId: 0123')],
  ['an id in hexadecimal', hub(', repositoryId: 0x10')],
  ['an id with an exponent', hub(', repositoryId: 1e3')],
  ['an id with a fraction', hub(', repositoryId: 123.0')],
  ['a scope without a name', hub('').replace('pkg:npm/a', '"pkg:npm/@acme"')],
  ['a gem’s version with a platform', hub('').replace('pkg:npm/a', '"pkg:gem/a@1.0-java"')],
  ['a certificate for npm', entry(`kind: certificate, fingerprints: ["${hex}"]`)],
  ['a registry’s key for gems', entry('kind: registry-key').replace('pkg:npm/a', 'pkg:gem/a')],
  ['a range that the ecosystem cannot read', hub(', versions: "lt 2"')],
  ['a mistyped trigger', hub(', triggers: [relase]')],
  ['an identity that is nobody’s', entry('kind: identity, identity: "h**", issuer: "https://o.example"')],
  ['a builder that is everybody’s', 'version: 1\nbuilders: ["https://github.com/**"]'],
  [
    'a mistyped predicate type',
    'version: 1\nattestations: [{purl: pkg:npm/a, predicateTypes: ["https://slsa.dev/provenance/v01"]}]',
  ],
  ['keys of a registry of gems', keyed('id: a, key: MAMBAf8=').replace('ecosystem: npm', 'ecosystem: rubygems')],
  ['a key of a registry that cannot be used', keyed('id: bad, key: MAMBAf8=')],
  [
    'a certificate that cannot be read',
    `version: 1\ngems: {certificates: [${pem('CERTIFICATE').replace('MAMBAf8=', 'MAMBAQE=')}]}`,
  ],
  ['a host or port that is none', registry('url: "https://a:99999/"')],
  ['plain http without `insecure`', registry('url: "http://a.example/"')],
  ['a gem with a scope', 'version: 1\nregistries: [{ecosystem: rubygems, url: "https://a.example", names: ["@a/b"]}]'],
  ['a publisher that ends before it begins', hub(', since: 2026-02-01, until: 2026-01-01')],
  [
    'a purl twice',
    'version: 1\npublishers: [{purl: pkg:npm/a, kind: registry-key}, {purl: "pkg:npm/a@*", kind: registry-key}]',
  ],
  ['a key with another fingerprint', entry(`kind: managed-key, key: ${pem('PUBLIC KEY')}, fingerprint: "${hex}"`)],
  ['a key that is none', entry(`kind: managed-key, key: ${pem('PUBLIC KEY').replace('MAMBAf8=', 'AAAA')}`)],
  [
    'a certificate that is none',
    `version: 1\ngems: {certificates: [${pem('CERTIFICATE').replace('MAMBAf8=', 'AAAA')}]}`,
  ],
  ['a key of a registry that is none', keyed('id: a, key: AAAA')],
  ['a key id twice', registry('url: "https://a.example", keys: [{id: a, key: MAMBAf8=}, {id: a, key: MAMBAf8=}]')],
  ['a key that ends before it begins', keyed('id: a, key: MAMBAf8=, from: 2026-02-01, until: 2026-01-01')],
  [
    'a registry twice',
    'version: 1\nregistries: [{ecosystem: npm, url: "https://a.example"}, {ecosystem: npm, url: "https://a.example/"}]',
  ],
];

describe('the JSON Schema of a policy', () => {
  it.each(accepted)('accepts what the parser accepts: %j', (text) => {
    expect([parserAccepts(text), schemaAccepts(text)]).toEqual([true, true]);
  });

  it.each(refused)('refuses what the parser refuses: %j', (text) => {
    expect([parserAccepts(text), schemaAccepts(text)]).toEqual([false, false]);
  });

  it.each(onlyByParser)('cannot refuse %s; the parser does', (_what, text) => {
    expect([parserAccepts(text), schemaAccepts(text)]).toEqual([false, true]);
  });

  it('says which dialect it is and who it is', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'https://assay.example/schemas/policy-v1.json',
      title: 'Assay policy',
    });
  });

  it('describes every key, and allows no other', () => {
    const objects = objectsIn(schema);
    expect(objects).toHaveLength(85);
    for (const { properties, additionalProperties } of objects) {
      expect(additionalProperties).toBe(false);
      for (const [key, member] of Object.entries(properties)) {
        expect([key, typeof member.description]).toEqual([key, 'string']);
      }
    }
  });

  it('offers checks and codes for completion', () => {
    const text = JSON.stringify(schema);
    for (const [check, { codes }] of vocabulary.checks) {
      expect(text).toContain(`"${check}"`);
      for (const code of codes.keys()) expect(text).toContain(`"${code}"`);
    }
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});

interface ObjectSchema {
  readonly additionalProperties: unknown;
  readonly properties: Readonly<Record<string, { readonly description?: unknown }>>;
}

function objectsIn(value: JsonValue | undefined): readonly ObjectSchema[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  const isObject = 'type' in value && value['type'] === 'object';
  return isObject ? [value as unknown as ObjectSchema, ...inner] : inner;
}
