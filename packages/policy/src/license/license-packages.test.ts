import { describe, expect, it } from 'vitest';
import { policyDigest } from '../policy-digest.js';
import { licenseText, parseLicense, parseText } from '../testing/parse-text.js';
import { licenseProfileFiles } from './profile-files.js';
import { licenseRegistries } from './license-registries.js';

const sha256 = 'ab'.repeat(32);
const sha512 = 'cd'.repeat(64);
const key = 'MAMBAf8=';
const encoder = new TextEncoder();

describe('a licence package', () => {
  it('needs no more than its profile and its version', () => {
    expect(parseLicense('profile: karafka, version: 2026.1.0')).toMatchObject({
      id: 'karafka',
      profile: 'karafka',
      vendor: 'Karafka',
      ecosystem: 'rubygems',
      name: 'karafka-license',
      version: '2026.1.0',
      versionIsLicenseId: true,
      source: 'https://gems.karafka.io/',
      credentials: { from: 'client' },
      digests: [],
      token: { scheme: 'rsa-recover', path: 'lib/license.txt', fingerprints: [], claims: {} },
      locked: true,
      contact: 'contact@karafka.io',
      line: 3,
    });
  });

  it('may be one of nobody that is known', () => {
    expect(
      parseLicense('ecosystem: npm, name: "@acme/ui", version: v1.2.3, source: "https://NPM.acme.example/x"'),
    ).toEqual({
      id: '@acme/ui',
      profile: 'generic-npm',
      vendor: 'npm.acme.example',
      ecosystem: 'npm',
      name: '@acme/ui',
      version: '1.2.3',
      versionIsLicenseId: false,
      source: 'https://npm.acme.example/x/',
      redirects: [],
      credentials: { from: 'client' },
      digests: [],
      checksums: [],
      content: {
        files: [],
        maxFiles: null,
        maxBytes: null,
        maxCodeBytes: null,
        allow: [],
        dependencies: null,
        code: 'unchecked',
        templates: [],
      },
      token: null,
      bundled: null,
      namesakes: [],
      locked: true,
      line: 3,
    });
  });

  it('says all that can be said', () => {
    const text = `version: 1
licensePackages:
  - id: acme
    ecosystem: rubygems
    name: acme-license
    vendor: Acme
    version: 1.0.0
    platform: x86_64-linux
    source: http://gems.acme.example/private
    insecure: true
    redirects: [https://cdn.acme.example/]
    credentials: { env: { username: ACME_USERNAME, password: ACME_PASSWORD } }
    digests:
      - ${sha256.toUpperCase()}
      - { digest: 'sha512:${sha512}', origin: email, obtained: 2026-01-02 }
    checksums:
      - url: https://acme.example/{name}/{version}.txt
      - { file: './vendor/{name}.txt', keys: [${key}] }
    content:
      files:
        - lib/**
        - { pattern: license.key, kind: token, required: true, max: 1, maxBytes: 100 }
        - { pattern: lib/acme.rb, kind: code }
      maxFiles: 10
      maxBytes: 1000
      maxCodeBytes: 500
      allow: [dependencies, dependencies]
      dependencies: [rack]
      templates:
        - { name: '1', pattern: lib/acme.rb, sha256: 'sha256:${sha256}' }
    token:
      scheme: jwt
      path: ./license.key
      keys: [${key}, ${key}]
      entity: Acme Inc
      fingerprints: [${sha256.toUpperCase()}]
      claims: { iss: acme, aud: x }
      revocations: ./revoked.txt
    bundled: vendor/license/
    namesakes: [https://gems.public.example]
    locked: false
    entitlement: { until: 2027-01-31 }
    contact: https://acme.example/help
    publishers: [{ kind: registry-key }]
`;
    const policy = parseText(text.replace('kind: registry-key', 'kind: google, email: a@acme.example'));
    expect(policy.licensePackages).toEqual([
      {
        id: 'acme',
        profile: 'generic-gem',
        vendor: 'Acme',
        ecosystem: 'rubygems',
        name: 'acme-license',
        version: '1.0.0',
        platform: 'x86_64-linux',
        versionIsLicenseId: false,
        source: 'http://gems.acme.example/private/',
        redirects: ['https://cdn.acme.example'],
        credentials: { from: 'env', username: 'ACME_USERNAME', password: 'ACME_PASSWORD' },
        digests: [
          { digest: { alg: 'sha256', value: sha256, covers: 'artifact' }, origin: 'policy' },
          { digest: { alg: 'sha512', value: sha512, covers: 'artifact' }, origin: 'email', obtained: '2026-01-02' },
        ],
        checksums: [
          { location: 'https://acme.example/acme-license/1.0.0.txt', keys: [] },
          { location: 'vendor/acme-license.txt', keys: [key] },
        ],
        content: {
          files: [
            { pattern: 'lib/**', kind: 'data', required: false, max: null, maxBytes: null },
            { pattern: 'license.key', kind: 'token', required: true, max: 1, maxBytes: 100 },
            { pattern: 'lib/acme.rb', kind: 'code', required: false, max: null, maxBytes: null },
          ],
          maxFiles: 10,
          maxBytes: 1000,
          maxCodeBytes: 500,
          allow: ['dependencies'],
          dependencies: ['rack'],
          code: 'templates',
          templates: [{ name: '1', pattern: 'lib/acme.rb', sha256 }],
        },
        token: {
          scheme: 'jwt',
          path: 'license.key',
          keys: [key],
          entity: 'Acme Inc',
          fingerprints: [sha256],
          claims: { iss: 'acme', aud: 'x' },
          revocations: 'revoked.txt',
        },
        bundled: { path: 'vendor/license' },
        namesakes: [{ registry: 'https://gems.public.example/' }],
        locked: false,
        entitledUntil: '2027-01-31',
        contact: 'https://acme.example/help',
        line: 3,
      },
    ]);
    expect(policy.publishers).toEqual([
      { purl: 'pkg:gem/acme-license@1.0.0', allow: [{ kind: 'google', email: 'a@acme.example' }], line: 3 },
    ]);
  });

  it.each([
    ['profile: karafka, version: 1.0, credentials: bundler', { from: 'client' }],
    ['profile: karafka, version: 1.0, credentials: netrc', { from: 'netrc' }],
    ['profile: karafka, version: 1.0, credentials: none', { from: 'none' }],
    ['profile: karafka, version: 1.0, credentials: {env: {token: ACME_TOKEN}}', { from: 'env', token: 'ACME_TOKEN' }],
    ['profile: karafka, version: 1.0, credentials: {env: {password: PW}}', { from: 'env', password: 'PW' }],
    ['profile: avo, name: avo-pro, version: 1.0', { from: 'client' }],
    ['ecosystem: composer, name: acme/ui, version: v1.0.0, source: "https://a.example"', { from: 'composer' }],
    ['ecosystem: generic, name: acme, version: a7, source: "https://a.example/x.zip"', { from: 'none' }],
  ])('%s has its credentials from %j', (entry, credentials) => {
    expect(parseLicense(entry.replace(': 1.0', ': 1.0.0')).credentials).toEqual(credentials);
  });

  it('of an ecosystem without lockfiles that are read, or that is bundled alone, is not locked', () => {
    const locked = (entry: string) => parseLicense(entry).locked;
    expect(locked('profile: tiptap, name: "@tiptap-pro/x", version: 1.0.0')).toBe(true);
    expect(locked('profile: tiptap, name: "@tiptap-pro/x", version: 1.0.0, locked: false')).toBe(false);
    expect(locked('profile: karafka, version: 1.0.0, source: none, bundled: vendor/license')).toBe(false);
    expect(locked('profile: karafka, version: 1.0.0, bundled: vendor/license')).toBe(true);
    expect(locked('ecosystem: composer, name: acme/ui, version: 1.0.0, source: "https://a.example"')).toBe(false);
    expect(locked('ecosystem: generic, name: acme, version: "1", source: "https://a.example/x"')).toBe(false);
  });
});

