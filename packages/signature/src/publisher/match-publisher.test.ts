import type {
  CertificateClaims,
  Digest,
  ExpectedPublisher,
  PublisherSpan,
  Signer,
  VerifiedTime,
  WorkflowPublisher,
} from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publisherCodes } from '../codes/publisher-codes.js';
import { escapeUri } from './escape-uri.js';
import { matchPublisher, type PublishedBy } from './match-publisher.js';
import { matchesRef } from './ref-pattern.js';

const digest = (byte: string, alg: Digest['alg'] = 'sha256'): Digest => ({
  alg,
  value: byte.repeat(32),
  covers: 'artifact',
});

const server = 'https://github.com';
const workflow = '.github/workflows/release.yml';
const san = `${server}/acme/ui/${workflow}@refs/tags/v1.2.3`;

const claims: CertificateClaims = {
  buildSignerUri: san,
  runnerEnvironment: 'github-hosted',
  sourceRepositoryUri: `${server}/acme/ui`,
  sourceRepositoryRef: 'refs/tags/v1.2.3',
  sourceRepositoryId: '42',
  sourceRepositoryOwnerId: '7',
  buildConfigUri: san,
  buildTrigger: 'release',
  deploymentEnvironment: 'npm',
};

type Identity = Extract<Signer, { readonly kind: 'identity' }> & { readonly issuer: string };

const signer: Identity = {
  kind: 'identity',
  san: { type: 'uri', value: san },
  issuer: 'https://token.actions.githubusercontent.com',
  claims,
  certificate: digest('00'),
};

const withClaims = (changed: CertificateClaims): Identity => ({ ...signer, claims: { ...claims, ...changed } });

const without = (...keys: readonly (keyof CertificateClaims)[]): Identity => ({
  ...signer,
  claims: Object.fromEntries(Object.entries(claims).filter(([key]) => !keys.includes(key as keyof CertificateClaims))),
});

/** Everything that can be asked of a workflow. */
const full: WorkflowPublisher = {
  kind: 'github',
  repository: 'acme/ui',
  repositoryId: '42',
  ownerId: '7',
  workflow,
  ref: 'refs/tags/v{version}',
  environment: 'npm',
  runner: 'github-hosted',
  triggers: ['push', 'release'],
};

const bare: WorkflowPublisher = { kind: 'github', repository: 'acme/ui' };

const signedAt: readonly VerifiedTime[] = [{ at: '2026-05-05T12:00:00Z', by: 'log', source: 'log' }];

const about = (given: Partial<PublishedBy> = {}): PublishedBy => ({
  signer,
  signedAt,
  version: '1.2.3',
  inRange: () => true,
  at: '2026-11-22T12:00:00Z',
  ...given,
});

const match = (expected: ExpectedPublisher, given: Partial<PublishedBy> = {}) =>
  matchPublisher([expected], about(given));

const codeOf = (result: ReturnType<typeof match>) => (result.match ? 'match' : result.code);

describe('a GitHub workflow that holds in every field', () => {
  it.each([
    full,
    bare,
    { ...bare, workflow },
    { ...bare, ref: 'refs/tags/*' },
    { ...bare, workflow: '.github/workflows/*.yml' },
  ])('is the publisher: %j', (expected) => {
    expect(match(expected)).toEqual({ match: true, publisher: expected, days: 'no-limit' });
  });
});

