import { parseJson, type DocMap } from '@assay/documents';
import type { CertificateClaims, JsonValue, Signer } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provenanceCodes } from '../codes/provenance-codes.js';
import { compareWithCertificate } from './compare-with-certificate.js';
import { readProvenance } from './read-provenance.js';

const sha = 'a'.repeat(40);
const server = 'https://github.com';
const repository = `${server}/acme/ui`;
const workflow = '.github/workflows/release.yml';
const san = `${repository}/${workflow}@refs/tags/v1.2.3`;
const run = `${repository}/actions/runs/77/attempts/2`;

const claims: CertificateClaims = {
  buildSignerUri: san,
  buildSignerDigest: sha,
  runnerEnvironment: 'github-hosted',
  sourceRepositoryUri: repository,
  sourceRepositoryDigest: sha,
  sourceRepositoryRef: 'refs/tags/v1.2.3',
  sourceRepositoryId: '42',
  sourceRepositoryOwnerUri: `${server}/acme`,
  sourceRepositoryOwnerId: '7',
  buildConfigUri: san,
  buildConfigDigest: sha,
  buildTrigger: 'release',
  runInvocationUri: run,
};

type Identity = Extract<Signer, { readonly kind: 'identity' }> & { readonly issuer: string };

const signer: Identity = {
  kind: 'identity',
  san: { type: 'uri', value: san },
  issuer: 'https://token.actions.githubusercontent.com',
  claims,
  certificate: { alg: 'sha256', value: '0'.repeat(64), covers: 'artifact' },
};

const signedWith = (changed: CertificateClaims, given: Partial<Identity> = {}): Signer => ({
  ...signer,
  ...given,
  claims: { ...claims, ...changed },
});

/** As npm's client writes it today. */
const npmV1 = {
  buildDefinition: {
    buildType: 'https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1',
    externalParameters: { workflow: { ref: 'refs/tags/v1.2.3', repository, path: workflow } },
    internalParameters: { github: { event_name: 'release', repository_id: '42', repository_owner_id: '7' } },
    resolvedDependencies: [{ uri: `git+${repository}@refs/tags/v1.2.3`, digest: { gitCommit: sha } }],
  },
  runDetails: {
    builder: { id: 'https://github.com/actions/runner/github-hosted' },
    metadata: { invocationId: run },
  },
};

/** As npm's client and slsa-github-generator wrote v0.2. */
const npmV02 = {
  buildType: 'https://github.com/npm/cli/gha/v2',
  builder: { id: 'https://github.com/actions/runner' },
  invocation: {
    configSource: {
      uri: `git+${repository}@refs/tags/v1.2.3`,
      digest: { sha1: sha },
      entryPoint: `acme/ui/${workflow}@refs/tags/v1.2.3`,
    },
    parameters: {},
    environment: {
      GITHUB_EVENT_NAME: 'release',
      GITHUB_REF: 'refs/tags/v1.2.3',
      GITHUB_REPOSITORY: 'acme/ui',
      GITHUB_REPOSITORY_ID: '42',
      GITHUB_REPOSITORY_OWNER: 'acme',
      GITHUB_REPOSITORY_OWNER_ID: '7',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_RUN_ID: '77',
      GITHUB_SHA: sha,
      GITHUB_WORKFLOW_REF: `acme/ui/${workflow}@refs/tags/v1.2.3`,
      GITHUB_WORKFLOW_SHA: sha,
      RUNNER_ENVIRONMENT: 'github-hosted',
    },
  },
  metadata: { buildInvocationId: '77-2' },
  materials: [{ uri: `git+${repository}`, digest: { sha1: sha } }],
};

function docMap(value: JsonValue): DocMap {
  const parsed = parseJson(new TextEncoder().encode(JSON.stringify(value)), { maxBytes: 1_000_000 });
  if (!parsed.ok) throw new Error(parsed.problem.detail);
  return parsed.document.value as DocMap;
}

function provenanceOf(predicate: JsonValue) {
  const version = typeof predicate === 'object' && predicate !== null && 'builder' in predicate ? 'v0.2' : 'v1';
  const read = readProvenance({
    predicateType: `https://slsa.dev/provenance/${version}`,
    predicate: docMap(predicate),
  });
  if (!read.ok) throw new Error(`${read.code}: ${read.detail}`);
  return read.value;
}

