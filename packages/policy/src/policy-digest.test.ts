import { describe, expect, it } from 'vitest';
import { parsePolicy } from './parse-policy.js';
import { policyDigest } from './policy-digest.js';
import { signingVocabulary, vocabulary } from './testing/vocabulary.js';

const digestOf = (text: string) =>
  policyDigest(parsePolicy({ bytes: new TextEncoder().encode(text), file: 'assay.yaml', vocabulary })).value;

const hex = `sha512:${'0'.repeat(128)}`;
const text = `version: 1
registries:
  - ecosystem: npm
    url: https://npm.acme.example/
    names: ['@acme/*', acme]
    redirects: [https://a.example, https://b.example]
    aliases: [https://c.example/, https://d.example/]
  - ecosystem: rubygems
    url: https://gems.acme.example/
rules:
  - select: {ecosystem: npm, scope: [dev, peer], purl: 'pkg:npm/%40acme/*', registry: https://npm.acme.example/}
    checks: {source: prefer, pin-strength: ignore}
  - checks: {source: ignore}
waivers:
  - {purl: pkg:npm/a@1, check: source, code: git-source, digest: "${hex}", reason: r, owner: o, created: 2026-01-01, expires: 2026-02-01, ticket: T}
limits: {artifactBytes: 1000}
acceptGaps: [one-gap, other-gap]
allowEmpty: true
`;

describe('the digest of a policy is the same', () => {
  it.each([
    ['with comments and blank lines', `# hello\n\n${text}\n# bye\n`],
    ['with keys in another order', `allowEmpty: true\n${text.replace('allowEmpty: true\n', '')}`],
    [
      'with checks in another order',
      text.replace('source: prefer, pin-strength: ignore', 'pin-strength: ignore, source: prefer'),
    ],
    ['with names in another order', text.replace("['@acme/*', acme]", "[acme, '@acme/*', acme]")],
    ['with redirects in another order', text.replace('a.example, https://b.example', 'b.example, https://a.example')],
    ['with aliases in another order', text.replace('c.example/, https://d.example/', 'd.example/, https://c.example')],
    ['with scopes in another order', text.replace('[dev, peer]', '[peer, dev, dev]')],
    ['with a URL spelled otherwise', text.replace('https://npm.acme.example/', 'https://NPM.acme.example:443')],
    ['with a purl spelled otherwise', text.replace("'pkg:npm/%40acme/*'", "'pkg:npm/@acme/*'")],
    ['with a digest spelled otherwise', text.replace(hex, `sha512-${'A'.repeat(86)}==`)],
    ['with accepted gaps in another order', text.replace('[one-gap, other-gap]', '[other-gap, one-gap, one-gap]')],
  ])('%s', (_how, other) => {
    expect(other).not.toBe(text);
    expect(digestOf(other)).toBe(digestOf(text));
  });

  it('with defaults written out', () => {
    const full =
      'version: 1\nregistries: []\nrules: []\nwaivers: []\nlimits: {artifactBytes: 2147483648}\nallowEmpty: false\n';
    expect(digestOf(full)).toBe(digestOf('version: 1\n'));
  });
});