describe('a GitHub workflow that differs in one field is not the publisher', () => {
  const other = san.replace('release', 'other');
  const cases: readonly (readonly [string, Identity, string])[] = [
    ['issuer', { ...signer, issuer: `${signer.issuer}/acme` }, 'publisher-issuer-mismatch'],
    ['issuer', { ...signer, issuer: `${signer.issuer}.evil.example` }, 'publisher-issuer-mismatch'],
    ['repository', withClaims({ sourceRepositoryUri: `${server}/evil/ui` }), 'publisher-repository-mismatch'],
    ['repository', withClaims({ sourceRepositoryUri: `${server}/acme/ui2` }), 'publisher-repository-mismatch'],
    ['repository', withClaims({ sourceRepositoryUri: `${server}/Acme/ui` }), 'publisher-repository-mismatch'],
    [
      'repository',
      withClaims({ sourceRepositoryUri: 'https://evil.example/acme/ui' }),
      'publisher-repository-mismatch',
    ],
    ['repositoryId', withClaims({ sourceRepositoryId: '43' }), 'publisher-repository-id-mismatch'],
    ['repositoryId', withClaims({ sourceRepositoryId: '042' }), 'publisher-repository-id-mismatch'],
    ['ownerId', withClaims({ sourceRepositoryOwnerId: '8' }), 'publisher-owner-id-mismatch'],
    ['workflow', withClaims({ buildConfigUri: other }), 'publisher-workflow-mismatch'],
    ['workflow', withClaims({ buildConfigUri: san.replace('acme', 'evil') }), 'publisher-workflow-mismatch'],
    ['workflow', withClaims({ buildConfigUri: workflow }), 'publisher-workflow-mismatch'],
    ['ref', withClaims({ sourceRepositoryRef: 'refs/heads/main' }), 'publisher-ref-mismatch'],
    ['ref', withClaims({ sourceRepositoryRef: 'refs/tags/v1.2.30' }), 'publisher-ref-mismatch'],
    ['environment', withClaims({ deploymentEnvironment: 'NPM' }), 'publisher-environment-mismatch'],
    ['runner', withClaims({ runnerEnvironment: 'self-hosted' }), 'publisher-runner-mismatch'],
    ['trigger', withClaims({ buildTrigger: 'pull_request_target' }), 'publisher-trigger-mismatch'],
    ['trigger', withClaims({ buildTrigger: 'push, release' }), 'publisher-trigger-mismatch'],
    [
      'identity',
      { ...signer, san: { type: 'uri', value: other }, claims: { ...claims, buildSignerUri: other } },
      'publisher-identity-mismatch',
    ],
    ['identity', withClaims({ buildSignerUri: other }), 'publisher-identity-mismatch'],
    ['identity', { ...signer, san: { type: 'email', value: san } }, 'publisher-identity-mismatch'],
    [
      'identity',
      { ...signer, san: { type: 'uri', value: `${san} ` }, claims: { ...claims, buildSignerUri: `${san} ` } },
      'publisher-identity-mismatch',
    ],
  ];
  it.each(cases)('%s: %#', (field, by, code) => {
    const result = match(full, { signer: by });
    expect(codeOf(result)).toBe(code);
    expect(result.match ? [] : result.differences.map((difference) => difference.field)).toContain(field);
  });

  it.each([
    ['sourceRepositoryUri', 'repository'],
    ['sourceRepositoryId', 'repositoryId'],
    ['sourceRepositoryOwnerId', 'ownerId'],
    ['buildConfigUri', 'workflow'],
    ['sourceRepositoryRef', 'ref'],
    ['deploymentEnvironment', 'environment'],
    ['runnerEnvironment', 'runner'],
    ['buildTrigger', 'trigger'],
  ] as const)('a certificate without %s does not hold for %s', (claim, field) => {
    const result = match(full, { signer: without(claim) });
    expect(result).toMatchObject({ match: false, code: 'publisher-claim-missing' });
    expect(result.match ? null : result.differences[0]).toMatchObject({ field, actual: null });
    expect(result.match ? '' : result.detail).toMatch(
      /^[a-zA-Z]+: expected is ".*", and the certificate does not state it\.$/,
    );
  });

  it('where the policy asks for nothing, nothing need be stated but the repository', () => {
    const least = without(
      'sourceRepositoryId',
      'sourceRepositoryOwnerId',
      'buildConfigUri',
      'sourceRepositoryRef',
      'deploymentEnvironment',
      'runnerEnvironment',
      'buildTrigger',
      'buildSignerUri',
    );
    expect(codeOf(match(bare, { signer: least }))).toBe('match');
    expect(codeOf(match(bare, { signer: without('sourceRepositoryUri') }))).toBe('publisher-claim-missing');
  });

  it('the ref of the workflow that signed counts too', () => {
    const elsewhere = san.replace('v1.2.3', 'v9');
    const by = {
      ...signer,
      san: { type: 'uri', value: elsewhere },
      claims: { ...claims, buildSignerUri: elsewhere },
    } as const;
    expect(codeOf(match(full, { signer: by }))).toBe('publisher-identity-mismatch');
    expect(codeOf(match({ ...bare, ref: full.ref ?? '' }, { signer: by }))).toBe('publisher-identity-mismatch');
    expect(codeOf(match(bare, { signer: by }))).toBe('match');
  });

  it('the repository of the workflow that signed counts too', () => {
    const elsewhere = san.replace('acme', 'evil');
    const by = {
      ...signer,
      san: { type: 'uri', value: elsewhere },
      claims: { ...claims, buildSignerUri: elsewhere },
    } as const;
    expect(codeOf(match(bare, { signer: by }))).toBe('publisher-identity-mismatch');
  });

  it('every difference is told, what tells most first', () => {
    const by = withClaims({ sourceRepositoryUri: `${server}/Acme/ui`, buildTrigger: 'push\u202e' });
    expect(match(full, { signer: by })).toEqual({
      match: false,
      code: 'publisher-repository-mismatch',
      detail:
        'repository: expected is "https://github.com/acme/ui", the signer has "https://github.com/Acme/ui". Only the case differs: certificates carry the one canonical spelling, so write it exactly so. trigger: expected is "push, release", the signer has "push\\u{202e}".',
      differences: [
        { field: 'repository', expected: `${server}/acme/ui`, actual: `${server}/Acme/ui` },
        { field: 'trigger', expected: 'push, release', actual: 'push\u202e' },
      ],
    });
  });

  it('no value but the expected one is it', () => {
    const fields = [
      ['sourceRepositoryUri', 'repository'],
      ['sourceRepositoryId', 'repositoryId'],
      ['sourceRepositoryOwnerId', 'ownerId'],
      ['deploymentEnvironment', 'environment'],
      ['runnerEnvironment', 'runner'],
    ] as const;
    const near = (text: string) =>
      fc.oneof(
        fc.string(),
        fc.tuple(fc.string(), fc.string()).map(([before, after]) => `${before}${text}${after}`),
        fc.nat(text.length).map((at) => text.slice(0, at)),
        fc.constantFrom('*', '**', `${text}*`, text.toUpperCase(), `${text}\0`),
      );
    fc.assert(
      fc.property(
        fc.constantFrom(...fields).chain(([claim]) => fc.tuple(fc.constant(claim), near(claims[claim] ?? ''))),
        ([claim, value]) => {
          expect(match(full, { signer: withClaims({ [claim]: value }) }).match).toBe(value === claims[claim]);
        },
      ),
    );
  });
});