const compare = (predicate: JsonValue, by: Signer = signer, builders?: readonly string[]) =>
  compareWithCertificate(provenanceOf(predicate), by, builders === undefined ? {} : { builders });

const codeOf = (result: ReturnType<typeof compare>) => (result.ok ? 'agrees' : result.code);

/** A predicate as npm's client writes it, with one of its parts replaced. */
const v1 = (changed: {
  builder?: string;
  buildType?: string;
  external?: JsonValue;
  internal?: JsonValue;
  dependencies?: JsonValue;
  invocationId?: JsonValue;
}) => {
  const { buildDefinition: own, runDetails } = npmV1;
  return {
    buildDefinition: {
      buildType: changed.buildType ?? own.buildType,
      externalParameters: changed.external ?? own.externalParameters,
      internalParameters: changed.internal ?? own.internalParameters,
      resolvedDependencies: changed.dependencies ?? own.resolvedDependencies,
    },
    runDetails: {
      builder: { id: changed.builder ?? runDetails.builder.id },
      metadata: { invocationId: changed.invocationId ?? run },
    },
  };
};

describe('provenance that differs from its certificate in one field is refused, with that field’s code', () => {
  const other = `${server}/evil/ui`;
  it.each<[string, CertificateClaims, string]>([
    ['another repository', { sourceRepositoryUri: other }, 'provenance-repository-mismatch'],
    ['another case of the repository', { sourceRepositoryUri: `${server}/Acme/ui` }, 'provenance-repository-mismatch'],
    ['a longer repository', { sourceRepositoryUri: `${repository}2` }, 'provenance-repository-mismatch'],
    ['another repository id', { sourceRepositoryId: '43' }, 'provenance-repository-id-mismatch'],
    ['another owner id', { sourceRepositoryOwnerId: '8' }, 'provenance-owner-id-mismatch'],
    ['another ref', { sourceRepositoryRef: 'refs/heads/main' }, 'provenance-ref-mismatch'],
    ['another commit', { sourceRepositoryDigest: 'b'.repeat(40) }, 'provenance-commit-mismatch'],
    ['another trigger', { buildTrigger: 'push' }, 'provenance-trigger-mismatch'],
    ['another run', { runInvocationUri: run.replace('77', '78') }, 'provenance-run-mismatch'],
    ['another attempt', { runInvocationUri: run.replace('/2', '/1') }, 'provenance-run-mismatch'],
    ['another kind of runner', { runnerEnvironment: 'elsewhere' }, 'provenance-runner-mismatch'],
    ['another workflow', { buildConfigUri: san.replace('release', 'evil') }, 'provenance-workflow-mismatch'],
    [
      'another ref of the workflow',
      { buildConfigUri: san.replace('v1.2.3', 'v9') },
      'provenance-workflow-ref-mismatch',
    ],
  ])('v1: %s', (_what, changed, code) => {
    expect(codeOf(compare(npmV1, signedWith(changed)))).toBe(code);
  });

  it.each<[string, CertificateClaims, string]>([
    ['another repository', { sourceRepositoryUri: other }, 'provenance-repository-mismatch'],
    ['another owner', { sourceRepositoryOwnerUri: `${server}/evil` }, 'provenance-owner-mismatch'],
    ['another repository id', { sourceRepositoryId: '43' }, 'provenance-repository-id-mismatch'],
    ['another owner id', { sourceRepositoryOwnerId: '8' }, 'provenance-owner-id-mismatch'],
    ['another ref', { sourceRepositoryRef: 'refs/heads/main' }, 'provenance-ref-mismatch'],
    ['another commit', { sourceRepositoryDigest: 'b'.repeat(40) }, 'provenance-commit-mismatch'],
    ['another trigger', { buildTrigger: 'push' }, 'provenance-trigger-mismatch'],
    ['another run', { runInvocationUri: run.replace('77', '78') }, 'provenance-run-mismatch'],
    ['another attempt', { runInvocationUri: run.replace('/2', '/1') }, 'provenance-run-mismatch'],
    ['another kind of runner', { runnerEnvironment: 'elsewhere' }, 'provenance-runner-mismatch'],
    [
      'the same workflow of another repository',
      { buildConfigUri: san.replace('acme', 'evil') },
      'provenance-workflow-mismatch',
    ],
    ['another workflow', { buildConfigUri: san.replace('release', 'evil') }, 'provenance-workflow-mismatch'],
    [
      'another ref of the workflow',
      { buildConfigUri: san.replace('v1.2.3', 'v9') },
      'provenance-workflow-ref-mismatch',
    ],
    ['another commit of the workflow', { buildConfigDigest: 'b'.repeat(40) }, 'provenance-workflow-commit-mismatch'],
  ])('v0.2: %s', (_what, changed, code) => {
    expect(codeOf(compare(npmV02, signedWith(changed)))).toBe(code);
  });

  it('whatever else the field holds', () => {
    const fields = ['sourceRepositoryUri', 'sourceRepositoryId', 'sourceRepositoryOwnerId', 'buildTrigger'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.string(), (field, value) => {
        expect(compare(npmV1, signedWith({ [field]: value })).ok).toBe(value === claims[field]);
      }),
    );
  });

  it('and the detail shows both, with look-alikes escaped and case remarked on', () => {
    const twin = `${server}/аcme/ui`;
    expect(compare(npmV1, signedWith({ sourceRepositoryUri: twin }))).toMatchObject({
      detail:
        'repository: the predicate says "https://github.com/acme/ui", the certificate "https://github.com/\\u{430}cme/ui".',
    });
    expect(compare(npmV1, signedWith({ sourceRepositoryUri: `${server}/ACME/ui` }))).toMatchObject({
      detail: expect.stringContaining('Only the case differs') as string,
    });
  });

  it('and the trail says what agreed before', () => {
    const result = compare(npmV1, signedWith({ sourceRepositoryId: '43' }));
    expect(result).toMatchObject({
      trail: [
        { step: 'builder', result: 'proven' },
        { step: 'repository', result: 'proven', detail: `"${repository}"` },
        { step: 'provenance-repository-id-mismatch', result: 'failed' },
      ],
    });
  });
});

