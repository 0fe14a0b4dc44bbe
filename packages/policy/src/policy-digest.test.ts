import { describe, expect, it } from 'vitest';
import { parsePolicy } from './parse-policy.js';
import { policyDigest } from './policy-digest.js';
import { vocabulary } from './testing/vocabulary.js';

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
    ['with a number spelled otherwise', text.replace('1000', '1e3')],
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