describe('an entry and its profile', () => {
  const profile = (rest: string) => ({ profiles: new Map([['./acme.yaml', encoder.encode(`profile: 1\n${rest}`)]]) });
  const acme = `id: acme
vendor: Acme
ecosystem: rubygems
name: acme-license
source: https://gems.acme.example/
redirects: [https://cdn.acme.example]
contact: help@acme.example
content: { maxFiles: 3, allow: [plugins] }
token: { scheme: jwt, path: license.jwt, keys: [${key}], fingerprints: ['${'11'.repeat(32)}'], claims: { iss: acme } }
`;

  it('are joined: lists take the place of the profile’s, keys, digests and fingerprints add to them', () => {
    const other = 'MAMBAQA=';
    const license = parseLicense(
      `profile: ./acme.yaml, version: 1.0.0, redirects: [], content: {allow: [dependencies]},
       digests: ["${sha512}"], token: {keys: [${other}], fingerprints: ["${'22'.repeat(32)}"], claims: {aud: me}}`,
      profile(`${acme}version: 1.0.0\ndigests: [{ digest: '${sha256}', origin: portal }]\n`),
    );
    expect(license).toMatchObject({
      id: 'acme',
      profile: './acme.yaml',
      vendor: 'Acme',
      redirects: [],
      contact: 'help@acme.example',
      content: { maxFiles: 3, allow: ['dependencies'] },
      digests: [{ origin: 'portal' }, { origin: 'policy' }],
      token: {
        scheme: 'jwt',
        keys: [key, other],
        fingerprints: ['11'.repeat(32), '22'.repeat(32)],
        claims: { iss: 'acme', aud: 'me' },
      },
    });
  });

  it('may both know the version', () => {
    const whole = profile(`${acme}version: 1.0.0\n`);
    expect(parseLicense('profile: ./acme.yaml', whole).version).toBe('1.0.0');
    expect(parseLicense('profile: ./acme.yaml, version: v1.0.0', whole).version).toBe('1.0.0');
  });

  it('keep a digest that two have told, with who told it', () => {
    const { digests } = parseLicense(
      `profile: ./acme.yaml, digests: ["${sha256}", "sha256:${sha256}", {digest: "${sha256}", origin: email}]`,
      profile(`${acme}version: 1.0.0\ndigests: ['${sha256}']\n`),
    );
    expect(digests.map(({ origin }) => origin)).toEqual(['policy', 'email']);
  });

  it('name who publishes: the entry’s take the place of the profile’s, whose ranges count', () => {
    const vendors = profile(`${acme}publishers: [{ kind: google, email: a@acme.example, versions: '< 2' }]\n`);
    const publishers = (entry: string) =>
      parseText(licenseText(`profile: ./acme.yaml, version: 1.0.0${entry}`), vendors).publishers;
    expect(publishers('')).toEqual([
      {
        purl: 'pkg:gem/acme-license@1.0.0',
        allow: [{ kind: 'google', email: 'a@acme.example', versions: '< 2' }],
        line: 3,
      },
    ]);
    expect(publishers(', publishers: [{kind: google, email: b@acme.example}]')[0]?.allow).toEqual([
      { kind: 'google', email: 'b@acme.example' },
    ]);
  });
});