describe('provenance that agrees', () => {
  it('v1: every field that both state is compared', () => {
    const result = compare(npmV1);
    if (!result.ok) throw new Error(result.detail);
    expect(result.value.compared).toEqual([
      { field: 'builder', predicate: npmV1.runDetails.builder.id, certificate: signer.issuer },
      ...(
        [
          ['repository', repository],
          ['repository-id', '42'],
          ['owner-id', '7'],
          ['ref', 'refs/tags/v1.2.3'],
          ['commit', sha],
          ['workflow', workflow],
          ['workflow-ref', 'refs/tags/v1.2.3'],
          ['trigger', 'release'],
          ['run', run],
          ['run-id', '77'],
          ['run-attempt', '2'],
          ['runner', 'github-hosted'],
        ] as const
      ).map(([field, value]) => ({ field, predicate: value, certificate: value })),
    ]);
    expect(result.value.notCompared).toEqual(
      ['owner', 'ref-name', 'workflow-repository', 'workflow-commit'].map((field) => ({
        field,
        statedBy: 'certificate',
      })),
    );
  });

  it('v0.2: every field that both state is compared', () => {
    const result = compare(npmV02);
    if (!result.ok) throw new Error(result.detail);
    expect(result.value.compared.map(({ field }) => field)).toEqual([
      'builder',
      'repository',
      'repository-id',
      'owner',
      'owner-id',
      'ref',
      'commit',
      'workflow-repository',
      'workflow',
      'workflow-ref',
      'workflow-commit',
      'trigger',
      'run-id',
      'run-attempt',
      'runner',
    ]);
  });

  it('lists what only the predicate states, and what it does not understand', () => {
    const { runInvocationUri: _run, ...others } = claims;
    const odd = v1({ invocationId: 'build seven' });
    expect(compare(odd)).toMatchObject({ ok: true });
    const result = compareWithCertificate(provenanceOf(odd), { ...signer, claims: { ...others, buildConfigUri: '?' } });
    expect(result.ok && result.value.notCompared).toEqual(
      expect.arrayContaining([
        { field: 'workflow', statedBy: 'predicate' },
        { field: 'runDetails.metadata.invocationId', statedBy: 'predicate' },
        { field: 'owner', statedBy: 'certificate' },
      ]),
    );
  });
});

