import { AssayError, digestOf } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from './parse-policy.js';
import { vocabulary } from './testing/vocabulary.js';

const parse = (text: string) =>
  parsePolicy({ bytes: new TextEncoder().encode(`version: 1\n${text}`), file: 'assay.yaml', vocabulary });

/** `line: message (hint)`. */
function refusal(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return `${String(error.line)}: ${error.message}${error.hint === undefined ? '' : ` (${error.hint})`}`;
  }
  throw new Error('it was accepted');
}

/** A DER sequence that stands for a key. */
const der = new Uint8Array([0x30, 0x03, 0x01, 0x01, 0xff]);
const base64 = 'MAMBAf8=';
const fingerprint = digestOf('sha256', der).value;
const block = (label: string, indent: string) =>
  [`-----BEGIN ${label}-----`, base64, `-----END ${label}-----`].map((line) => `${indent}${line}\n`).join('');
const pem = (label: string) => block(label, '');

const hex = 'ab'.repeat(32);

describe('publishers', () => {
  it('are read with all they say, in normal form', () => {
    const text = `publishers:
  - purl: pkg:npm/@acme/ui
    kind: github
    repository: acme/ui
    repositoryId: 42
    ownerId: "7"
    workflow: .github/workflows/release.yml
    signerWorkflow: acme/ci/.github/workflows/publish.yml@refs/tags/v1
    ref: refs/tags/v{version}
    environment: npm
    runner: github-hosted
    issuer: https://ghes.example/_services/token
    triggers: [push]
    versions: ">= 2"
    since: 2026-01-01
    until: 2026-02-01
  - purl: "pkg:*/rails"
    allow:
      - { kind: gitlab, repository: group/sub/rails, workflow: .gitlab-ci.yml, runner: gitlab-hosted }
      - { kind: buildkite, repository: acme/rails, issuer: https://b.example }
      - { kind: google, email: dev@acme.example }
      - { kind: google, email: dev@acme.example, issuer: https://g.example }
      - { kind: email, email: dev@acme.example, issuer: https://o.example, until: 2026-02-01 }
      - { kind: identity, identity: "https://x.example/**", issuer: https://o.example }
      - { kind: certificate, fingerprints: [${hex.toUpperCase()}, "sha256:${hex}", "${(hex.match(/../g) ?? []).join(':')}"] }
      - { kind: registry-key }
      - { kind: registry-key, keyIds: [one, two], versions: "< 2" }
      - kind: managed-key
        key: |
${block('PUBLIC KEY', '          ')}`;
    expect(parse(text).publishers).toStrictEqual([
      {
        purl: 'pkg:npm/%40acme/ui@*',
        allow: [
          {
            kind: 'github',
            repository: 'acme/ui',
            repositoryId: '42',
            ownerId: '7',
            workflow: '.github/workflows/release.yml',
            signerWorkflow: 'acme/ci/.github/workflows/publish.yml@refs/tags/v1',
            ref: 'refs/tags/v{version}',
            environment: 'npm',
            runner: 'github-hosted',
            issuer: 'https://ghes.example/_services/token',
            triggers: ['push'],
            versions: '>= 2',
            since: '2026-01-01',
            until: '2026-02-01',
          },
        ],
        line: 3,
      },
      {
        purl: 'pkg:*/rails@*',
        allow: [
          { kind: 'gitlab', repository: 'group/sub/rails', workflow: '.gitlab-ci.yml', runner: 'gitlab-hosted' },
          { kind: 'buildkite', repository: 'acme/rails', issuer: 'https://b.example' },
          { kind: 'google', email: 'dev@acme.example' },
          { kind: 'google', email: 'dev@acme.example', issuer: 'https://g.example' },
          { kind: 'email', email: 'dev@acme.example', issuer: 'https://o.example', until: '2026-02-01' },
          { kind: 'identity', identity: 'https://x.example/**', issuer: 'https://o.example' },
          { kind: 'certificate', fingerprints: [hex, hex, hex] },
          { kind: 'registry-key' },
          { kind: 'registry-key', keyIds: ['one', 'two'], versions: '< 2' },
          { kind: 'managed-key', fingerprint, key: pem('PUBLIC KEY') },
        ],
        line: 18,
      },
    ]);
  });

  it('ids keep all their digits', () => {
    const of = (id: string) =>
      parse(`publishers: [{purl: pkg:npm/a, kind: github, repository: a/b, repositoryId: ${id}}]`);
    expect(of('9007199254740991').publishers[0]?.allow[0]).toMatchObject({ repositoryId: '9007199254740991' });
    expect(of('"90071992547409910000"').publishers[0]?.allow[0]).toMatchObject({
      repositoryId: '90071992547409910000',
    });
    expect(() => of('9007199254740993')).toThrow(AssayError);
  });

  it('a key may come with its fingerprint', () => {
    const of = (given: string) =>
      parse(
        `publishers:\n  - purl: pkg:npm/a\n    kind: managed-key\n    fingerprint: "${given}"\n    key: |\n${block('PUBLIC KEY', '      ')}`,
      );
    expect(of(`sha256:${fingerprint}`).publishers[0]?.allow[0]).toMatchObject({ fingerprint });
    expect(() => of(hex)).toThrow('the key has another fingerprint');
  });

  it('a key with carriage returns is the same key', () => {
    const text = JSON.stringify(`\n${pem('PUBLIC KEY').replaceAll('\n', '\r\n')}`);
    expect(parse(`publishers: [{purl: pkg:npm/a, kind: managed-key, key: ${text}}]`).publishers[0]?.allow[0]).toEqual({
      kind: 'managed-key',
      fingerprint,
      key: pem('PUBLIC KEY'),
    });
  });

  it.each([
    [
      'an unknown kind',
      'publishers:\n  - purl: pkg:npm/a\n    kind: githup\n',
      '4: publishers[0].kind: one of github, gitlab, buildkite, google, email, identity, certificate, registry-key, managed-key is expected (Did you mean `github`?)',
    ],
    [
      'no kind and no list',
      'publishers:\n  - purl: pkg:npm/a\n    repository: a/b\n',
      '3: publishers[0].kind: this key is missing (It is one of github, gitlab, buildkite, google, email, identity, certificate, registry-key, managed-key.)',
    ],
    [
      'a kind missing in a list',
      'publishers:\n  - purl: pkg:npm/a\n    allow:\n      - repository: a/b\n',
      '5: publishers[0].allow[0].kind: this key is missing (It is one of github, gitlab, buildkite, google, email, identity, certificate, registry-key, managed-key.)',
    ],
    ['a text for an entry', 'publishers:\n  - github\n', '3: publishers[0]: a mapping is expected'],
    ['a list for an entry', 'publishers:\n  - [github]\n', '3: publishers[0]: a mapping is expected'],
    [
      'a text for a publisher',
      'publishers:\n  - purl: pkg:npm/a\n    allow: [github]\n',
      '4: publishers[0].allow[0]: a mapping is expected',
    ],
    [
      'nothing for a publisher',
      'publishers:\n  - purl: pkg:npm/a\n    allow: [~]\n',
      '4: publishers[0].allow[0]: a mapping is expected (There is nothing: give it a value, or leave the key out.)',
    ],
    [
      'an empty list',
      'publishers:\n  - purl: pkg:npm/a\n    allow: []\n',
      '4: publishers[0].allow: at least one publisher is expected',
    ],
    [
      'a mistyped key',
      'publishers:\n  - purl: pkg:npm/a\n    kind: github\n    repository: a/b\n    repositoryID: 7\n',
      '6: publishers[0]: "repositoryID" is not a key of a policy here (Did you mean `repositoryId`?)',
    ],
    [
      'a mistyped key in a list',
      'publishers:\n  - purl: pkg:npm/a\n    allow:\n      - kind: github\n        address: a/b\n',
      '6: publishers[0].allow[0]: "address" is not a key of a policy here (The keys here are kind, repository, workflow, signerWorkflow, runner, repositoryId, ownerId, ref, environment, triggers, issuer, versions, since, until.)',
    ],
    [
      'another kind’s key',
      'publishers:\n  - purl: pkg:npm/a\n    kind: registry-key\n    email: a@b.example\n',
      '5: publishers[0]: "email" is not a key of a policy here (The keys here are purl, kind, keyIds, versions, since, until.)',
    ],
    [
      'a list beside a kind',
      'publishers:\n  - purl: pkg:npm/a\n    kind: registry-key\n    allow: []\n',
      /^5: publishers\[0\]: "allow" is not a key/,
    ],
    [
      'a key beside a list',
      'publishers:\n  - purl: pkg:npm/a\n    allow: [{kind: registry-key}]\n    since: 2026-01-01\n',
      '5: publishers[0]: "since" is not a key of a policy here (The keys here are purl, allow.)',
    ],
    [
      'an id in words',
      'publishers:\n  - purl: pkg:npm/a\n    kind: github\n    repository: a/b\n    ownerId: seven\n',
      '6: publishers[0].ownerId: a number is expected, as in 123456',
    ],
    [
      'a repository with its host',
      'publishers:\n  - purl: pkg:npm/a\n    kind: github\n    repository: https://github.com/a/b\n',
      '5: publishers[0].repository: a GitHub repository is written owner/name, without a host',
    ],
    [
      'a short ref',
      'publishers:\n  - purl: pkg:npm/a\n    kind: github\n    repository: a/b\n    ref: v{version}\n',
      '6: publishers[0].ref: a ref is written in full, as in refs/tags/v{version} or refs/heads/main; no braces but {version}',
    ],
    [
      'a runner of another kind',
      'publishers:\n  - purl: pkg:npm/a\n    kind: github\n    repository: a/b\n    runner: github-host\n',
      '6: publishers[0].runner: one of github-hosted, self-hosted is expected (Did you mean `github-hosted`?)',
    ],
    [
      'days in the wrong order',
      'publishers:\n  - purl: pkg:npm/a\n    kind: registry-key\n    since: 2026-02-01\n    until: 2026-01-31\n',
      '6: the publisher would count until 2026-01-31, before it begins to',
    ],
    [
      'days in the wrong order in a list',
      'publishers:\n  - purl: pkg:npm/a\n    allow:\n      - { kind: registry-key }\n      - { kind: registry-key, since: 2026-02-01, until: 2026-01-31 }\n',
      '6: the publisher would count until 2026-01-31, before it begins to',
    ],
    [
      'a purl twice',
      'publishers:\n  - purl: pkg:npm/a\n    kind: registry-key\n  - kind: registry-key\n    purl: pkg:npm/a@*\n',
      '6: this purl stands twice (Join the two entries in one `allow` list: otherwise only the later would count.)',
    ],
    [
      'a purl that is none',
      'publishers:\n  - kind: registry-key\n    purl: pkg:npm/%ff\n',
      '4: this is not a purl (Copy it from the output of Assay, as in pkg:npm/left-pad@1.3.0.)',
    ],
    [
      'a key that is none',
      `publishers:\n  - purl: pkg:npm/a\n    kind: managed-key\n    key: ${JSON.stringify(pem('PUBLIC KEY').replace(base64, 'AAAA'))}\n`,
      '5: this is not a public key (Copy the whole of it, from BEGIN to END.)',
    ],
    [
      'a key in a list that is none',
      `publishers:\n  - purl: pkg:npm/a\n    allow:\n      - kind: managed-key\n        key: ${JSON.stringify(pem('PUBLIC KEY').replace(base64, 'AAAA'))}\n`,
      /^6: this is not a public key/,
    ],
    [
      'a key with another fingerprint',
      `publishers:\n  - purl: pkg:npm/a\n    kind: managed-key\n    key: ${JSON.stringify(pem('PUBLIC KEY'))}\n    fingerprint: ${hex}\n`,
      `6: the key has another fingerprint (Its own is ${fingerprint}.)`,
    ],
  ])('%s is refused with its line', (_what, text, message) => {
    const given = refusal(text);
    if (typeof message === 'string') expect(given).toBe(message);
    else expect(given).toMatch(message);
  });

  it('days may be one and the same', () => {
    const text = 'publishers: [{purl: pkg:npm/a, kind: registry-key, since: 2026-01-01, until: 2026-01-01}]';
    expect(parse(text).publishers).toHaveLength(1);
  });
});