describe('the digest of a policy differs', () => {
  const changes: readonly (readonly [string, string])[] = [
    ['https://npm.acme.example/\n    names', 'https://npm2.acme.example/\n    names'],
    ["['@acme/*', acme]", "['@acme/*']"],
    ['[https://a.example, https://b.example]', '[https://a.example]'],
    ['[https://c.example/, https://d.example/]', '[https://c.example/]'],
    ['ecosystem: rubygems', 'ecosystem: npm'],
    ['{ecosystem: npm, scope', '{ecosystem: rubygems, scope'],
    ['ecosystem: npm, scope: [dev, peer]', 'ecosystem: npm'],
    ['[dev, peer]', '[dev]'],
    ['%40acme/*', '%40acme/a*'],
    [', registry: https://npm.acme.example/', ''],
    ['source: prefer', 'source: require'],
    [', pin-strength: ignore', ''],
    ['- checks: {source: ignore}', '- checks: {source: prefer}'],
    ['  - checks: {source: ignore}\n', ''],
    ['pkg:npm/a@1', 'pkg:npm/a@2'],
    ['check: source, code: git-source', 'check: registry-digest, code: timeout'],
    [', code: git-source', ''],
    ['reason: r', 'reason: s'],
    ['owner: o', 'owner: p'],
    ['created: 2026-01-01', 'created: 2026-01-02'],
    ['expires: 2026-02-01', 'expires: 2026-02-02'],
    ['ticket: T', 'ticket: U'],
    ['1000', '1001'],
    ['[one-gap, other-gap]', '[one-gap]'],
    ['[one-gap, other-gap]', '[]'],
    [hex, `sha512:${'1'.repeat(128)}`],
    [`, digest: "${hex}"`, ''],
    [hex, `sha256:${'0'.repeat(64)}`],
    ['allowEmpty: true', 'allowEmpty: false'],
  ];
  const applied = changes.map(([from, to]) => [`${from} → ${to}`, text.replace(from, to)] as const);

  it.each(applied)('%s', (_change, other) => {
    expect(other).not.toBe(text);
    expect(digestOf(other)).not.toBe(digestOf(text));
  });

  it('for every change from every other', () => {
    const digests = applied.map(([, other]) => digestOf(other));
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('when rules or registries change places', () => {
    const rules = ['  - checks: {source: ignore}\n', '  - checks: {source: prefer}\n'];
    const of = (list: readonly string[]) => digestOf(`version: 1\nrules:\n${list.join('')}`);
    expect(of(rules)).not.toBe(of(rules.toReversed()));
  });
});

it('the digests of the emptiest and of a full policy are known: whoever changes it changes what old reports mean', () => {
  expect(digestOf(text)).toBe('2bfa83d572a00df822ce2675a707501bd2c954afe004356498164a56350ddcdb');
  expect(policyDigest(parsePolicy({ bytes: new TextEncoder().encode('version: 1'), file: 'x', vocabulary }))).toEqual({
    alg: 'sha256',
    value: 'bbbe4788d9ed1e4ecf25a25ab013a84bbcbe1a15409c71a18a96ad9ff6b36794',
    covers: 'document',
  });
});

describe('the digest covers everything about signers', () => {
  const signing = (lines: string) =>
    policyDigest(
      parsePolicy({
        bytes: new TextEncoder().encode(`version: 1\n${lines}`),
        file: 'assay.yaml',
        vocabulary: signingVocabulary,
      }),
    ).value;
  const fingerprint = 'ab'.repeat(32);
  const full = `registries:
  - {ecosystem: npm, url: https://npm.acme.example/, keys: [{id: one, key: MAMBAf8=, from: 2026-01-01, until: 2026-02-01, revoked: true}, {id: two, key: MAMBAQE=}]}
rules:
  - harden: {registry-signature: [signed, time-unauthenticated], provenance: [attested]}
publishers:
  - {purl: pkg:npm/a, kind: github, repository: acme/a, repositoryId: 1, ownerId: 2, workflow: .github/workflows/a.yml, signerWorkflow: c/d/.github/workflows/x.yml, ref: refs/tags/v1, environment: e, runner: self-hosted, issuer: https://i.example, triggers: [push, release], versions: "1", since: 2026-01-01, until: 2026-02-01}
  - {purl: "pkg:*/b", allow: [{kind: registry-key, keyIds: [k, l]}, {kind: certificate, fingerprints: [${fingerprint}, ${'cd'.repeat(32)}]}]}
  - {purl: "pkg:**", kind: email, email: a@b.example, issuer: https://j.example}
attestations:
  - {purl: pkg:npm/a, predicateTypes: [urn:a, urn:b]}
builders: [https://b.example, https://c.example]
gems: {policy: HighSecurity, trustDirectory: true, certificates: [${fingerprint}, ${'ef'.repeat(32)}]}
`;

  it.each([
    ['[signed, time-unauthenticated]', '[time-unauthenticated, signed, signed]'],
    [
      '{registry-signature: [signed, time-unauthenticated], provenance: [attested]}',
      '{provenance: [attested], registry-signature: [signed, time-unauthenticated]}',
    ],
    ['[push, release]', '[release, push]'],
    ['[k, l]', '[l, k]'],
    ['[urn:a, urn:b]', '[urn:b, urn:a]'],
    ['[https://b.example, https://c.example]', '[https://c.example, https://b.example]'],
    [fingerprint, `sha256:${fingerprint.toUpperCase()}`],
    ['repositoryId: 1', 'repositoryId: "1"'],
    ['kind: email, email: a@b.example', 'email: a@b.example, kind: email'],
    [
      '{purl: "pkg:**", kind: email, email: a@b.example, issuer: https://j.example}',
      '{purl: "pkg:**", allow: [{kind: email, email: a@b.example, issuer: https://j.example}]}',
    ],
  ])('%s means the same as %s', (from, to) => {
    const other = full.replace(from, to);
    expect(other).not.toBe(full);
    expect(signing(other)).toBe(signing(full));
  });

  it('and no more: what is said by nobody leaves the digest as it was', () => {
    expect(
      signing('publishers: []\nattestations: []\ngems: {policy: assay, trustDirectory: false, certificates: []}'),
    ).toBe(signing(''));
  });

  const changes: readonly (readonly [string, string])[] = [
    ['id: one', 'id: uno'],
    ['key: MAMBAf8=', 'key: MAMBAQA='],
    ['from: 2026-01-01, until: 2026-02-01, revoked', 'from: 2026-01-02, until: 2026-02-01, revoked'],
    ['until: 2026-02-01, revoked', 'until: 2026-02-02, revoked'],
    [', revoked: true', ''],
    [', {id: two, key: MAMBAQE=}', ''],
    ['[signed, time-unauthenticated]', '[signed]'],
    [', provenance: [attested]}', '}'],
    ['purl: pkg:npm/a, kind', 'purl: pkg:npm/a@1.*, kind'],
    ['kind: github', 'kind: gitlab'],
    ['repository: acme/a', 'repository: acme/b'],
    ['repositoryId: 1', 'repositoryId: 3'],
    [', ownerId: 2', ''],
    ['workflows/a.yml', 'workflows/b.yml'],
    ['workflows/x.yml', 'workflows/y.yml'],
    ['refs/tags/v1', 'refs/tags/v2'],
    ['environment: e', 'environment: f'],
    [', runner: self-hosted', ''],
    ['https://i.example', 'https://k.example'],
    ['[push, release]', '[push]'],
    ['versions: "1"', 'versions: "2"'],
    ['since: 2026-01-01', 'since: 2026-01-03'],
    ['until: 2026-02-01}', 'until: 2026-02-03}'],
    ['[k, l]', '[k]'],
    [', keyIds: [k, l]', ''],
    ['cd'.repeat(32), 'c0'.repeat(32)],
    ['a@b.example', 'c@b.example'],
    ['[urn:a, urn:b]', '[urn:a]'],
    ['{purl: pkg:npm/a, predicateTypes', '{purl: pkg:npm/b, predicateTypes'],
    ['[https://b.example, https://c.example]', '[https://b.example]'],
    ['policy: HighSecurity', 'policy: LowSecurity'],
    ['trustDirectory: true', 'trustDirectory: false'],
    ['ef'.repeat(32), 'e1'.repeat(32)],
  ];

  it('differs for each change from every other', () => {
    // GitLab has neither of the two.
    const fit = (lines: string) =>
      lines.includes('kind: gitlab') ? lines.replace(', signerWorkflow: c/d/.github/workflows/x.yml', '') : lines;
    const digests = changes.map(([from, to]) => {
      const other = fit(full.replace(from, to));
      expect([from, other === full]).toEqual([from, false]);
      return signing(other);
    });
    expect(new Set([...digests, signing(full), signing('')]).size).toBe(changes.length + 2);
  });

  it.each([
    ['gems: {policy: HighSecurity}'],
    ['gems: {trustDirectory: true}'],
    [`gems: {certificates: [${fingerprint}]}`],
    ['builders: [https://b.example]'],
  ])('%s alone counts', (lines) => {
    expect(signing(lines)).not.toBe(signing(''));
  });

  it('differs when publishers change places, and between checks that are preferred and checks that are not', () => {
    const entries = ['  - {purl: "pkg:npm/*", kind: registry-key}\n', '  - {purl: "pkg:**", kind: registry-key}\n'];
    const of = (list: readonly string[]) => signing(`publishers:\n${list.join('')}`);
    expect(of(entries)).not.toBe(of(entries.toReversed()));
    expect(signing('')).not.toBe(digestOf('version: 1\n'));
  });

  it('is known for a full policy', () => {
    expect(signing(full)).toBe('7bc334da48667df2ea376a622ae789d797eecc12e782b5bc41be8ff586883a81');
  });
});