describe('a reusable workflow', () => {
  const reusable = `${server}/acme/ci/.github/workflows/publish.yml@refs/tags/v3`;
  const by = {
    ...signer,
    san: { type: 'uri', value: reusable },
    claims: { ...claims, buildSignerUri: reusable },
  } as const;
  const expected = (signerWorkflow: string) => match({ ...full, signerWorkflow }, { signer: by });

  it('signs only where the policy names it', () => {
    expect(codeOf(match(full, { signer: by }))).toBe('publisher-identity-mismatch');
    expect(codeOf(match(bare, { signer: by }))).toBe('publisher-identity-mismatch');
    expect(codeOf(expected('acme/ci/.github/workflows/publish.yml'))).toBe('match');
  });

  it.each([
    'acme/ci/.github/workflows/publish.yml@refs/tags/v3',
    'acme/ci/.github/workflows/*@refs/tags/v3',
    'acme/ci/.github/workflows/*',
    'acme/*/.github/workflows/publish.yml@refs/tags/*',
  ])('%s', (signerWorkflow) => {
    expect(codeOf(expected(signerWorkflow))).toBe('match');
  });

  it.each([
    'acme/ci/.github/workflows/publish.yml@refs/tags/v4',
    'acme/ci/.github/workflows/publish.yml@refs/heads/*',
    'acme/ci/.github/workflows/publish',
    'ci/.github/workflows/publish.yml',
    'evil/ci/.github/workflows/publish.yml',
    '*',
  ])('%s is another one', (signerWorkflow) => {
    expect(codeOf(expected(signerWorkflow))).toBe('publisher-signer-workflow-mismatch');
  });

  it('cannot bring another repository, workflow or ref in', () => {
    const named = { ...full, signerWorkflow: 'acme/ci/.github/workflows/publish.yml' };
    const from = (changed: CertificateClaims) =>
      codeOf(match(named, { signer: { ...by, claims: { ...by.claims, ...changed } } }));
    expect(from({ sourceRepositoryUri: `${server}/evil/ui` })).toBe('publisher-repository-mismatch');
    expect(from({ buildConfigUri: san.replace('release', 'evil') })).toBe('publisher-workflow-mismatch');
    expect(from({ sourceRepositoryRef: 'refs/heads/evil' })).toBe('publisher-ref-mismatch');
    expect(from({ buildSignerUri: san })).toBe('publisher-signer-workflow-mismatch');
  });

  it('is named by a URI alone', () => {
    const named = { ...full, signerWorkflow: 'acme/ci/.github/workflows/publish.yml' };
    expect(codeOf(match(named, { signer: { ...by, san: { type: 'email', value: reusable } } }))).toBe(
      'publisher-signer-workflow-mismatch',
    );
  });
});

describe('a company’s own GitHub', () => {
  it.each([
    ['https://ghes.example/_services/token', 'https://ghes.example'],
    ['https://token.actions.acme.ghe.com', 'https://acme.ghe.com'],
    ['https://token.actions.githubusercontent.com/acme', server],
  ])('with the issuer %s has its repositories below %s', (issuer, there) => {
    const at = (text: string) => text.replace(server, there);
    const moved = Object.fromEntries(Object.entries(claims).map(([key, value]) => [key, at(value as string)]));
    const by: Identity = { ...signer, issuer, san: { type: 'uri', value: at(san) }, claims: moved };
    expect(codeOf(match({ ...full, issuer }, { signer: by }))).toBe('match');
    expect(codeOf(match(full, { signer: by }))).toBe('publisher-issuer-mismatch');
    expect(codeOf(match({ ...full, issuer: 'https://ghes.example/other' }, { signer: by }))).toBe(
      'publisher-issuer-mismatch',
    );
  });

  it('that has no https address has no repositories', () => {
    expect(codeOf(match({ ...full, issuer: 'ghes' }, { signer: { ...signer, issuer: 'ghes' } }))).toBe(
      'publisher-repository-mismatch',
    );
  });
});

describe('the ref', () => {
  const of = (ref: string, actual: string, version = '1.2.3') => matchesRef(ref, actual, version);

  it('holds the version as the package states it', () => {
    expect(of('refs/tags/v{version}', 'refs/tags/v1.2.3')).toBe(true);
    expect(of('refs/tags/v{version}', 'refs/tags/v1.2.4')).toBe(false);
    expect(of('refs/tags/v{version}', 'refs/tags/v1x2x3')).toBe(false);
    expect(of('refs/tags/v{version}', 'refs/tags/v1.2.3.4')).toBe(false);
    expect(of('refs/tags/v{version}', 'xrefs/tags/v1.2.3')).toBe(false);
    expect(of('{version}-{version}', '1.2.3-1.2.3')).toBe(true);
    expect(of('{version}-{version}', '1.2.3-1.2.4')).toBe(false);
    expect(of('refs/**/{version}', 'refs/tags/a/1.2.3')).toBe(true);
    expect(of('refs/*/{version}', 'refs/tags/a/1.2.3')).toBe(false);
  });

  it.each(['*', '1.*', '**', '1.2.3*'])('takes a version %s literally', (version) => {
    expect(of('refs/tags/v{version}', 'refs/tags/v1.2.3', version)).toBe(false);
    expect(of('refs/tags/v{version}', 'refs/tags/v1.2.3evil', version)).toBe(false);
    expect(of('refs/tags/v{version}', `refs/tags/v${version}`, version)).toBe(true);
  });

  it('holds no character that stands for a star', () => {
    expect(of('refs/tags/v{version}', 'refs/tags/v\uE000', '*')).toBe(false);
    expect(of('refs/tags/v{version}', 'refs/tags/v*', '\uE000')).toBe(false);
    expect(of('refs/tags/\uE000', 'refs/tags/*')).toBe(false);
    expect(of('**', 'refs/tags/\uE000')).toBe(false);
    expect(of('**', 'refs/tags/x', '\uE000')).toBe(false);
  });

  it('is exactly the bound pattern where that has no wildcard', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (prefix, version, actual) => {
        const plain = prefix.replaceAll('*', '').replaceAll('{version}', '');
        expect(of(`${plain}{version}`, actual, version)).toBe(actual === `${plain}${version}`);
        expect(of(`${plain}{version}`, `${plain}${version}`, version)).toBe(true);
        expect(of(`${plain}{version}`, `${plain}${version}x`, version)).toBe(false);
      }),
    );
  });

  it('takes time in proportion to its length', () => {
    const start = performance.now();
    of(`${'**a'.repeat(50)}{version}`, 'a'.repeat(20_000), 'b'.repeat(1000));
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});