describe('provenance of a known build type', () => {
  it('must state a repository where the certificate does', () => {
    const silent = v1({ external: {}, dependencies: [] });
    expect(compare(silent)).toMatchObject({
      code: 'provenance-source-unstated',
      detail: `The predicate states no repository; the certificate says "${repository}".`,
    });
  });

  it('must state a commit where the certificate does', () => {
    expect(codeOf(compare(v1({ dependencies: [{ uri: `git+${repository}@refs/tags/v1.2.3` }] })))).toBe(
      'provenance-source-unstated',
    );
  });

  it('need not state what the certificate leaves out', () => {
    const { sourceRepositoryUri: _uri, sourceRepositoryDigest: _digest, ...others } = claims;
    const old = { ...signer, claims: others };
    expect(codeOf(compare(v1({ dependencies: [{ uri: `git+${repository}` }] }), old))).toBe('agrees');
  });

  it('lists its source first: another repository there is no dependency but another source', () => {
    const dependencies = [{ uri: `git+${server}/evil/ui@refs/tags/v1.2.3`, digest: { gitCommit: sha } }];
    expect(() => compare(v1({ dependencies }))).toThrow('provenance-contradictory');
  });

  it('may be of an unknown type: then what it states is compared, and nothing must be', () => {
    const buildType = 'https://builds.example/v1';
    expect(codeOf(compare(v1({ buildType, external: {}, internal: {}, dependencies: [] })))).toBe('agrees');
    const forged = v1({ buildType, external: { workflow: { repository: `${server}/evil/ui` } }, dependencies: [] });
    expect(codeOf(compare(forged))).toBe('provenance-repository-mismatch');
  });
});

