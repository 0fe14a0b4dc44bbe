import { generateKeyPairSync } from 'node:crypto';
import { AssayError } from '@assay/model';
import { mintRegistryKeys } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { loadPolicy } from './load-policy.js';

const [own] = mintRegistryKeys().keys;
const p256 = Buffer.from(own!.key.spki).toString('base64');
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  .publicKey.export({ type: 'spki', format: 'der' })
  .toString('base64');
const offCurve = Buffer.concat([Buffer.from(own!.key.spki).subarray(0, 27), Buffer.alloc(64, 1)]).toString('base64');
const pem = (label: string) => `"-----BEGIN ${label}-----\\nMAMCAQE=\\n-----END ${label}-----"`;

/** `line: message`, or `accepted`. */
async function read(lines: string): Promise<string> {
  try {
    await loadPolicy({ file: 'assay.yaml', text: `version: 1\n${lines}\n` });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    expect(error).toMatchObject({ code: 'ERR_POLICY', file: 'assay.yaml' });
    // A message of the shape says itself what is expected.
    if (!error.message.includes('expected')) expect(error.hint).toBeDefined();
    return `${String(error.line)}: ${error.message}`;
  }
}

const registry = (key: string, ecosystem = 'npm') =>
  `registries:\n  - ecosystem: ${ecosystem}\n    url: https://npm.example/\n    keys:\n      - { ${key} }`;
const publisher = (purl: string, rest = 'kind: github, repository: a/b') =>
  `publishers:\n  - { purl: '${purl}', ${rest} }`;

describe('a registry’s key that could not be used is refused where it stands: it would take its siblings along', () => {
  test.each([
    ['of another curve', `id: x, key: ${p384}`, /no ECDSA P-256 key/],
    ['that is no point of the curve', `id: x, key: ${offCurve}`, /no ECDSA P-256 key/],
    ['that is no key', `id: x, key: MAMCAQE=`, /no ECDSA P-256 key/],
    ['under another key’s fingerprint', `id: 'SHA256:AAAA', key: ${p256}`, /another fingerprint/],
    ['under another spelling of a fingerprint', `id: 'sha256:AAAA', key: ${p256}`, /another fingerprint/],
    ['under an id with a blank', `id: 'a b', key: ${p256}`, /no id of a key/],
    ['that ends on a day that is none', `id: x, key: ${p256}, until: '2025-02-30T00:00:00Z'`, /validity/],
    [
      'that ends an hour before it begins',
      `id: x, key: ${p256}, from: '2025-02-20T12:00:00Z', until: '2025-02-20T11:00:00Z'`,
      /validity/,
    ],
  ])('%s', async (_what, key, message) => {
    const text = await read(registry(key));
    expect(text).toMatch(/^6: /);
    expect(text).toMatch(message);
  });

  test('that is revoked beside one that cannot be used, which used to bring it back', async () => {
    const revoked = `id: '${own!.keyId}', key: ${p256}, revoked: true`;
    expect(await read(registry(revoked))).toBe('accepted');
    expect(await read(`${registry(revoked)}\n      - { id: 'SHA256:typo', key: ${p256} }`)).toMatch(/^7: /);
  });

  test('that is revoked under one id and not under another', async () => {
    const keys = `${registry(`id: x, key: ${p256}, revoked: true`)}\n      - { id: y, key: ${p256} }`;
    expect(await read(keys)).toBe('7: this key is revoked under one id only');
  });

  test('of a registry of gems', async () => {
    expect(await read(registry(`id: x, key: ${p256}`, 'rubygems'))).toMatch(/^5: registries of gems sign nothing/);
  });
});

test('a certificate for gems that is none is refused', async () => {
  expect(await read(`gems:\n  certificates:\n    - ${pem('CERTIFICATE')}`)).toMatch(/^4: Certificate 1/);
});