describe('a GitLab pipeline', () => {
  const project = 'https://gitlab.com/acme/group/ui';
  const config = `${project}//.gitlab-ci.yml@refs/tags/v1.2.3`;
  const lab: Identity = {
    ...signer,
    issuer: 'https://gitlab.com',
    san: { type: 'uri', value: config },
    claims: {
      ...claims,
      sourceRepositoryUri: project,
      buildSignerUri: config,
      buildConfigUri: config,
      runnerEnvironment: 'gitlab-hosted',
    },
  };
  const expected: WorkflowPublisher = {
    kind: 'gitlab',
    repository: 'acme/group/ui',
    repositoryId: '42',
    ownerId: '7',
    workflow: '.gitlab-ci.yml',
    ref: 'refs/tags/v{version}',
    runner: 'gitlab-hosted',
  };
  const from = (changed: Partial<Identity>, more: CertificateClaims = {}) =>
    codeOf(match(expected, { signer: { ...lab, ...changed, claims: { ...lab.claims, ...more } } }));

  it('is the publisher', () => {
    expect(from({})).toBe('match');
    expect(codeOf(match({ kind: 'gitlab', repository: 'acme/group/ui' }, { signer: lab }))).toBe('match');
  });

  it.each<[string, Partial<Identity>, CertificateClaims]>([
    ['publisher-issuer-mismatch', { issuer: 'https://gitlab.example' }, {}],
    ['publisher-repository-mismatch', {}, { sourceRepositoryUri: 'https://gitlab.com/acme/ui' }],
    ['publisher-workflow-mismatch', {}, { buildConfigUri: config.replace('-ci', '-evil') }],
    ['publisher-workflow-mismatch', {}, { buildConfigUri: config.replace('group', 'evil') }],
    ['publisher-ref-mismatch', {}, { sourceRepositoryRef: 'refs/heads/main' }],
    ['publisher-runner-mismatch', {}, { runnerEnvironment: 'self-hosted' }],
    ['publisher-identity-mismatch', { san: { type: 'uri', value: config.replace('//', '/') } }, {}],
    ['publisher-identity-mismatch', { san: { type: 'uri', value: config.replace('-ci', '-evil') } }, {}],
  ])('is %s with %j %j', (code, changed, more) => {
    expect(from(changed, more)).toBe(code);
  });

  it('cannot hide its branch in a file’s name', () => {
    const trick = `${project}//.gitlab-ci.yml@refs/tags/v1.2.3/x.yml@refs/heads/evil`;
    const by = { san: { type: 'uri', value: trick } } as const;
    expect(from(by, { buildSignerUri: trick, buildConfigUri: trick })).toBe('publisher-workflow-mismatch');
    const loose: WorkflowPublisher = { kind: 'gitlab', repository: 'acme/group/ui', ref: 'refs/tags/**' };
    const tricky = {
      ...lab,
      ...by,
      claims: { ...lab.claims, buildSignerUri: trick, sourceRepositoryRef: 'refs/heads/evil' },
    };
    expect(codeOf(match(loose, { signer: tricky }))).toBe('publisher-ref-mismatch');
  });

  it('of another project signs only where the policy names it', () => {
    const shared = 'https://gitlab.com/acme/ci//publish.yml@refs/heads/main';
    const by = {
      ...lab,
      san: { type: 'uri', value: shared },
      claims: { ...lab.claims, buildSignerUri: shared },
    } as const;
    const named = (signerWorkflow: string) => codeOf(match({ ...expected, signerWorkflow }, { signer: by }));
    expect(codeOf(match(expected, { signer: by }))).toBe('publisher-identity-mismatch');
    expect(named('acme/ci//publish.yml')).toBe('match');
    expect(named('acme/ci//publish.yml@refs/heads/main')).toBe('match');
    expect(named('acme/ci/publish.yml')).toBe('publisher-signer-workflow-mismatch');
  });

  it('may be on a server of its own', () => {
    const issuer = 'https://gitlab.acme.example';
    const at = (text: string) => text.replace('https://gitlab.com', issuer);
    const moved = Object.fromEntries(Object.entries(lab.claims).map(([key, value]) => [key, at(value as string)]));
    const by = { ...lab, issuer, san: { type: 'uri', value: at(config) }, claims: moved } as const;
    expect(codeOf(match({ ...expected, issuer }, { signer: by }))).toBe('match');
  });
});