describe('a builder', () => {
  const generator = `${server}/slsa-framework/slsa-github-generator/.github/workflows`;
  const signedBy = (uri: string, issuer = signer.issuer) =>
    signedWith({ buildSignerUri: uri }, { san: { type: 'uri', value: uri }, issuer });
  const builtBy = (builder: string) => v1({ builder });

  it.each([
    'https://github.com/actions/runner/self-hosted',
    'https://github.com/actions/runner2',
    'https://github.com/actions/runner/github-hosted/x',
    'https://github.com.evil.example/actions/runner/github-hosted',
    'https://evil.example/https://github.com/actions/runner',
    'https://github.com/evil/slsa-github-generator/.github/workflows/x.yml@refs/tags/v1',
    `${generator}/x.yml@refs/heads/main`,
    `${generator}/x.yml@refs/tags/nightly`,
    `${generator}/sub/x.yml@refs/tags/v1`,
    'https://cloudbuild.googleapis.com/GoogleHostedWorker',
    'https://evil.example/g/p/-/runners/1',
  ])('%s is not accepted unless the policy says so', (builder) => {
    const provenance = v1({ builder, buildType: 'https://builds.example/v1' });
    expect(codeOf(compare(provenance, signedWith({ runnerEnvironment: 'x' })))).toBe('provenance-builder-untrusted');
  });

  it('is the one on the policy’s list alone, exact or by an anchored glob', () => {
    const { id } = npmV1.runDetails.builder;
    expect(codeOf(compare(npmV1, signer, []))).toBe('provenance-builder-untrusted');
    expect(codeOf(compare(npmV1, signer, ['https://github.com/actions/runner']))).toBe('provenance-builder-untrusted');
    expect(codeOf(compare(npmV1, signer, [id]))).toBe('agrees');
    expect(codeOf(compare(npmV1, signer, ['https://github.com/actions/runner/*']))).toBe('agrees');
    expect(codeOf(compare(npmV1, signer, [`x${id}`, `${id}x`, id.slice(1), id.slice(0, -1)]))).toBe(
      'provenance-builder-untrusted',
    );
  });

  it('of GitHub’s that ran on somebody’s own machine is not accepted', () => {
    const own = signedWith({ runnerEnvironment: 'self-hosted' });
    expect(codeOf(compare(builtBy('https://github.com/actions/runner'), own))).toBe('provenance-builder-untrusted');
    expect(codeOf(compare(builtBy(npmV1.runDetails.builder.id), own))).toBe('provenance-builder-untrusted');
    expect(codeOf(compare(builtBy('https://github.com/npm/cli@9.5.0'), own))).toBe('provenance-builder-untrusted');
    expect(codeOf(compare(builtBy('https://github.com/npm/cli@9.5.0')))).toBe('agrees');
  });

  it('that is the workflow itself, as GitHub’s attestations say, is accepted only if that workflow signed', () => {
    expect(codeOf(compare(builtBy(san)))).toBe('agrees');
    expect(codeOf(compare(builtBy(san.replace('release', 'other'))))).toBe('provenance-builder-untrusted');
    expect(codeOf(compare(builtBy(san.replace('release', 'other')), signer, ['https://github.com/**']))).toBe(
      'provenance-builder-mismatch',
    );
    const { buildSignerUri: _uri, ...others } = claims;
    expect(codeOf(compare(builtBy(san), { ...signer, claims: others }))).toBe('agrees');
    const own = signedWith({ runnerEnvironment: 'self-hosted' });
    expect(codeOf(compare(v1({ builder: san }), own))).toBe('agrees');
  });

  it.each<[string, Signer]>([
    ['a person', { ...signer, san: { type: 'email', value: 'dev@acme.example' } }],
    ['a key', { kind: 'managed-key', key: signer.certificate }],
    ['an identity of another issuer', { ...signer, issuer: 'https://oidc.example' }],
    ['a workflow’s text in an e-mail name', { ...signer, san: { type: 'email', value: san } }],
    ['an identity without an issuer', { ...signer, issuer: '' }],
    ['a GitLab project', { ...signer, san: { type: 'uri', value: 'https://gitlab.com/g/p//.gitlab-ci.yml@refs/x' } }],
  ])('of GitHub’s cannot have %s sign for it', (_who, by) => {
    expect(codeOf(compare(npmV1, by))).toBe('provenance-builder-mismatch');
  });

  it('on a company’s own GitHub server has identities of that server', () => {
    const there = 'https://ghes.acme.example';
    const at = (text: string) => text.replace(server, there);
    const here = {
      ...signer,
      issuer: `${there}/_services/token`,
      san: { type: 'uri', value: at(san) },
      claims: Object.fromEntries(Object.entries(claims).map(([key, value]) => [key, at(value as string)])),
    } as const;
    const predicate = JSON.parse(JSON.stringify(npmV1).replaceAll(repository, at(repository))) as JsonValue;
    expect(codeOf(compare(predicate, here))).toBe('agrees');
    expect(codeOf(compare(predicate, { ...here, issuer: signer.issuer }))).toBe('provenance-builder-mismatch');
  });

  it.each([
    ['builder_go_slsa3.yml@refs/tags/v1.6.0', 'builder_go_slsa3.yml@refs/tags/v1.6.0', 'agrees'],
    ['builder_go_slsa3.yml@refs/tags/v1.6.0', 'builder_go_slsa3.yml@refs/tags/v1.5.0', 'provenance-builder-mismatch'],
    ['builder_nodejs_slsa3.yml@refs/tags/v1.6.0', 'delegator_generic_slsa3.yml@refs/tags/v1.6.0', 'agrees'],
    ['builder_nodejs_slsa3.yml@refs/tags/v1.6.0', 'delegator_lowperms-generic_slsa3.yml@refs/tags/v1.6.0', 'agrees'],
    [
      'builder_nodejs_slsa3.yml@refs/tags/v1.6.0',
      'delegator_generic_slsa3.yml@refs/tags/v1.7.0',
      'provenance-builder-mismatch',
    ],
    [
      'builder_nodejs_slsa3.yml@refs/tags/v1.6.0',
      'generator_generic_slsa3.yml@refs/tags/v1.6.0',
      'provenance-builder-mismatch',
    ],
  ])('of slsa-github-generator, %s, with %s as signer: %s', (builder, by, code) => {
    expect(codeOf(compare(builtBy(`${generator}/${builder}`), signedBy(`${generator}/${by}`)))).toBe(code);
  });

  it('that calls slsa-github-generator from elsewhere is accepted where the policy names it', () => {
    const builder = `${server}/acme/builder/.github/workflows/build.yml@refs/tags/v2`;
    const list = [`${server}/acme/builder/.github/workflows/build.yml@refs/tags/*`];
    const by = (uri: string) => codeOf(compare(builtBy(builder), signedBy(uri), list));
    expect(by(`${generator}/delegator_generic_slsa3.yml@refs/tags/v1.6.0`)).toBe('agrees');
    expect(by(`${generator}/delegator_generic_slsa3.yml@refs/heads/main`)).toBe('provenance-builder-mismatch');
    expect(by(`${server}/evil/x/.github/workflows/delegator_generic_slsa3.yml@refs/tags/v1`)).toBe(
      'provenance-builder-mismatch',
    );
    expect(by(san)).toBe('provenance-builder-mismatch');
    const odd = `${server}/a/b/x/.github/workflows/build.yml@refs/tags/v2`;
    const delegated = signedBy(`${generator}/delegator_generic_slsa3.yml@refs/tags/v1.6.0`);
    expect(codeOf(compare(builtBy(odd), delegated, ['**']))).toBe('provenance-builder-mismatch');
  });

  it('that is borne out is listed with what bears it out', () => {
    const builderIn = (result: ReturnType<typeof compare>) => (result.ok ? result.value.compared[0] : null);
    expect(builderIn(compare(builtBy(san)))).toEqual({ field: 'builder', predicate: san, certificate: san });
    const key: Signer = { kind: 'managed-key', key: signer.certificate };
    expect(compare(builtBy(san), key, ['**'])).toMatchObject({
      code: 'provenance-builder-mismatch',
      detail: `builder: the predicate says "${san}", the certificate "a managed-key".`,
    });
  });

  it.each([
    ['https://gitlab.com/g/p/-/runners/5', 'provenance-builder-mismatch'],
    ['https://gitlab.com/g/p/-/runners/55', 'provenance-builder-mismatch'],
    ['xhttps://gitlab.com/g/p/-/runners/5', 'agrees'],
    ['https://gitlab.com/g/p/-/runners/5x', 'agrees'],
    ['https://gitlab.com/g/p/-/runners/x', 'agrees'],
  ])('that is a GitLab runner must be borne out, another text cannot be: %s', (builder, code) => {
    expect(codeOf(compare(builtBy(builder), signer, ['**']))).toBe(code);
  });

  it('that no certificate can bear out is listed as not compared', () => {
    const builder = 'https://builds.example/worker';
    const result = compare(builtBy(builder), signer, [builder]);
    expect(result.ok && result.value.compared.some(({ field }) => field === 'builder')).toBe(false);
    expect(result.ok && result.value.notCompared[0]).toEqual({ field: 'builder', statedBy: 'predicate' });
  });

  it('and a key that no certificate stands behind proves no more than its list', () => {
    const builder = 'https://builds.example/worker';
    const result = compare(builtBy(builder), { kind: 'managed-key', key: signer.certificate }, [builder]);
    expect(result.ok && result.value.compared).toEqual([]);
    expect(result.ok && result.value.notCompared.length).toBeGreaterThan(5);
  });
});