describe('a purl that no package can have is refused', () => {
  test.each([
    'pkg:npm/@acme',
    'pkg:npm/%40acme',
    'pkg:npm/@acme*',
    'pkg:npm/@acme/a/b',
    'pkg:npm/a/b',
    'pkg:npm/a%2Fb',
    'pkg:npm/a/*',
    'pkg:npm/a@1.x',
    'pkg:npm/a@1',
    'pkg:npm/a@latest',
    'pkg:npm/a@v1.*',
    'pkg:npm/a@1.0.0+*',
    'pkg:npm/%40ac%6de/*',
    'pkg:npm/@acme/%61*',
    'pkg:gem/@acme/x',
    'pkg:gem/a/b',
    'pkg:gem/nokogiri@1.0.0-java',
    'pkg:*/a@x.y',
    'pkg:npm/a@V1.0.0',
    'pkg:npm/a@V1.*',
    'pkg:npm/a@ver1.*',
    'pkg:npm/a@~1.*',
    'pkg:npm/a@01.*',
    'pkg:npm/a@1.02.*',
    'pkg:npm/a@1.0.0beta*',
    'pkg:npm/@acme/*@v1.*',
    'pkg:gem/a@v1.0.0',
    'pkg:gem/a@v1.*',
    'pkg:gem/a@1.0-*',
    'pkg:*/a@v1.*',
    'pkg:*/a@1.0.0beta',
    'pkg:*/a@01.0.0',
  ])('%s', async (purl) => {
    expect(await read(publisher(purl))).toMatch(/^3: /);
    const attestations = `attestations:\n  - { purl: '${purl}', predicateTypes: [https://slsa.dev/provenance/v1] }`;
    expect(await read(attestations)).toMatch(/^3: /);
  });

  test.each([
    'pkg:npm/a',
    'pkg:npm/@acme/a',
    'pkg:npm/%40ac%6de/a',
    'pkg:npm/@acme/*',
    'pkg:npm/@acme**',
    'pkg:npm/**',
    'pkg:npm/*/a',
    'pkg:npm/a@v1.0.0',
    'pkg:npm/a@1.0.0+build',
    'pkg:npm/@acme/*@1.*',
    'pkg:npm/JSONStream',
    'pkg:gem/nokogiri@1.0.0',
    'pkg:gem/rails@7',
    'pkg:gem/rails-*',
    'pkg:*/@acme/a',
    'pkg:*/a@7',
    'pkg:*/a@v1.0.0',
    'pkg:*/a@7.*',
    'pkg:npm/a@*',
    'pkg:npm/a@**',
    'pkg:npm/a@1*',
    'pkg:npm/a@1.2*',
    'pkg:npm/a@1.2.3*',
    'pkg:npm/a@1.2.3-*',
    'pkg:npm/a@1.2.3-rc.*',
    'pkg:npm/a@1.2.3-0a*',
    'pkg:npm/a@*-rc.1',
    'pkg:gem/a@7.*',
    'pkg:gem/a@01.*',
    'pkg:gem/a@3.0.0.rc*',
    'pkg:**',
  ])('and %s is not', async (purl) => {
    expect(await read(publisher(purl))).toBe('accepted');
  });
});

describe('a publisher that could never be seen is refused', () => {
  const of = (rest: string, purl = 'pkg:npm/a') => read(publisher(purl, `kind: github, repository: a/b, ${rest}`));
  const fingerprints = `fingerprints: ['${'a'.repeat(64)}']`;

  test.each(['lt 2.5', '~>2.5, <3', ''])('with the npm range %j', async (range) => {
    expect(await of(`versions: '${range}'`)).toMatch(/^3: /);
  });

  test.each(['^2.5', '>=2 <3'])('with the gem range %j', async (range) => {
    expect(await of(`versions: '${range}'`, 'pkg:gem/a')).toMatch(/^3: /);
  });

  test('with a range beside one version', async () => {
    expect(await of("versions: '>=1'", 'pkg:npm/a@1.0.0')).toBe('3: the purl already names one version');
    expect(await of("versions: '>=1'", 'pkg:npm/a@1.*')).toBe('accepted');
  });

  test.each([
    ['^2.5', 'pkg:npm/a'],
    ['>= 2.5, < 3', 'pkg:gem/a'],
    ['~> 2.5', 'pkg:gem/a'],
    ['^2.5', 'pkg:*/a'],
    ['~> 2.5, < 3', 'pkg:**'],
  ])('but not with the range %j of %s', async (range, purl) => {
    expect(await of(`versions: '${range}'`, purl)).toBe('accepted');
  });

  test.each(['0123', '0o17', '0x10', '1e3', '123.0', '+1', '1_000', '-1', '0'])('with the id %s', async (id) => {
    expect(await of(`repositoryId: ${id}`)).toMatch(/^3: .*a number is expected/);
    expect(await of(`ownerId: ${id}`)).toMatch(/^3: .*a number is expected/);
  });

  test('with a mistyped trigger; an unheard-of one may be new', async () => {
    expect(await of('triggers: [push, relase]')).toBe('3: no run is started by "relase"');
    expect(await of('triggers: [push, release, workflow_dispatch, merge_request_event]')).toBe('accepted');
    expect(await of('triggers: [some_day_there_may_be_this]')).toBe('accepted');
  });

  test('of a kind that its ecosystem does not have', async () => {
    const certificate = `kind: certificate, ${fingerprints}`;
    expect(await read(publisher('pkg:npm/a', certificate))).toMatch(/^3: npm packages are not signed/);
    expect(await read(publisher('pkg:gem/a', certificate))).toBe('accepted');
    expect(await read(publisher('pkg:gem/a', 'kind: registry-key'))).toMatch(/^3: registries of gems sign nothing/);
    expect(await read(publisher('pkg:npm/a', 'kind: registry-key'))).toBe('accepted');
    expect(await read(publisher('pkg:**', 'kind: registry-key'))).toBe('accepted');
    const listed = `publishers:\n  - purl: pkg:gem/a\n    allow:\n      - { ${certificate} }\n      - { kind: registry-key }`;
    expect(await read(listed)).toMatch(/^6: registries of gems sign nothing/);
  });
});