describe('a Buildkite pipeline', () => {
  const kite: Identity = {
    ...signer,
    issuer: 'https://agent.buildkite.com',
    san: { type: 'uri', value: 'https://buildkite.com/acme/ui' },
    claims: {},
  };
  const expected: WorkflowPublisher = { kind: 'buildkite', repository: 'acme/ui' };

  it('is named by its address alone', () => {
    expect(codeOf(match(expected, { signer: kite }))).toBe('match');
    expect(codeOf(match({ ...expected, issuer: kite.issuer }, { signer: kite }))).toBe('match');
    expect(codeOf(match(expected, { signer: { ...kite, issuer: 'https://evil.example' } }))).toBe(
      'publisher-issuer-mismatch',
    );
    expect(codeOf(match({ ...expected, issuer: 'https://own.example' }, { signer: kite }))).toBe(
      'publisher-issuer-mismatch',
    );
    for (const san of [
      { type: 'uri', value: 'https://buildkite.com/acme/ui2' },
      { type: 'email', value: 'https://buildkite.com/acme/ui' },
      { type: 'uri', value: 'https://buildkite.com/acme/ui/' },
    ] as const) {
      expect(codeOf(match(expected, { signer: { ...kite, san } }))).toBe('publisher-identity-mismatch');
    }
  });

  it.each<[Partial<WorkflowPublisher>]>([
    [{ repositoryId: '1' }],
    [{ ownerId: '1' }],
    [{ workflow: 'x' }],
    [{ signerWorkflow: 'x' }],
    [{ ref: '**' }],
    [{ environment: 'x' }],
    [{ runner: 'self-hosted' }],
    [{ triggers: ['push'] }],
  ])('never holds for %j, which its certificates do not state', (more) => {
    expect(codeOf(match({ ...expected, ...more }, { signer: kite }))).toBe('publisher-claim-missing');
  });
});

describe('a person', () => {
  const email = 'dev@acme.example';
  const person: Identity = {
    ...signer,
    san: { type: 'email', value: email },
    issuer: 'https://accounts.google.com',
    claims: {},
  };
  const google: ExpectedPublisher = { kind: 'google', email };

  it('is named by the exact address and issuer', () => {
    expect(codeOf(match(google, { signer: person }))).toBe('match');
    expect(codeOf(match({ kind: 'email', email, issuer: person.issuer }, { signer: person }))).toBe('match');
    expect(
      codeOf(
        match({ ...google, issuer: 'https://own.example' }, { signer: { ...person, issuer: 'https://own.example' } }),
      ),
    ).toBe('match');
  });

  it.each<[string, ExpectedPublisher, Partial<Identity>]>([
    ['publisher-issuer-mismatch', google, { issuer: 'https://accounts.google.com/' }],
    ['publisher-issuer-mismatch', { ...google, issuer: 'https://own.example' }, {}],
    ['publisher-issuer-mismatch', { kind: 'email', email }, {}],
    ['publisher-issuer-mismatch', { kind: 'email', email }, { issuer: '(none is named)' }],
    ['publisher-identity-mismatch', google, { san: { type: 'email', value: `x${email}` } }],
    ['publisher-identity-mismatch', google, { san: { type: 'email', value: `${email}.evil.example` } }],
    ['publisher-identity-mismatch', google, { san: { type: 'email', value: 'Dev@acme.example' } }],
    ['publisher-identity-mismatch', google, { san: { type: 'uri', value: email } }],
    ['publisher-identity-mismatch', google, { san: { type: 'other-name', value: email } }],
    ['publisher-identity-mismatch', { kind: 'google', email: '*' }, {}],
    [
      'publisher-identity-mismatch',
      { kind: 'google', email: 'a name of type uri' },
      { san: { type: 'uri', value: 'x' } },
    ],
  ])('%s: %j %j', (code, expected, changed) => {
    expect(codeOf(match(expected, { signer: { ...person, ...changed } }))).toBe(code);
  });

  it('names the issuer that was seen where a policy names none', () => {
    const verdict = match({ kind: 'email', email }, { signer: person });
    expect(JSON.stringify(verdict)).toContain(JSON.stringify(person.issuer));
  });
});

describe('an identity spelled out', () => {
  const { issuer } = signer;
  const of = (identity: string, by: Identity = signer) =>
    codeOf(match({ kind: 'identity', identity, issuer }, { signer: by }));

  it('is exact or an anchored pattern', () => {
    expect(of(san)).toBe('match');
    expect(of(`${server}/acme/**`)).toBe('match');
    expect(of(`${server}/acme/*/.github/workflows/release.yml@refs/tags/*`)).toBe('match');
    expect(of(`${server}/acme/*`)).toBe('publisher-identity-mismatch');
    expect(of(san.slice(0, -1))).toBe('publisher-identity-mismatch');
    expect(of('.*')).toBe('publisher-identity-mismatch');
    expect(codeOf(match({ kind: 'identity', identity: san, issuer: 'https://x.example' }))).toBe(
      'publisher-issuer-mismatch',
    );
  });

  it('of one type is never compared with another', () => {
    const as = (type: 'uri' | 'email' | 'other-name', value: string): Identity => ({ ...signer, san: { type, value } });
    expect(of('**')).toBe('publisher-identity-mismatch');
    expect(of(san, as('email', san))).toBe('publisher-identity-mismatch');
    expect(of('dev@acme.example', as('email', 'dev@acme.example'))).toBe('match');
    expect(of('dev', as('other-name', 'dev'))).toBe('match');
    expect(of('dev@acme.example', as('uri', 'dev@acme.example'))).toBe('publisher-identity-mismatch');
    expect(of('a name of type **', as('uri', 'x'))).toBe('publisher-identity-mismatch');
  });
});