describe('an old certificate without a source', () => {
  const {
    sourceRepositoryUri: _a,
    sourceRepositoryDigest: _b,
    sourceRepositoryRef: _c,
    buildConfigUri: _d,
    ...others
  } = claims;
  const old = { ...signer, claims: others } as const;

  it('is compared by the workflow of its SAN', () => {
    expect(codeOf(compare(npmV1, old))).toBe('agrees');
    const from = (value: string) => codeOf(compare(npmV1, { ...old, san: { type: 'uri', value } }));
    expect(from(san.replace('acme', 'evil'))).toBe('provenance-repository-mismatch');
    expect(from(san.replace('release', 'evil'))).toBe('provenance-workflow-mismatch');
    expect(from(san.replace('v1.2.3', 'v9'))).toBe('provenance-workflow-ref-mismatch');
  });

  it('of slsa-github-generator’s reusable workflow leaves the source to that builder', () => {
    const builder = `${server}/slsa-framework/slsa-github-generator/.github/workflows/x.yml@refs/tags/v1.2.0`;
    const by = { ...old, san: { type: 'uri', value: builder }, claims: {} } as const;
    const result = compare(v1({ builder }), by);
    expect(result.ok && result.value.notCompared).toContainEqual({ field: 'repository', statedBy: 'predicate' });
  });

  it('of any other reusable workflow cannot speak for another repository', () => {
    const builder = `${server}/evil/x/.github/workflows/x.yml@refs/tags/v1.2.0`;
    const by = { ...old, san: { type: 'uri', value: builder }, claims: {} } as const;
    expect(codeOf(compare(v1({ builder }), by))).toBe('provenance-repository-mismatch');
  });

  it('with an e-mail name has nothing to stand in', () => {
    const by = { ...old, san: { type: 'email', value: san }, claims: {} } as const;
    const builder = 'https://builds.example/worker';
    const result = compare(v1({ builder }), by, [builder]);
    expect(result.ok && result.value.compared).toEqual([]);
  });
});