describe('keys of a registry', () => {
  const keyed = (...keys: readonly string[]) =>
    `registries:\n  - ecosystem: npm\n    url: https://npm.acme.example/\n    keys:\n${keys.map((key) => `      - ${key}\n`).join('')}`;

  it('are read as base64, from either form', () => {
    const text = keyed(
      `{id: one, key: ${base64}}`,
      `{id: two, key: ${JSON.stringify(pem('PUBLIC KEY'))}, from: 2026-01-01, until: "2026-01-01T10:00:00Z"}`,
      `{id: three, key: ${base64}, from: "2026-01-01T10:00:00Z", until: 2026-01-01}`,
    );
    expect(parse(text).registries[0]?.keys).toStrictEqual([
      { id: 'one', key: base64 },
      { id: 'two', key: base64, from: '2026-01-01', until: '2026-01-01T10:00:00Z' },
      { id: 'three', key: base64, from: '2026-01-01T10:00:00Z', until: '2026-01-01' },
    ]);
  });

  it('are left out where there are none', () => {
    const [registry] = parse('registries: [{ecosystem: npm, url: "https://npm.acme.example/"}]').registries;
    expect(Object.keys(registry ?? {})).not.toContain('keys');
  });

  it.each([
    [
      'another text',
      keyed('{id: one, key: "???"}'),
      '6: registries[0].keys[0].key: a public key is written as PEM, or as base64 of its DER',
    ],
    ['base64 of no DER', keyed(`{id: one, key: ${base64}}`, '{id: two, key: AAAA}'), /^7: this is not a public key/],
    ['base64 that is not canonical', keyed('{id: one, key: MAMBAf9=}'), /^6: this is not a public key/],
    ['base64 without its padding', keyed('{id: one, key: MAMBAf8}'), /^6: this is not a public key/],
    ['DER that is cut', keyed('{id: one, key: MAMBAQ==}'), /^6: this is not a public key/],
    ['DER with something behind it', keyed('{id: one, key: MAMBAf8A}'), /^6: this is not a public key/],
    [
      'a certificate',
      keyed(`{id: one, key: ${JSON.stringify(pem('CERTIFICATE'))}}`),
      /^6: registries\[0\]\.keys\[0\]\.key/,
    ],
    [
      'an id twice',
      keyed(`{id: one, key: ${base64}}`, `{id: one, key: ${base64}}`),
      '7: this key id stands twice (One id names one key.)',
    ],
    [
      'an end before the beginning',
      keyed(`{id: one, key: ${base64}, from: 2026-01-02, until: 2026-01-01}`),
      '6: the key would end at 2026-01-01, before it begins',
    ],
    [
      'a day that does not exist',
      keyed(`{id: one, key: ${base64}, from: 2026-02-30}`),
      '6: registries[0].keys[0].from: a day is written as YYYY-MM-DD, a time as YYYY-MM-DDTHH:MM:SSZ',
    ],
  ])('%s is refused with its line', (_what, text, message) => {
    const given = refusal(text);
    if (typeof message === 'string') expect(given).toBe(message);
    else expect(given).toMatch(message);
  });

  it('may be of any length that DER has', () => {
    const of = (...bytes: readonly number[]) => keyed(`{id: one, key: "${btoa(String.fromCharCode(...bytes))}"}`);
    const filled = (size: number) => Array<number>(size).fill(1);
    expect(parse(of(0x30, 0x7f, ...filled(0x7f))).registries).toHaveLength(1);
    expect(parse(of(0x30, 0x81, 0x80, ...filled(0x80))).registries).toHaveLength(1);
    expect(parse(of(0x30, 0x82, 0x01, 0x00, ...filled(0x100))).registries).toHaveLength(1);
    for (const bytes of [
      [0x30],
      [0x30, 0x00],
      [0x31, 0x03, 1, 1, 1],
      [0x30, 0x82, 0x01, 0x00, ...filled(0xff)],
      [0x30, 0x82, 0x01, 0x00, ...filled(0x101)],
      [0x30, 0x85, 0, 0, 0, 0, 1, 1],
      [0x30, 0x80, 1, 1],
    ]) {
      expect(refusal(of(...bytes))).toMatch(/^6: this is not a public key/);
    }
  });
});

