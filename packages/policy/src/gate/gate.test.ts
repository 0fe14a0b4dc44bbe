import { describe, expect, it } from 'vitest';
import { policyDigest } from '../policy-digest.js';
import { parseText, refusalOf } from '../testing/parse-text.js';
import { vocabulary } from '../testing/vocabulary.js';

const key = '-----BEGIN PUBLIC KEY-----\n        MAMBAf8=\n        -----END PUBLIC KEY-----';
const gate = (lines: string, signer = '{ kind: github, repository: acme/shop, repositoryId: 7 }') =>
  `version: 1\ngate:\n  signers:\n    - ${signer}\n${lines}`;
const read = (lines: string) => parseText(gate(lines)).gate;

describe('the section gate', () => {
  it('asks for much where it says little', () => {
    expect(read('')).toEqual({
      signers: [{ kind: 'github', repository: 'acme/shop', repositoryId: '7' }],
      maxAge: 7 * 86_400,
      depth: 'artifacts',
      policies: ['this'],
      links: ['embedded', 'provenance'],
      sbom: 'require',
      waivers: 'accept',
      warnings: 'accept',
      clockSkew: 300,
    });
  });

  it('is read with all it says', () => {
    const hex = 'ab'.repeat(32);
    const text = gate(`    - kind: managed-key
      key: |
        ${key}
  maxAge: 12h
  depth: registry
  policies: [this, "sha256:${hex}"]
  verifiers: ">=0.1.0 <2"
  links: [embedded, asserted]
  sbom: ignore
  waivers: refuse
  warnings: refuse
  clockSkew: 30m
  denied: { signers: [{ kind: google, email: psirt@acme.example }], feed: acme-psirt, maxAge: 2h, url: "https://feeds.acme.example/denied" }
`);
    const { signers, ...rest } = parseText(text).gate ?? { signers: [] };
    expect(signers.map(({ kind }) => kind)).toEqual(['github', 'managed-key']);
    expect(rest).toEqual({
      maxAge: 43_200,
      depth: 'registry',
      policies: ['this', hex],
      verifiers: '>=0.1.0 <2',
      links: ['embedded', 'asserted'],
      sbom: 'ignore',
      waivers: 'refuse',
      warnings: 'refuse',
      clockSkew: 1800,
      denied: {
        signers: [{ kind: 'google', email: 'psirt@acme.example' }],
        feed: 'acme-psirt',
        maxAge: 7200,
        url: 'https://feeds.acme.example/denied',
      },
    });
  });

  it('is absent where nothing is said, and counts in no digest', () => {
    expect(parseText('version: 1').gate).toBeUndefined();
    expect(policyDigest(parseText(gate('')))).toEqual(policyDigest(parseText('version: 1')));
  });
});

describe('a gate is refused, with its line,', () => {
  it.each([
    ['without signers', 'version: 1\ngate: {}', '2: gate.signers: this key is missing'],
    ['with no signer', 'version: 1\ngate: {signers: []}', '2: gate.signers: at least one signer is expected'],
    [
      'with a mistyped key',
      gate('  maxage: 7d\n'),
      '5: gate: "maxage" is not a key of a policy here (Did you mean `maxAge`?)',
    ],
    [
      'with a mistyped key of the feed',
      gate('  denied: {signers: [{kind: google, email: a@b.example}], maxAgo: 1d}\n'),
      '5: gate.denied: "maxAgo" is not a key of a policy here (Did you mean `maxAge`?)',
    ],
    [
      'with a span without a unit',
      gate('  maxAge: "7"\n'),
      '5: gate.maxAge: a span of time is written as in 30m, 12h or 7d',
    ],
    [
      'with a span of nothing',
      gate('  maxAge: 0d\n'),
      '5: gate.maxAge: a span of time is written as in 30m, 12h or 7d',
    ],
    [
      'with an age that limits nothing',
      gate('  maxAge: 99999d\n'),
      '5: 99999d is longer than 366d, and would limit nothing (Write at most 366d.)',
    ],
    [
      'with a clock skew of days',
      gate('  clockSkew: 2d\n'),
      '5: 2d is longer than 24h, and would limit nothing (Write at most 24h.)',
    ],
    [
      'with a range that is none',
      gate('  verifiers: newest\n'),
      '5: this is no range of versions (Write it as in `>=0.2.0` or `>=0.2.0 <1`.)',
    ],
    [
      'with a policy that is no digest',
      gate('  policies: [any]\n'),
      /^5: gate\.policies\[0\]: a policy is named `this`/,
    ],
    ['with no link', gate('  links: []\n'), '5: gate.links: at least one link is expected'],
    ['with a mistyped link', gate('  links: [embeded]\n'), /Did you mean `embedded`\?/],
    [
      'with a feed over plain http',
      gate('  denied: {signers: [{kind: google, email: a@b.example}], url: "http://a.example/x"}\n'),
      /^5: gate\.denied\.url: the URL of a feed is written https/,
    ],
    [
      'with a feed that nobody signs',
      gate('  denied: {signers: []}\n'),
      '5: gate.denied.signers: at least one signer is expected',
    ],
    [
      'with a certificate as signer',
      gate('', `{ kind: certificate, fingerprints: ['${'ab'.repeat(32)}'] }`),
      /^4: nobody signs statements as certificate/,
    ],
    ['with a registry as signer', gate('', '{ kind: registry-key }'), /^4: nobody signs statements as registry-key/],
    [
      'with versions of a signer',
      gate('', '{ kind: google, email: a@b.example, versions: "<1" }'),
      '4: what a gate lets through has no version (Limit the signer with `since` and `until`.)',
    ],
    [
      'with a version in the ref',
      gate('', '{ kind: github, repository: a/b, ref: "refs/tags/v{version}" }'),
      '4: what a gate lets through has no version (Write the ref out, as in refs/heads/main or refs/tags/v*.)',
    ],
    [
      'with an identity of many',
      gate('', '{ kind: identity, identity: "https://ci.acme.example/jobs/**", issuer: "https://ci.acme.example" }'),
      /^4: a signer is named exactly here, without wildcards/,
    ],
  ])('%s', (_what, text, said) => {
    if (typeof said === 'string') expect(refusalOf(text)).toBe(said);
    else expect(refusalOf(text)).toMatch(said);
  });

  it('with a key that signs nothing', () => {
    const readers = { ...vocabulary.readers, checksumKeyProblem: () => 'It is P-521.' };
    const text = gate('', `kind: managed-key\n      key: |\n        ${key}`);
    const hint = 'Make a key with `openssl genpkey -algorithm ed25519`, and write its public half here.';
    expect(refusalOf(text, { vocabulary: { ...vocabulary, readers } })).toBe(`5: It is P-521. (${hint})`);
  });
});