describe('certificates and keys', () => {
  const gem: Signer = { kind: 'certificate', subject: 'CN=dev', chain: [digest('aa'), digest('bb')] };
  const registry: Signer = { kind: 'registry-key', keyId: 'SHA256:one' };
  const key: Signer = { kind: 'managed-key', key: digest('cc') };

  it.each<[ExpectedPublisher, Signer, string]>([
    [{ kind: 'certificate', fingerprints: ['aa'.repeat(32)] }, gem, 'match'],
    [{ kind: 'certificate', fingerprints: ['bb'.repeat(32)] }, gem, 'match'],
    [{ kind: 'certificate', fingerprints: ['00'.repeat(32), 'aa'.repeat(32)] }, gem, 'match'],
    [{ kind: 'certificate', fingerprints: ['00'.repeat(32)] }, gem, 'publisher-certificate-mismatch'],
    [{ kind: 'certificate', fingerprints: [] }, gem, 'publisher-certificate-mismatch'],
    [{ kind: 'certificate', fingerprints: ['AA'.repeat(32)] }, gem, 'publisher-certificate-mismatch'],
    [{ kind: 'certificate', fingerprints: ['aa'.repeat(31)] }, gem, 'publisher-certificate-mismatch'],
    [{ kind: 'certificate', fingerprints: ['aa'.repeat(32)] }, { ...gem, chain: [] }, 'publisher-certificate-mismatch'],
    [
      { kind: 'certificate', fingerprints: ['aa'.repeat(32)] },
      { ...gem, chain: [digest('aa', 'sha512')] },
      'publisher-certificate-mismatch',
    ],
    [{ kind: 'certificate', fingerprints: ['00'.repeat(32)] }, signer, 'publisher-kind-mismatch'],
    [{ kind: 'registry-key' }, registry, 'match'],
    [{ kind: 'registry-key', keyIds: ['SHA256:two', 'SHA256:one'] }, registry, 'match'],
    [{ kind: 'registry-key', keyIds: ['SHA256:one '] }, registry, 'publisher-key-mismatch'],
    [{ kind: 'registry-key', keyIds: [] }, registry, 'publisher-key-mismatch'],
    [{ kind: 'registry-key' }, key, 'publisher-kind-mismatch'],
    [{ kind: 'managed-key', fingerprint: 'cc'.repeat(32), key: '' }, key, 'match'],
    [{ kind: 'managed-key', fingerprint: 'CC'.repeat(32), key: '' }, key, 'publisher-key-mismatch'],
    [
      { kind: 'managed-key', fingerprint: 'cc'.repeat(32), key: '' },
      { ...key, key: digest('cc', 'sha1') },
      'publisher-key-mismatch',
    ],
    [{ kind: 'managed-key', fingerprint: 'cc'.repeat(32), key: '' }, registry, 'publisher-kind-mismatch'],
    [full, gem, 'publisher-kind-mismatch'],
    [full, registry, 'publisher-kind-mismatch'],
    [{ kind: 'email', email: 'a@b', issuer: 'i' }, key, 'publisher-kind-mismatch'],
    [{ kind: 'identity', identity: 'a@b', issuer: 'i' }, key, 'publisher-kind-mismatch'],
  ])('%j against %j: %s', (expected, by, code) => {
    expect(codeOf(match(expected, { signer: by }))).toBe(code);
  });
});

describe('versions', () => {
  const ranged = (versions: string): ExpectedPublisher => ({ ...bare, versions });
  const inRange = (range: string) => ({ yes: true, no: false })[range] ?? null;

  it('out of a publisher’s range pass it over', () => {
    expect(codeOf(match(ranged('yes'), { inRange }))).toBe('match');
    expect(match(ranged('no'), { inRange })).toMatchObject({
      code: 'publisher-none-applies',
      detail: 'No expected publisher is for version "1.2.3"; they are for "no".',
      differences: [],
    });
    expect(matchPublisher([ranged('no'), ranged('yes')], about({ inRange })).match).toBe(true);
    expect(matchPublisher([], about({ inRange }))).toMatchObject({ code: 'publisher-none-applies' });
  });

  it('a range that cannot be read is no match, and hides no difference', () => {
    expect(match(ranged('>= nonsense'), { inRange })).toMatchObject({
      code: 'publisher-range-invalid',
      detail: '">= nonsense" cannot be read.',
      differences: [],
    });
    expect(codeOf(match(ranged('odd'), { inRange, signer: withClaims({ sourceRepositoryUri: 'x' }) }))).toBe(
      'publisher-repository-mismatch',
    );
    expect(matchPublisher([ranged('odd'), ranged('yes')], about({ inRange })).match).toBe(true);
  });

  it('are not asked about where there is no range', () => {
    expect(codeOf(match(bare, { inRange: () => false }))).toBe('match');
  });
});

