import { DocMap, parseYaml, type DocValue } from '@assay/documents';
import type { CertificateClaims, Signer } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchPublisher } from './match-publisher.js';
import { suggestPublisher, suggestPublisherLine } from './suggest-publisher.js';

const san = 'https://github.com/acme/ui/.github/workflows/release.yml@refs/tags/v1.2.3';
const claims: CertificateClaims = {
  buildSignerUri: san,
  runnerEnvironment: 'github-hosted',
  sourceRepositoryUri: 'https://github.com/acme/ui',
  sourceRepositoryRef: 'refs/tags/v1.2.3',
  sourceRepositoryId: '42',
  sourceRepositoryOwnerId: '7',
  buildConfigUri: san,
  deploymentEnvironment: 'npm',
};
type Identity = Extract<Signer, { readonly kind: 'identity' }>;
const signer: Identity = {
  kind: 'identity',
  san: { type: 'uri', value: san },
  issuer: 'https://token.actions.githubusercontent.com',
  claims,
  certificate: { alg: 'sha256', value: '0'.repeat(64), covers: 'artifact' },
};
const withClaims = (changed: CertificateClaims, given: Partial<Identity> = {}): Identity => ({
  ...signer,
  ...given,
  claims: { ...claims, ...changed },
});

const purl = 'pkg:npm/%40acme/ui@1.2.3';
const suggest = (by: Signer, version = '1.2.3', about = purl) => suggestPublisher({ signer: by, purl: about, version });

function plain(value: DocValue): unknown {
  if (value instanceof DocMap)
    return Object.fromEntries([...value.entries()].map(([key, inner]) => [key, plain(inner)]));
  return Array.isArray(value) ? (value as readonly DocValue[]).map(plain) : value;
}

/** The one entry that the lines are, or null for a comment. */
function entryOf(text: string) {
  const parsed = parseYaml(new TextEncoder().encode(text), { maxBytes: 100_000, anchors: 'refuse' });
  if (!parsed.ok) throw new Error(parsed.problem.detail);
  const entries = plain(parsed.documents[0]?.value ?? null) as
    { purl: string; allow: Record<string, string>[] }[] | null;
  return entries?.[0] ?? null;
}

const ofSigner = (by: Signer, version?: string) => entryOf(suggest(by, version))?.allow[0];