describe('files that a policy names as profiles', () => {
  const files = (text: string) => licenseProfileFiles(encoder.encode(text));

  it('are those below its folder, each once', () => {
    const list = ['./b.yaml', 'karafka', './a/b.yml', './b.yaml'].map((name) => `  - profile: ${name}\n`).join('');
    expect(files(`version: 1\nlicensePackages:\n${list}  - name: x\n`)).toEqual(['./b.yaml', './a/b.yml']);
  });

  it.each([
    '../x.yaml',
    './../x.yaml',
    './a/../../x.yaml',
    '/etc/x.yaml',
    './a\\..\\x.yaml',
    './C:/x.yaml',
    './x',
    './x.json',
  ])('are never %s', (name) => {
    expect(files(`version: 1\nlicensePackages: [{profile: '${name}'}]`)).toEqual([]);
  });

  it.each(['', 'licensePackages: [', 'licensePackages: 1', '[]', 'licensePackages: [1, ~, {profile: 1}]', '\0'])(
    'are none in %j',
    (text) => {
      expect(files(text)).toEqual([]);
    },
  );
});

describe('the registries of licence packages', () => {
  it('claim the names of their packages, and nothing else', () => {
    const policy = parseText(`version: 1
licensePackages:
  - { profile: avo, name: avo-pro, version: 1.0.0, redirects: [https://a.example] }
  - { profile: avo, name: avo-advanced, version: 1.0.0, redirects: [https://b.example] }
  - { profile: tiptap, name: '@tiptap-pro/x', version: 1.0.0 }
  - { profile: karafka, version: 1.0.0, source: none, bundled: license }
  - { ecosystem: generic, name: acme, version: '1', source: https://acme.example/x.zip }
`);
    const table = { from: 'policy', aliases: [] };
    expect(licenseRegistries(policy)).toEqual([
      {
        ...table,
        ecosystem: 'rubygems',
        url: 'https://packager.dev/avo-hq/',
        names: ['avo-pro', 'avo-advanced'],
        redirects: ['https://a.example', 'https://b.example'],
      },
      {
        ...table,
        ecosystem: 'npm',
        url: 'https://registry.tiptap.dev/',
        names: ['@tiptap-pro/x'],
        redirects: [],
      },
    ]);
  });
});