describe('days', () => {
  const span = (given: PublisherSpan): ExpectedPublisher => ({ ...bare, ...given });
  const at = (...times: readonly string[]): Pick<PublishedBy, 'signedAt'> => ({
    signedAt: times.map((time) => ({ at: time, by: 'tsa', source: 's' })),
  });

  it.each<[PublisherSpan, readonly string[], string]>([
    [{ since: '2026-05-05' }, ['2026-05-05T00:00:00Z'], 'match'],
    [{ since: '2026-05-05' }, ['2026-05-04T23:59:59.999Z'], 'publisher-outside-dates'],
    [{ until: '2026-05-05' }, ['2026-05-05T23:59:59.999999Z'], 'match'],
    [{ until: '2026-05-05' }, ['2026-05-06T00:00:00Z'], 'publisher-outside-dates'],
    [{ since: '2026-05-01', until: '2026-05-05' }, ['2026-05-03T00:00:00Z', '2026-05-05T10:00:00Z'], 'match'],
    [
      { since: '2026-05-04', until: '2026-05-05' },
      ['2026-05-03T00:00:00Z', '2026-05-05T10:00:00Z'],
      'publisher-outside-dates',
    ],
    [
      { since: '2026-05-01', until: '2026-05-04' },
      ['2026-05-03T00:00:00Z', '2026-05-05T10:00:00Z'],
      'publisher-outside-dates',
    ],
    [{ since: '2026-05-05' }, [], 'publisher-time-unknown'],
    [{ until: '2026-05-05' }, [], 'publisher-time-unknown'],
    [{ since: '2026-05-05' }, ['2026-11-22T12:00:00Z'], 'match'],
    [{ since: '2026-05-05' }, ['2026-11-22T12:00:01Z'], 'publisher-time-unknown'],
    [{ since: '2026-05-05' }, ['2026-05-06'], 'publisher-time-unknown'],
    [{ since: '2026-05-05' }, ['2026-05-06T00:00:00+02:00'], 'publisher-time-unknown'],
    [{ since: '2026-05-05' }, ['2026-13-06T00:00:00Z'], 'publisher-time-unknown'],
    [{ until: '2026-05-05' }, ['+002026-05-01T00:00:00Z'], 'publisher-time-unknown'],
    [{ since: '2026-05-05' }, ['x2026-05-06T00:00:00Z'], 'publisher-time-unknown'],
    [{ since: '2026-05-05' }, ['2026-05-06T00:00:00Zx'], 'publisher-time-unknown'],
    // JavaScript's own reader takes what stands in brackets behind a time for a comment.
    [{ since: '2026-05-05' }, ['2026-05-06T00:00:00Z (UTC)'], 'publisher-time-unknown'],
    [{ since: '2026-05-05' }, ['2026-05-06T00:00:00Z', 'never'], 'publisher-time-unknown'],
    [{}, [], 'match'],
    [{}, ['never'], 'match'],
  ])('%j with %j: %s', (given, times, code) => {
    const result = match(span(given), at(...times));
    expect(codeOf(result)).toBe(code);
    const isLimited = given.since !== undefined || given.until !== undefined;
    if (result.match) expect(result.days).toBe(isLimited ? 'verified-time' : 'no-limit');
  });

  it('are told in the detail', () => {
    const told = (given: PublisherSpan, ...times: readonly string[]) => {
      const result = match(span(given), at(...times));
      return result.match ? '' : result.detail;
    };
    const time = '2026-05-05T00:00:00Z';
    expect(told({ since: '2026-06-01', until: '2026-06-02' }, time)).toBe(
      'It was signed at 2026-05-05T00:00:00Z, and this publisher is allowed from 2026-06-01 until 2026-06-02.',
    );
    expect(told({ since: '2026-06-01' }, time)).toContain('allowed from 2026-06-01.');
    expect(told({ until: '2026-04-01' }, time)).toContain('allowed until 2026-04-01.');
    expect(told({ until: '2026-04-01' })).toBe('There is no verified time of signing.');
    expect(told({ until: '2026-04-01' }, 'n\u0007')).toBe('"n\\u{7}" is no time up to now.');
  });

  it('the registry’s publishing time stands in where signing has no clock, and the answer says so', () => {
    const registry: Signer = { kind: 'registry-key', keyId: 'k' };
    const gem: Signer = { kind: 'certificate', subject: '', chain: [digest('aa')] };
    const key: Signer = { kind: 'managed-key', key: digest('cc') };
    const since = '2026-05-05';
    const publishedAt = '2026-05-06T00:00:00Z';
    const none = { signedAt: [], publishedAt };
    const ofRegistry: ExpectedPublisher = { kind: 'registry-key', since };
    expect(match(ofRegistry, { signer: registry, ...none })).toMatchObject({ match: true, days: 'published-at' });
    expect(
      match({ kind: 'certificate', fingerprints: ['aa'.repeat(32)], since }, { signer: gem, ...none }),
    ).toMatchObject({
      days: 'published-at',
    });
    for (const order of [
      [ofRegistry, { kind: 'registry-key' }],
      [{ kind: 'registry-key' }, ofRegistry],
    ] as const) {
      const { version, inRange, at } = { version: '1.2.3', inRange: () => null, at: '2027-01-01T00:00:00Z' };
      expect(matchPublisher(order, { signer: registry, ...none, version, inRange, at })).toMatchObject({
        match: true,
        days: 'no-limit',
      });
    }
    expect(codeOf(match(ofRegistry, { signer: registry, signedAt: [], publishedAt: '2026-05-04T00:00:00Z' }))).toBe(
      'publisher-outside-dates',
    );
    expect(codeOf(match(ofRegistry, { signer: registry, signedAt: [] }))).toBe('publisher-time-unknown');
    expect(
      codeOf(match({ kind: 'managed-key', fingerprint: 'cc'.repeat(32), key: '', since }, { signer: key, ...none })),
    ).toBe('publisher-time-unknown');
    expect(codeOf(match(span({ since }), none))).toBe('publisher-time-unknown');
    expect(
      match(ofRegistry, { signer: registry, ...at('2026-05-07T00:00:00Z'), publishedAt: '2026-01-01T00:00:00Z' }),
    ).toMatchObject({
      days: 'verified-time',
    });
  });

  it('of a moved repository part its two eras', () => {
    const old: ExpectedPublisher = { ...bare, repositoryId: '41', until: '2026-05-04' };
    const current: ExpectedPublisher = { ...bare, repositoryId: '42', since: '2026-05-05' };
    expect(matchPublisher([old, current], about())).toMatchObject({ match: true, publisher: current });
    const early = at('2026-05-01T00:00:00Z');
    expect(matchPublisher([old, current], about(early))).toMatchObject({ code: 'publisher-outside-dates' });
  });
});