describe('GitLab', () => {
  const project = 'https://gitlab.com/acme/group/ui';
  const config = `${project}//.gitlab-ci.yml@refs/heads/main`;
  const lab: Identity = {
    ...signer,
    issuer: 'https://gitlab.com',
    san: { type: 'uri', value: config },
    claims: {
      buildSignerUri: config,
      runnerEnvironment: 'gitlab-hosted',
      sourceRepositoryUri: project,
      sourceRepositoryDigest: sha,
      sourceRepositoryRef: 'refs/heads/main',
      sourceRepositoryId: '42',
      sourceRepositoryOwnerUri: 'https://gitlab.com/acme/group',
      sourceRepositoryOwnerId: '7',
      buildConfigUri: config,
      buildTrigger: 'push',
      runInvocationUri: `${project}/-/jobs/99`,
    },
  };
  const npm = {
    buildType: 'https://github.com/npm/cli/gitlab/v0alpha1',
    builder: { id: `${project}/-/runners/5` },
    invocation: {
      configSource: { uri: `git+${project}`, digest: { sha1: sha }, entryPoint: 'publish-job' },
      parameters: {
        CI: 'true',
        CI_COMMIT_REF_NAME: 'main',
        CI_COMMIT_SHA: sha,
        CI_CONFIG_PATH: '.gitlab-ci.yml',
        CI_JOB_ID: '99',
        CI_JOB_URL: `${project}/-/jobs/99`,
        CI_PIPELINE_SOURCE: 'push',
        CI_PROJECT_ID: '42',
        CI_PROJECT_NAMESPACE: 'acme/group',
        CI_PROJECT_NAMESPACE_ID: '7',
        CI_PROJECT_PATH: 'acme/group/ui',
        CI_PROJECT_URL: project,
        CI_SERVER_URL: 'https://gitlab.com',
      },
      environment: {
        name: 'shared',
        architecture: 'linux/amd64',
        server: 'https://gitlab.com',
        project: 'acme/group/ui',
        job: { id: '99' },
        pipeline: { id: '1', ref: '.gitlab-ci.yml' },
      },
    },
    metadata: { buildInvocationId: `${project}/-/jobs/99` },
    materials: [{ uri: `git+${project}`, digest: { sha1: sha } }],
  };
  const labWith = (changed: CertificateClaims) => ({ ...lab, claims: { ...lab.claims, ...changed } });

  it('is compared field by field', () => {
    const result = compare(npm, lab);
    expect(result.ok && result.value.compared.map(({ field }) => field)).toEqual([
      'builder',
      'repository',
      'repository-id',
      'owner',
      'owner-id',
      'ref-name',
      'commit',
      'workflow',
      'trigger',
      'run',
      'run-id',
    ]);
    expect(result.ok && result.value.notCompared[0]).toEqual({
      field: 'invocation.configSource.entryPoint',
      statedBy: 'predicate',
    });
  });

  it.each<[CertificateClaims, string]>([
    [{ sourceRepositoryUri: `${project}2` }, 'provenance-builder-mismatch'],
    [{ sourceRepositoryId: '1' }, 'provenance-repository-id-mismatch'],
    [{ sourceRepositoryOwnerUri: 'https://gitlab.com/evil' }, 'provenance-owner-mismatch'],
    [{ sourceRepositoryOwnerId: '1' }, 'provenance-owner-id-mismatch'],
    [{ sourceRepositoryRef: 'refs/heads/other' }, 'provenance-ref-mismatch'],
    [{ sourceRepositoryRef: 'refs/tags/x/main' }, 'provenance-ref-mismatch'],
    [{ sourceRepositoryDigest: 'b'.repeat(40) }, 'provenance-commit-mismatch'],
    [{ buildConfigUri: config.replace('-ci', '-evil') }, 'provenance-workflow-mismatch'],
    [{ buildTrigger: 'web' }, 'provenance-trigger-mismatch'],
    [{ runInvocationUri: `${project}/-/jobs/98` }, 'provenance-run-mismatch'],
  ])('with %j in the certificate is %s', (changed, code) => {
    expect(codeOf(compare(npm, labWith(changed)))).toBe(code);
  });

  it('short names are those of branches and tags alone', () => {
    const fields = (ref: string) => {
      const result = compare(npm, labWith({ sourceRepositoryRef: ref }));
      return result.ok ? result.value.compared.map(({ field }) => field) : result.code;
    };
    expect(fields('refs/tags/main')).toContain('ref-name');
    expect(fields('xrefs/heads/main')).not.toContain('ref-name');
    expect(fields('refs/pull/main')).not.toContain('ref-name');
  });

  it('runners belong to the project that signed, on the server that vouches for it', () => {
    expect(codeOf(compare(npm, { ...lab, issuer: 'https://gitlab.example' }))).toBe('provenance-builder-mismatch');
    expect(codeOf(compare(npm, { ...lab, san: { type: 'email', value: config } }))).toBe('provenance-builder-mismatch');
    expect(codeOf(compare(npm, { kind: 'managed-key', key: signer.certificate }))).toBe('provenance-builder-mismatch');
    const { sourceRepositoryUri: _uri, ...others } = lab.claims;
    expect(codeOf(compare(npm, { ...lab, claims: others }))).toBe('agrees');
    expect(codeOf(compare(npm, { ...lab, claims: others, san: { type: 'uri', value: 'https://x.example/y' } }))).toBe(
      'provenance-builder-mismatch',
    );
  });

  it('v1 of its runner is read too', () => {
    const predicate = {
      buildDefinition: {
        buildType: 'https://gitlab.com/gitlab-org/gitlab-runner/-/blob/v17.0.0/PROVENANCE.md',
        externalParameters: {
          source: project,
          entryPoint: 'publish-job',
          CI_PROJECT_ID: '42',
          variables: { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_SHA: '[MASKED]', CI_JOB_URL: '' },
        },
        internalParameters: { name: 'shared', executor: 'docker', job: 99 },
        resolvedDependencies: [{ uri: project, digest: { sha256: sha } }],
      },
      runDetails: { builder: { id: `${project}/-/runners/5` }, metadata: { invocationID: '99' } },
    };
    const fields = (result: ReturnType<typeof compare>) => result.ok && result.value.compared.map(({ field }) => field);
    expect(fields(compare(predicate, lab))).toEqual([
      'builder',
      'repository',
      'repository-id',
      'commit',
      'trigger',
      'run-id',
    ]);
    expect(codeOf(compare(predicate, labWith({ runInvocationUri: `${project}/-/jobs/98` })))).toBe(
      'provenance-run-mismatch',
    );
    expect(codeOf(compare(predicate, labWith({ sourceRepositoryId: '41' })))).toBe('provenance-repository-id-mismatch');
    expect(codeOf(compare(predicate, labWith({ buildTrigger: 'web' })))).toBe('provenance-trigger-mismatch');
  });
});

it('every code has an outcome that is never good, a text and a next step', () => {
  for (const [code, { outcome, text, next }] of Object.entries(provenanceCodes)) {
    expect([code, ['refuted', 'unknown'].includes(outcome)]).toEqual([code, true]);
    expect([code, /^[A-Z].*\.$/.test(text), /^[A-Z].*\.$/.test(next)]).toEqual([code, true, true]);
  }
});