describe('a pattern that leaves open who it is is refused', () => {
  const of = (identity: string) =>
    read(publisher('pkg:npm/a', `kind: identity, identity: '${identity}', issuer: 'https://i.example'`));

  test.each([
    'h**',
    'https:**',
    'https://**',
    'https://git*/acme/**',
    'https://*.example/acme/**',
    'https://github.com/**',
    'https://github.com/acme*/**',
    'https://GitHub.com/**',
    'https://gitlab.com/*',
    'a**',
    'https://gitlab.archlinux.org/**',
    'https://gitlab.archlinux.org/acme*/**',
    'https://codeberg.org/*/tool',
    'https://buildkite.com/**',
    'https://buildkite.com/*/release',
    'https://buildkite.com/acme*',
    'https://g.codefresh.io/**',
    'https://g.codefresh.io/*/release:*/*',
    'https://circleci.com/**',
    'https://circleci.com/api/v2/projects/*/pipeline-definitions/x',
    'https://circleci.com/api/v2/projects/0a1b*/**',
    'https://issuer.enforce.dev/*/x',
    'https://GitHub.com/*/x',
    'https://github.com//**',
    'dev@*',
    'dev@**',
    'dev@*.example',
    'dev*',
    'dev*@gmail.com',
    'dev*@Gmail.com',
    'd**@googlemail.com',
    'release-*@outlook.com',
    'release-*@proton.me',
    'acme*@users.noreply.github.com',
    '123*@developer.gserviceaccount.com',
    'service-*@gcp-sa-pubsub.iam.gserviceaccount.com',
    'acme-*@kaggle.com',
  ])('the identity %s', async (identity) => {
    expect(await of(identity)).toMatch(/^3: this pattern leaves open who it is/);
  });

  test.each([
    'https://github.com/acme/**',
    'https://github.com/acme/tool/.github/workflows/*@refs/tags/*',
    'https://ghes.example/**',
    'spiffe://acme.example/**',
    'dev@acme.example',
    'dev-*@acme.example',
    'https://buildkite.com/acme/*',
    'https://g.codefresh.io/acme/**',
    'https://circleci.com/api/v2/projects/0a1b2c3d-0000-0000-0000-000000000000/pipeline-definitions/*',
    'https://gitlab.com/acme/**',
    'https://gitlab.com/acme/tool//.gitlab-ci.yml@refs/tags/*',
    'https://issuer.enforce.dev/0a1b2c3d/*',
    'signer-*@acme-project.iam.gserviceaccount.com',
    'acme@gmail.com',
  ])('but not the identity %s', async (identity) => {
    expect(await of(identity)).toBe('accepted');
  });

  test.each(['https://github.com/**', 'https://github.com/*/x', 'https://gitlab.com/**', 'https://bitbucket.org/**'])(
    'the builder %s',
    async (builder) => {
      expect(await read(`builders:\n  - https://b.example/x\n  - '${builder}'`)).toMatch(/^4: this pattern leaves/);
    },
  );

  test.each(['https://github.com/actions/runner/*', 'https://b.example/**', 'https://github.com/acme/**'])(
    'but not the builder %s',
    async (builder) => {
      expect(await read(`builders: ['${builder}']`)).toBe('accepted');
    },
  );
});

describe('a predicate type', () => {
  const of = (type: string) => read(`attestations:\n  - purl: pkg:npm/a\n    predicateTypes: ['${type}']`);

  test.each(['https://slsa.dev/provenance/v01', 'https://slsa.dev/provenence/v1', 'http://slsa.dev/provenance/v1'])(
    'that is mistyped is refused: %s',
    async (type) => {
      expect(await of(type)).toBe('4: no attestation has this type');
    },
  );

  test.each([
    'https://slsa.dev/provenance/v1',
    'https://slsa.dev/provenance/v0.2',
    'https://slsa.dev/provenance/v2',
    'https://slsa.dev/verification_summary/v1',
    'https://cyclonedx.org/bom',
  ])('that there is or may be is not: %s', async (type) => {
    expect(await of(type)).toBe('accepted');
  });
});

describe('rules and waivers name whatever stands in a lockfile', () => {
  test.each(['pkg:npm/a@git%2Bssh%3A%2F%2Fx', 'pkg:npm/a%2Fb@1', 'pkg:npm/a@v1.0.0', 'pkg:gem/a@1-java'])(
    '%s',
    async (purl) => {
      expect(await read(`rules: [{ select: { purl: '${purl}' }, checks: { source: prefer } }]`)).toBe('accepted');
    },
  );

  test('and mean the version that the registry lists', async () => {
    const text = 'version: 1\nrules: [{ select: { purl: pkg:npm/a@v1.0.0+x }, checks: { source: prefer } }]\n';
    const { policy } = await loadPolicy({ file: 'assay.yaml', text });
    expect(policy.rules[0]?.select.purl).toBe('pkg:npm/a@1.0.0');
  });
});