describe('gems, builders and attestations', () => {
  it('have defaults', () => {
    expect(parse('')).toMatchObject({
      gems: { policy: 'assay', trustDirectory: false, fingerprints: [], certificates: [] },
      builders: null,
      attestations: [],
    });
    expect(parse('gems: {}').gems).toEqual(parse('').gems);
  });

  it('are read with all they say', () => {
    const text = `gems:
  policy: HighSecurity
  trustDirectory: true
  certificates:
    - sha256:${hex.toUpperCase()}
    - ${hex}
    - |
${block('CERTIFICATE', '      ')}
builders: [https://github.com/actions/runner/*, https://b.example]
attestations:
  - purl: pkg:npm/@acme/*
    predicateTypes: [https://slsa.dev/provenance/v1, 'urn:x']
`;
    expect(parse(text)).toMatchObject({
      gems: {
        policy: 'HighSecurity',
        trustDirectory: true,
        fingerprints: [hex, fingerprint],
        certificates: [pem('CERTIFICATE')],
      },
      builders: ['https://github.com/actions/runner/*', 'https://b.example'],
      attestations: [
        { purl: 'pkg:npm/%40acme/*', predicateTypes: ['https://slsa.dev/provenance/v1', 'urn:x'], line: 15 },
      ],
    });
  });

  it.each([
    ['gems:\n  policy: High\n', /^3: gems\.policy: one of assay, NoSecurity/],
    ['gems:\n  policy: LowSecurty\n', /^3: gems\.policy: .*\(Did you mean `LowSecurity`\?\)$/],
    [
      'gems:\n  certificates:\n    - x\n',
      '4: gems.certificates[0]: a certificate is written as PEM, or as its SHA-256 fingerprint in hex',
    ],
    [
      `gems:\n  certificates:\n    - ${hex}\n    - ${JSON.stringify(pem('CERTIFICATE').replace(base64, 'AAAA'))}\n`,
      '5: this is not a certificate (Copy the whole of it, from BEGIN to END.)',
    ],
    [
      'builders: ["https://*/x"]\n',
      '2: builders[0]: a builder is an https URL; `*` and `**` stand for parts of its path, never of its host',
    ],
    ['attestations:\n  - predicateTypes: [urn:x]\n    purl: pkg:npm/%ff\n', /^4: this is not a purl/],
    [
      'attestations:\n  - predicateTypes: [x]\n    purl: pkg:npm/a\n',
      /^3: attestations\[0\]\.predicateTypes\[0\]: a predicate type is a URI/,
    ],
  ])('%j is refused with its line', (text, message) => {
    const given = refusal(text);
    if (typeof message === 'string') expect(given).toBe(message);
    else expect(given).toMatch(message);
  });
});