describe('of several publishers', () => {
  it('the first that holds is the match', () => {
    const first = { ...bare, workflow };
    expect(matchPublisher([{ ...bare, repository: 'x/y' }, first, bare], about())).toMatchObject({ publisher: first });
  });

  it('the one that comes nearest is told, the earlier of equals', () => {
    const far: ExpectedPublisher = { ...full, repository: 'x/y', repositoryId: '1' };
    const near: ExpectedPublisher = { ...full, ownerId: '8' };
    const kind: ExpectedPublisher = { kind: 'registry-key' };
    expect(matchPublisher([far, near], about())).toMatchObject({ code: 'publisher-owner-id-mismatch' });
    expect(matchPublisher([near, far], about())).toMatchObject({ code: 'publisher-owner-id-mismatch' });
    expect(matchPublisher([kind, far], about())).toMatchObject({ code: 'publisher-repository-mismatch' });
    expect(matchPublisher([far, kind], about())).toMatchObject({ code: 'publisher-repository-mismatch' });
    const alike: ExpectedPublisher = { ...full, environment: 'x' };
    expect(matchPublisher([near, alike], about())).toMatchObject({ code: 'publisher-owner-id-mismatch' });
    expect(matchPublisher([alike, near], about())).toMatchObject({ code: 'publisher-environment-mismatch' });
  });
});

it('every code has an outcome that is never good, a text and a next step', () => {
  for (const [code, { outcome, text, next }] of Object.entries(publisherCodes)) {
    expect([code, ['refuted', 'unknown'].includes(outcome)]).toEqual([code, true]);
    expect([code, /^[A-Z].*\.$/.test(text), /^[A-Z].*\.$/.test(next)]).toEqual([code, true, true]);
  }
});

describe('a ref that is not ASCII', () => {
  const ref = 'refs/tags/v1.0.0-bêta{1}';
  const raw = `${server}/acme/ui/${workflow}@${ref}`;
  const inSan = `${server}/acme/ui/${workflow}@refs/tags/v1.0.0-b%C3%AAta%7B1%7D`;
  const expected: WorkflowPublisher = { kind: 'github', repository: 'acme/ui', workflow, ref };
  const by = (value: string, changed: CertificateClaims): string => {
    const signed = { ...withClaims({ sourceRepositoryRef: ref, buildConfigUri: raw, ...changed }) };
    const answer = matchPublisher([expected], {
      signer: { ...signed, san: { type: 'uri', value } },
      signedAt: [{ at: '2025-01-01T00:00:00Z', by: 'log', source: 'log' }],
      version: '1.0.0',
      inRange: () => null,
      at: '2026-01-01T00:00:00Z',
    });
    return answer.match ? 'expected' : answer.code;
  };

  it('is the same in the SAN, which escapes it, and in the claim, which does not', () => {
    expect(by(inSan, { buildSignerUri: raw })).toBe('expected');
    expect(by(raw, { buildSignerUri: raw })).toBe('expected');
  });

  it.each([
    ['v1.0.0-bêta(1)', 'v1.0.0-b%C3%AAta%281%29'],
    ["l'été", 'l%27%C3%A9t%C3%A9'],
    ['ü!x[*]', '%C3%BC%21x%5B%2A%5D'],
    ['v1(1)!', 'v1(1)!'],
    ['@acme/ui@1.0.0+x', '@acme/ui@1.0.0+x'],
  ])('%s stands in the SAN as Go writes it', (tag, written) => {
    expect(escapeUri(`${server}/acme/ui/${workflow}@refs/tags/${tag}`)).toBe(
      `${server}/acme/ui/${workflow}@refs/tags/${written}`,
    );
  });

  it('is never found by undoing an escape: a ref may hold one', () => {
    expect(by(raw, { buildSignerUri: inSan })).toBe('publisher-identity-mismatch');
    expect(by(inSan, { buildSignerUri: inSan })).toBe('publisher-identity-mismatch');
    expect(by(inSan.replace('%C3%AA', '%c3%aa'), { buildSignerUri: raw })).toBe('publisher-identity-mismatch');
  });

  it('cannot make it throw', () => {
    expect(by(`${raw}\ud800`, { buildSignerUri: `${raw}\ud800` })).toBe('publisher-identity-mismatch');
  });
});