describe('the digest of a policy', () => {
  const digest = (...entries: readonly string[]) =>
    policyDigest(parseText(`version: 1\nlicensePackages:\n${entries.map((entry) => `  - {${entry}}\n`).join('')}`))
      .value;
  const karafka = 'profile: karafka, version: 1.0.0';
  const gem = 'ecosystem: rubygems, name: a, version: 1.0.0, source: "https://a.example"';

  it('does not change while there are no licence packages', () => {
    expect(policyDigest(parseText('version: 1\nlicensePackages: []\n'))).toEqual(
      policyDigest(parseText('version: 1\n')),
    );
  });

  it('does not depend on the order of packages, nor on how they are spelled', () => {
    expect(digest(karafka, gem)).toBe(digest(gem, karafka));
    expect(digest(`${gem}, digests: ["${sha256}", "${sha512}"]`)).toBe(
      digest(`${gem}, digests: ["sha512:${sha512}", {digest: "${sha256.toUpperCase()}"}]`),
    );
    expect(digest(`${gem}, content: {files: [a], allow: [plugins, scripts]}`)).toBe(
      digest(`${gem}, content: {allow: [scripts, plugins], files: [{pattern: a, kind: data}]}`),
    );
  });

  it('changes with each thing that a package says', () => {
    const changes = [
      '',
      'id: b',
      'vendor: b',
      'platform: java',
      'versionIsLicenseId: true',
      'redirects: ["https://b.example"]',
      'credentials: netrc',
      'credentials: {env: {token: A_B}}',
      `digests: ["${sha256}"]`,
      `digests: [{digest: "${sha256}", origin: email}]`,
      `digests: [{digest: "${sha256}", obtained: 2026-01-01}]`,
      'checksums: [{file: a}]',
      `checksums: [{file: a, keys: [${key}]}]`,
      'content: {files: [a]}',
      'content: {files: [{pattern: a, required: true}]}',
      'content: {files: [{pattern: a, max: 1}]}',
      'content: {files: [{pattern: a, maxBytes: 1}]}',
      'content: {maxFiles: 1}',
      'content: {maxBytes: 1}',
      'content: {files: [{pattern: a, kind: code}], maxCodeBytes: 1}',
      'content: {allow: [dependencies]}',
      'content: {allow: [dependencies], dependencies: [a]}',
      'content: {code: templates}',
      `content: {templates: [{name: a, pattern: a, sha256: "${sha256}"}]}`,
      'token: {scheme: opaque, path: a}',
      `token: {scheme: opaque, path: a, fingerprints: ["${sha256}"]}`,
      `token: {scheme: jwt, path: a, keys: [${key}]}`,
      `token: {scheme: jwt, path: a, keys: [${key}], entity: a}`,
      `token: {scheme: jwt, path: a, keys: [${key}], claims: {iss: a}}`,
      'token: {scheme: opaque, path: a, revocations: a}',
      'bundled: a',
      'namesakes: ["https://b.example"]',
      'locked: false',
      'entitlement: {until: 2027-01-01}',
      'contact: a@b.example',
    ];
    const digests = changes.map((change) => digest(`${gem}${change === '' ? '' : `, ${change}`}`));
    expect(new Set(digests).size).toBe(changes.length);
  });
});