describe('a suggestion', () => {
  it('is lines for `publishers:`, ready to paste', () => {
    expect(suggest(signer)).toBe(`- purl: "pkg:npm/%40acme/ui"
  allow:
    - kind: "github"
      repository: "acme/ui"
      repositoryId: "42"
      ownerId: "7"
      workflow: ".github/workflows/release.yml"
      ref: "refs/tags/v{version}"
      environment: "npm"
      runner: "github-hosted"
`);
  });

  it('names the reusable workflow where one signed', () => {
    const reusable = 'https://github.com/acme/ci/.github/workflows/publish.yml@refs/heads/main';
    expect(ofSigner(withClaims({ buildSignerUri: reusable }, { san: { type: 'uri', value: reusable } }))).toMatchObject(
      {
        workflow: '.github/workflows/release.yml',
        signerWorkflow: 'acme/ci/.github/workflows/publish.yml',
      },
    );
  });

  it('leaves out what the certificate does not state, and runners that policies do not know', () => {
    const { deploymentEnvironment: _env, ...others } = claims;
    const odd = { ...signer, claims: { ...others, runnerEnvironment: 'moon' } };
    expect(Object.keys(ofSigner(odd) ?? {})).toEqual([
      'kind',
      'repository',
      'repositoryId',
      'ownerId',
      'workflow',
      'ref',
    ]);
    const { sourceRepositoryRef: _ref, ...rest } = claims;
    expect(ofSigner({ ...signer, claims: rest })).not.toHaveProperty('ref');
  });

  it.each([
    ['refs/tags/v1.2.3', '1.2.3', 'refs/tags/v{version}'],
    ['refs/tags/V1.2.3', '1.2.3', 'refs/tags/V{version}'],
    ['refs/tags/1.2.3', '1.2.3', 'refs/tags/{version}'],
    ['refs/tags/@acme/ui@1.2.3', '1.2.3', 'refs/tags/@acme/ui@{version}'],
    ['refs/tags/ui-v1.2.3', '1.2.3', 'refs/tags/ui-v{version}'],
    ['refs/tags/v11.2.3', '1.2.3', 'refs/tags/v11.2.3'],
    ['refs/tags/v0.1.2.3', '1.2.3', 'refs/tags/v0.1.2.3'],
    ['refs/tags/rev1', '1', 'refs/tags/rev1'],
    ['refs/tags/v1.2.3-rc', '1.2.3', 'refs/tags/v1.2.3-rc'],
    ['refs/tags/v1.2.3', '', 'refs/tags/v1.2.3'],
    ['refs/heads/1.2.3', '1.2.3', 'refs/heads/1.2.3'],
    ['refs/heads/main', '1.2.3', 'refs/heads/main'],
  ])('for the ref %s of version %j has %s', (ref, version, pattern) => {
    expect(ofSigner(withClaims({ sourceRepositoryRef: ref }), version)).toMatchObject({ ref: pattern });
  });

  it('for GitLab names the project and its configuration', () => {
    const config = 'https://gitlab.com/acme/group/ui//.gitlab-ci.yml@refs/heads/main';
    const shared = 'https://gitlab.com/acme/ci//publish.yml@refs/heads/main';
    const lab = withClaims(
      {
        sourceRepositoryUri: 'https://gitlab.com/acme/group/ui',
        buildConfigUri: config,
        runnerEnvironment: 'gitlab-hosted',
      },
      { issuer: 'https://gitlab.com', san: { type: 'uri', value: shared } },
    );
    expect(ofSigner(lab)).toMatchObject({
      kind: 'gitlab',
      repository: 'acme/group/ui',
      workflow: '.gitlab-ci.yml',
      signerWorkflow: 'acme/ci//publish.yml',
      runner: 'gitlab-hosted',
    });
  });

  const spelledOut = { kind: 'identity', identity: san, issuer: signer.issuer };
  it.each<[string, Signer, object]>([
    ['an old certificate', { ...signer, claims: {} }, spelledOut],
    ['a certificate without a source', { ...signer, claims: { buildConfigUri: san } }, spelledOut],
    [
      'a workflow of another repository',
      withClaims({ sourceRepositoryUri: 'https://github.com/acme/other' }),
      spelledOut,
    ],
    ['a ref with a brace', withClaims({ sourceRepositoryRef: 'refs/tags/{version}' }), spelledOut],
    ['another issuer', { ...signer, issuer: 'https://x.example' }, { ...spelledOut, issuer: 'https://x.example' }],
    [
      'another identity',
      { ...signer, san: { type: 'uri', value: 'https://buildkite.com/a/b' } },
      { ...spelledOut, identity: 'https://buildkite.com/a/b' },
    ],
    ['a user’s name', { ...signer, san: { type: 'other-name', value: 'dev' } }, { ...spelledOut, identity: 'dev' }],
    [
      'a person',
      { ...signer, san: { type: 'email', value: 'a@b.example' } },
      { kind: 'email', email: 'a@b.example', issuer: signer.issuer },
    ],
    [
      'a certificate',
      {
        kind: 'certificate',
        subject: 'CN=x',
        chain: [signer.certificate, { ...signer.certificate, value: '1'.repeat(64) }],
      },
      { kind: 'certificate', fingerprints: ['0'.repeat(64)] },
    ],
    ['a registry’s key', { kind: 'registry-key', keyId: 'SHA256:x' }, { kind: 'registry-key', keyIds: ['SHA256:x'] }],
  ])('for %s', (_what, by, expected) => {
    expect(ofSigner(by)).toEqual(expected);
  });

  it.each<[string, Signer, string?]>([
    ['a key', { kind: 'managed-key', key: signer.certificate }],
    ['a certificate without a chain', { kind: 'certificate', subject: 'CN=x', chain: [] }],
    [
      'a certificate with another digest',
      { kind: 'certificate', subject: 'CN=x', chain: [{ ...signer.certificate, alg: 'sha512' }] },
    ],
    ['a star in a name', { ...signer, san: { type: 'uri', value: 'https://x.example/*' } }],
    ['a star in a claim', withClaims({ deploymentEnvironment: '*' })],
    ['an empty claim', withClaims({ deploymentEnvironment: '' })],
    ['an empty key id', { kind: 'registry-key', keyId: '' }],
    ['a name that looks like an address', { ...signer, san: { type: 'other-name', value: 'https://x.example' } }],
    ['a purl with a star', signer, 'pkg:npm/*@1'],
  ])('cannot be made for %s', (_what, by, about = purl) => {
    expect(suggest(by, '1.2.3', about)).toBe(`# The signer of "${about}" cannot be named by a policy.\n`);
  });

  it('is for every version of the package', () => {
    const purlOf = (about: string) => entryOf(suggest(signer, '1.2.3', about))?.purl;
    expect(purlOf('pkg:gem/rails@7.0.0')).toBe('pkg:gem/rails');
    expect(purlOf('pkg:gem/rails')).toBe('pkg:gem/rails');
    expect(purlOf('pkg:npm/@acme/ui')).toBe('pkg:npm/@acme/ui');
  });

  it('on one line means the same', () => {
    const seen = { signer, purl, version: '1.2.3' };
    const line = suggestPublisherLine(seen) ?? '';
    expect(line).toMatch(/^- \{ purl: "pkg:npm\/%40acme\/ui", allow: \[\{ kind: "github", [ -~]* \}\] \}$/);
    expect(entryOf(line)).toEqual(entryOf(suggestPublisher(seen)));
    expect(suggestPublisherLine({ ...seen, signer: { kind: 'managed-key', key: signer.certificate } })).toBeNull();
    const stamp: Signer = { kind: 'registry-key', keyId: 'SHA256:x' };
    expect(suggestPublisherLine({ ...seen, signer: stamp })).toBe(
      '- { purl: "pkg:npm/%40acme/ui", allow: [{ kind: "registry-key", keyIds: ["SHA256:x"] }] }',
    );
  });

  it('keeps plain characters as they are, and escapes what YAML would read', () => {
    expect(suggest(withClaims({ deploymentEnvironment: 'a"b\\c ~\u007f\u001f\n\u{1f600}' }))).toContain(
      '      environment: "a\\"b\\\\c ~\\U0000007f\\U0000001f\\U0000000a\\U0001f600"\n',
    );
  });

  it('of something that is no purl is for that', () => {
    expect(entryOf(suggest(signer, '1.2.3', 'odd'))?.purl).toBe('odd');
  });

  it('is printable ASCII that says exactly what was seen, whatever that was', () => {
    const text = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((each) => !each.includes('*') && each.isWellFormed());
    fc.assert(
      fc.property(text, text, (environment, name) => {
        const lines = suggest(withClaims({ deploymentEnvironment: environment }), '1.2.3', `pkg:npm/${name}@1`);
        expect(lines).toMatch(/^[\n -~]*$/);
        expect(entryOf(lines)).toMatchObject({ allow: [{ environment }] });
      }),
    );
  });

  it('allows the signer it was made for', () => {
    const allow = ofSigner(signer) as unknown as Parameters<typeof matchPublisher>[0][number];
    const about = { signedAt: [], version: '1.2.3', inRange: () => true, at: '2026-11-22T00:00:00Z' };
    expect(matchPublisher([allow], { ...about, signer })).toMatchObject({ match: true });
    expect(matchPublisher([allow], { ...about, signer, version: '1.2.4' })).toMatchObject({ match: false });
  });
});
