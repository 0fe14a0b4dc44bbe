import { parseJson, type DocMap } from '@assay/documents';
import type { JsonValue } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNpmPublish, readPypiPublish } from './publish-predicate.js';
import { readProvenance } from './read-provenance.js';

const sha = 'a'.repeat(40);
const other = 'b'.repeat(40);
const v02 = 'https://slsa.dev/provenance/v0.2';
const v1 = 'https://slsa.dev/provenance/v1';
const repository = 'https://github.com/acme/ui';
const workflow = '.github/workflows/release.yml';

function docMap(value: JsonValue): DocMap {
  const parsed = parseJson(new TextEncoder().encode(JSON.stringify(value)), { maxBytes: 1_000_000 });
  if (!parsed.ok) throw new Error(parsed.problem.detail);
  return parsed.document.value as DocMap;
}

function read(predicateType: string, predicate: JsonValue) {
  return readProvenance({ predicateType, predicate: predicate === null ? null : docMap(predicate) });
}

const codeOf = (result: ReturnType<typeof read>) => (result.ok ? 'read' : result.code);
const detailOf = (result: ReturnType<typeof read>) => (result.ok ? '' : result.detail);

const unknownType = { buildType: 'https://builds.example/v1', builder: { id: 'https://builds.example/worker' } };

/** v0.2 of an unknown build type: nothing but what is given is stated. */
const old = (given: { readonly [key: string]: JsonValue }) => read(v02, { ...unknownType, ...given });

/** The same for v1. */
const recent = (definition: { readonly [key: string]: JsonValue }, metadata: JsonValue = {}) =>
  read(v1, {
    buildDefinition: { buildType: unknownType.buildType, ...definition },
    runDetails: { builder: unknownType.builder, metadata },
  });

const statedBy = (result: ReturnType<typeof read>) =>
  result.ok ? Object.fromEntries([...result.value.stated].map(([field, { value }]) => [field, value])) : result;

describe('a statement without provenance', () => {
  it.each([
    '',
    'https://slsa.dev/provenance/v1.0?draft',
    'https://slsa.dev/provenance/v0.1',
    'https://slsa.dev/provenance/v1/',
    'https://slsa.dev/provenance',
    'https://spdx.dev/Document',
    '__proto__',
  ])('of the type %j is not read', (predicateType) => {
    expect(codeOf(read(predicateType, {}))).toBe('provenance-type-unsupported');
  });

  it.each([v02, v1])('with null for a predicate of the type %s is damage', (predicateType) => {
    expect(codeOf(read(predicateType, null))).toBe('provenance-malformed');
  });

  it('names its type, escaped', () => {
    expect(detailOf(read('x\u202e\u001b]8;;"\\', {}))).toBe('The predicate type is "x\\u{202e}\\u{1b}]8;;\\"\\\\".');
    expect(detailOf(read('x'.repeat(1000), {}))).toBe(`The predicate type is "${'x'.repeat(300)}…".`);
  });
});

describe('a predicate without its bones', () => {
  it.each([
    [v02, {}, 'names no builder'],
    [v02, { buildType: 't' }, 'names no builder'],
    [v02, { builder: { id: 'b' } }, 'names no build type'],
    [v02, { buildType: 't', builder: 'b' }, 'names no builder'],
    [v02, { buildType: 1, builder: { id: 'b' } }, 'names no build type'],
    [v02, { buildType: 't', builder: { id: ['b'] } }, 'names no builder'],
    [v1, {}, 'names no builder'],
    [v1, { runDetails: { builder: { id: 'b' } } }, 'names no build type'],
    [v1, { runDetails: { builder: { id: 7 } }, buildDefinition: { buildType: 't' } }, 'names no builder'],
    [v1, { buildDefinition: { buildType: 't' } }, 'names no builder'],
    [v1, { buildType: 't', builder: { id: 'b' } }, 'names no builder'],
  ])('%s %j is damage', (predicateType, predicate, why) => {
    const result = read(predicateType, predicate);
    expect([codeOf(result), detailOf(result)]).toEqual(['provenance-malformed', `The predicate ${why}.`]);
  });
});

describe('a field that is stated twice and differently is refused, wherever the two stand', () => {
  const env = (environment: { readonly [key: string]: JsonValue }) => ({ environment });
  it.each([
    ['ref', { invocation: env({ GITHUB_REF: 'refs/heads/a', github_ref: 'refs/heads/b' }) }],
    ['commit', { invocation: env({ GITHUB_SHA: sha, github_sha1: other }) }],
    [
      'commit',
      {
        invocation: {
          configSource: { uri: `git+${repository}`, digest: { sha1: sha } },
          ...env({ GITHUB_SHA: other }),
        },
      },
    ],
    ['commit', { invocation: { configSource: { uri: repository, digest: { sha1: sha, gitCommit: other } } } }],
    ['commit', { invocation: { configSource: { uri: repository, digest: { sha1: sha, sha256: 'c'.repeat(64) } } } }],
    ['repository', { invocation: { configSource: { uri: repository }, ...env({ GITHUB_REPOSITORY: 'evil/ui' }) } }],
    ['repository', { invocation: { configSource: { uri: repository }, ...env({ project: 'evil/ui' }) } }],
    ['repository', { invocation: { parameters: { CI_PROJECT_URL: repository, CI_PROJECT_PATH: 'evil/ui' } } }],
    [
      'trigger',
      { invocation: { ...env({ GITHUB_EVENT_NAME: 'push' }), parameters: { GITHUB_EVENT_NAME: 'release' } } },
    ],
    ['run-id', { invocation: env({ GITHUB_RUN_ID: '1' }), metadata: { buildInvocationId: '2-1' } }],
    ['run-attempt', { invocation: env({ GITHUB_RUN_ATTEMPT: '1' }), metadata: { buildInvocationId: '2-2' } }],
    ['run-id', { invocation: { ...env({ job: { id: 1 } }), parameters: { CI_JOB_ID: '2' } } }],
    [
      'run',
      {
        invocation: { parameters: { CI_JOB_URL: 'https://gitlab.com/a/b/-/jobs/8' } },
        metadata: { buildInvocationId: 'https://gitlab.com/a/b/-/jobs/9' },
      },
    ],
    [
      'workflow',
      {
        invocation: {
          configSource: { entryPoint: workflow },
          ...env({ GITHUB_WORKFLOW_REF: `a/b/${workflow}2@${sha}` }),
        },
      },
    ],
    ['workflow', { invocation: { ...env({ pipeline: { ref: 'a.yml' } }), parameters: { CI_CONFIG_PATH: 'b.yml' } } }],
    [
      'commit',
      {
        materials: [
          { uri: `git+${repository}`, digest: { sha1: sha } },
          { uri: `git+${repository}@refs/heads/x`, digest: { sha1: other } },
        ],
      },
    ],
    [
      'ref',
      {
        materials: [{ uri: `git+${repository}@refs/heads/a` }, { uri: `git+${repository}@refs/heads/b` }],
      },
    ],
  ])('v0.2: %s', (field, given) => {
    const result = old(given);
    expect(codeOf(result)).toBe('provenance-contradictory');
    expect(detailOf(result)).toContain(`two values for ${field}:`);
  });

  const github = (value: { readonly [key: string]: JsonValue }) => ({ internalParameters: { github: value } });
  it.each([
    ['repository', { externalParameters: { workflow: { repository }, source: 'https://github.com/evil/ui' } }],
    ['repository', { externalParameters: { source: { uri: repository } }, ...github({ repository: 'evil/ui' }) }],
    ['repository-id', { internalParameters: { GITHUB_REPOSITORY_ID: '1', github: { repository_id: '2' } } }],
    ['owner-id', { internalParameters: { GITHUB_REPOSITORY_OWNER_ID: '1', github: { repository_owner_id: '2' } } }],
    ['trigger', { internalParameters: { GITHUB_EVENT_NAME: 'push', github: { event_name: 'release' } } }],
    ['runner', { internalParameters: { RUNNER_ENVIRONMENT: 'a', github: { runner_environment: 'b' } } }],
    [
      'workflow-ref',
      {
        externalParameters: { workflow: { ref: 'refs/heads/a' } },
        ...github({ workflow_ref: `a/b/${workflow}@refs/heads/b` }),
      },
    ],
    [
      'workflow',
      { externalParameters: { workflow: { path: 'a' } }, ...github({ workflow_ref: `a/b/${workflow}@refs/heads/b` }) },
    ],
    ['commit', { externalParameters: { variables: { CI_COMMIT_SHA: sha }, CI_COMMIT_SHA: other } }],
    [
      'commit',
      { externalParameters: { source: { uri: repository, digest: { sha1: sha } } }, ...github({ sha: other }) },
    ],
    [
      'commit',
      {
        externalParameters: { workflow: { repository } },
        resolvedDependencies: [
          { uri: 'https://files.example/x.tgz', digest: { sha256: 'c'.repeat(64) } },
          { uri: `git+${repository}`, digest: { gitCommit: sha } },
          { uri: `git+${repository}`, digest: { gitCommit: other } },
        ],
      },
    ],
  ])('v1: %s', (field, definition) => {
    const result = recent(definition);
    expect(codeOf(result)).toBe('provenance-contradictory');
    expect(detailOf(result)).toContain(`two values for ${field}:`);
  });

  it('v1: the run', () => {
    const run = `${repository}/actions/runs/1/attempts/1`;
    expect(codeOf(recent({}, { invocationId: run, invocationID: '2' }))).toBe('provenance-contradictory');
    expect(codeOf(recent({ internalParameters: { GITHUB_RUN_ID: 2 } }, { invocationId: run }))).toBe(
      'provenance-contradictory',
    );
    expect(codeOf(recent({ internalParameters: { GITHUB_RUN_ATTEMPT: 2 } }, { invocationId: run }))).toBe(
      'provenance-contradictory',
    );
  });

  it('but stated twice alike, it is stated once', () => {
    const result = old({ invocation: { environment: { GITHUB_SHA: sha, github_sha: sha } } });
    expect(statedBy(result)).toEqual({ commit: sha });
  });

  it('and the detail says where', () => {
    expect(
      detailOf(old({ invocation: { environment: { GITHUB_REF: 'refs/heads/a', github_ref: 'refs/heads/b' } } })),
    ).toBe(
      'The predicate states two values for ref: "refs/heads/a" (invocation.environment.GITHUB_REF) and "refs/heads/b" (invocation.environment.github_ref).',
    );
  });

  it('and a builder that contradicts the kind of runner too', () => {
    const result = read(v1, {
      buildDefinition: { buildType: 't', internalParameters: { github: { runner_environment: 'self-hosted' } } },
      runDetails: { builder: { id: 'https://github.com/actions/runner/github-hosted' } },
    });
    expect(codeOf(result)).toBe('provenance-contradictory');
  });
});

describe('damage in a field of use is refused', () => {
  const environment = (value: { readonly [key: string]: JsonValue }) => ({ invocation: { environment: value } });
  it.each([
    environment({ GITHUB_REPOSITORY_ID: '4x' }),
    environment({ GITHUB_REPOSITORY_ID: '-4' }),
    environment({ GITHUB_REPOSITORY_ID: '4 ' }),
    environment({ GITHUB_REPOSITORY_ID: 4.5 }),
    environment({ GITHUB_REPOSITORY_OWNER_ID: '1'.repeat(21) }),
    environment({ GITHUB_RUN_ID: 'x' }),
    environment({ GITHUB_RUN_ATTEMPT: '1'.repeat(21) }),
    environment({ GITHUB_RUN_ID: 'x4' }),
    environment({ GITHUB_RUN_ID: '4x' }),
    environment({ GITHUB_SHA: `x${sha}` }),
    environment({ GITHUB_SHA: `${sha}x` }),
    environment({ GITHUB_SHA: 'a' }),
    environment({ GITHUB_WORKFLOW_SHA: `x${sha}` }),
    environment({ GITHUB_SHA: sha.toUpperCase() }),
    environment({ GITHUB_SHA: sha.slice(1) }),
    environment({ GITHUB_SHA: `${sha}\n` }),
    environment({ GITHUB_WORKFLOW_SHA: 'main' }),
    environment({ GITHUB_REF: ['refs/heads/main'] }),
    environment({ GITHUB_REF: { a: 'refs/heads/main' } }),
    environment({ GITHUB_REF: true }),
    environment({ GITHUB_WORKFLOW_REF: 'release.yml' }),
    environment({ CI_PROJECT_URL: 'acme/ui' }),
    environment({ CI_PROJECT_URL: `${repository}@refs/heads/main` }),
    environment({ project: ['a'] }),
    environment({ job: { id: ['a'] } }),
    environment({ pipeline: { ref: false } }),
    { invocation: { configSource: { uri: 'acme/ui' } } },
    { invocation: { configSource: { uri: 7 } } },
    { invocation: { configSource: { uri: repository, digest: sha } } },
    { invocation: { configSource: { uri: repository, digest: { sha1: 'abc' } } } },
    { invocation: { configSource: { uri: repository, digest: { sha1: [sha] } } } },
    { invocation: { configSource: { entryPoint: `a/b/c/.github/workflows/x.yml@refs/heads/main` } } },
    { invocation: { configSource: { entryPoint: [workflow] } } },
    { materials: {} },
    { materials: 'git+https://github.com/acme/ui' },
    { materials: ['git+https://github.com/acme/ui'] },
    { materials: [{ uri: ['x'] }] },
    { materials: [{ uri: 'x', digest: ['y'] }] },
    { materials: [{ uri: `git+${repository}`, digest: { sha1: 'v1' } }] },
    { metadata: { buildInvocationId: ['1'] } },
  ])('v0.2 %j', (given) => {
    expect(codeOf(old(given))).toBe('provenance-malformed');
  });

  it.each([
    { externalParameters: { workflow: { repository: 'acme/ui' } } },
    { externalParameters: { workflow: { repository: `${repository}@refs/heads/main` } } },
    { externalParameters: { workflow: { repository: [] } } },
    { externalParameters: { workflow: { path: 7.5, ref: [] } } },
    { externalParameters: { source: 'acme' } },
    { externalParameters: { source: { uri: 'acme' } } },
    { externalParameters: { source: ['acme'] } },
    { internalParameters: { github: { repository_id: 'x' } } },
    { resolvedDependencies: 7 },
  ])('v1 %j', (definition) => {
    expect(codeOf(recent(definition))).toBe('provenance-malformed');
  });

  it('and the first thing wrong is told', () => {
    const result = old({ materials: 7, metadata: { buildInvocationId: [] } });
    expect(detailOf(result)).toBe('metadata.buildInvocationId is not a text.');
    expect(detailOf(old({ materials: 7 }))).toBe('materials is no list.');
    expect(detailOf(old({ materials: [7] }))).toBe('materials[0] is no mapping.');
  });
});

describe('what states nothing', () => {
  it.each(['', null, '[MASKED]'])('%j', (nothing) => {
    expect(statedBy(old({ invocation: { environment: { GITHUB_REF: nothing, CI_PROJECT_URL: nothing } } }))).toEqual(
      {},
    );
  });

  it.each<{ readonly [key: string]: JsonValue }>([
    { GITHUB_ACTOR: 'x', GITHUB_EVENT_PAYLOAD: { ref: 'refs/heads/evil' }, ref: 'refs/heads/evil' },
    { 'GITHUB_REF ': 'x', ' GITHUB_REF': 'x', gıthub_ref: 'x', GITHUB_REF_TYPE: 'x', constructor: 'x' },
    { ['x'.repeat(100)]: 'x', __proto__: 'x' },
  ])('variables of other names: %j', (environment) => {
    expect(statedBy(old({ invocation: { environment } }))).toEqual({});
  });

  it('names in capitals are not prefixed, names in the `github` mapping are', () => {
    expect(statedBy(recent({ internalParameters: { event_name: 'push', ref: 'x' } }))).toEqual({});
    expect(statedBy(recent({ internalParameters: { github: { event_name: 'push' } } }))).toEqual({ trigger: 'push' });
  });

  it('a source without an address, a digest set that is null', () => {
    expect(statedBy(recent({ externalParameters: { source: { digest: { sha1: sha } } } }))).toEqual({});
    expect(statedBy(old({ invocation: { configSource: { uri: repository, digest: null } } }))).toEqual({ repository });
  });

  it('a builder that only looks like a runner', () => {
    const runner = 'https://github.com/actions/runner/github-hosted';
    const of = (id: string) => statedBy(read(v02, { buildType: 't', builder: { id } }));
    expect(of(runner)).toEqual({ runner: 'github-hosted' });
    expect(of(`x${runner}`)).toEqual({});
    expect(of(`${runner}/x`)).toEqual({});
    expect(of(`${runner}2`)).toEqual({});
  });

  it('parts that are no mappings', () => {
    expect(statedBy(old({ invocation: 'x', metadata: 'y' }))).toEqual({});
    expect(statedBy(recent({ externalParameters: 'x', internalParameters: 'y' }, 'z'))).toEqual({});
    expect(statedBy(old({ materials: null }))).toEqual({});
  });
});

describe('what is understood', () => {
  it('numbers are texts', () => {
    expect(statedBy(old({ invocation: { environment: { GITHUB_RUN_ID: 9007199254740991 } } }))).toEqual({
      'run-id': '9007199254740991',
    });
  });

  it('names without a host belong to the server that is named, else to the source’s, else to github.com', () => {
    const of = (invocation: JsonValue) => statedBy(old({ invocation }));
    const environment = { GITHUB_REPOSITORY: 'acme/ui' };
    expect(of({ environment })).toEqual({ repository });
    expect(of({ environment: { ...environment, GITHUB_SERVER_URL: '' } })).toEqual({ repository });
    expect(of({ environment: { ...environment, GITHUB_SERVER_URL: 'https://ghes.example' } })).toEqual({
      repository: 'https://ghes.example/acme/ui',
    });
    expect(of({ environment: { ...environment, github_server_url: 'https://ghes.example' } })).toEqual({
      repository: 'https://ghes.example/acme/ui',
    });
    expect(of({ environment, configSource: { uri: 'git+https://ghes.example:8443/acme/ui@refs/heads/x' } })).toEqual({
      repository: 'https://ghes.example:8443/acme/ui',
      ref: 'refs/heads/x',
    });
    expect(
      statedBy(
        recent({
          externalParameters: { workflow: { repository: 'https://ghes.example/acme/ui' } },
          internalParameters: environment,
        }),
      ),
    ).toEqual({
      repository: 'https://ghes.example/acme/ui',
    });
    const source = { source: { uri: 'https://ghes.example/acme/ui' } };
    expect(
      statedBy(recent({ externalParameters: source, internalParameters: { github: { repository: 'acme/ui' } } })),
    ).toEqual({
      repository: 'https://ghes.example/acme/ui',
    });
    const plain = {
      source: 'https://lab.example/acme/ui',
      CI_PROJECT_PATH: 'acme/ui',
      variables: { CI_PROJECT_PATH: 'acme/ui' },
    };
    expect(statedBy(recent({ externalParameters: plain }))).toEqual({ repository: 'https://lab.example/acme/ui' });
  });

  it.each([
    ['77-2', { 'run-id': '77', 'run-attempt': '2' }, []],
    ['77-12', { 'run-id': '77', 'run-attempt': '12' }, []],
    ['77', { 'run-id': '77' }, []],
    [
      `${repository}/actions/runs/7/attempts/12`,
      { run: `${repository}/actions/runs/7/attempts/12`, 'run-id': '7', 'run-attempt': '12' },
      [],
    ],
    [
      `${repository}/actions/runs/77/attempts/2`,
      { run: `${repository}/actions/runs/77/attempts/2`, 'run-id': '77', 'run-attempt': '2' },
      [],
    ],
    ['https://gitlab.com/a/b/-/jobs/9', { run: 'https://gitlab.com/a/b/-/jobs/9', 'run-id': '9' }, []],
    [`${repository}/actions/runs/77`, {}, ['metadata.buildInvocationId']],
    [`x${repository}/actions/runs/77/attempts/2`, {}, ['metadata.buildInvocationId']],
    [`${repository}/actions/runs/77/attempts/2/x`, {}, ['metadata.buildInvocationId']],
    ['xhttps://gitlab.com/a/b/-/jobs/9', {}, ['metadata.buildInvocationId']],
    ['https://gitlab.com/a/b/-/jobs/9x', {}, ['metadata.buildInvocationId']],
    ['77-2-3', {}, ['metadata.buildInvocationId']],
    ['x77', {}, ['metadata.buildInvocationId']],
  ])('the invocation %s', (buildInvocationId, stated, notUnderstood) => {
    const result = old({ metadata: { buildInvocationId } });
    expect(statedBy(result)).toEqual(stated);
    expect(result.ok && result.value.notUnderstood).toEqual(notUnderstood);
  });

  it.each([
    [workflow, { workflow }],
    [
      `acme/ui/${workflow}@refs/heads/main`,
      { workflow, 'workflow-ref': 'refs/heads/main', 'workflow-repository': repository },
    ],
    ['a job', {}],
  ])('the entry point %s', (entryPoint, stated) => {
    expect(statedBy(old({ invocation: { configSource: { entryPoint } } }))).toEqual(stated);
  });

  it('the first repository among the materials is the source where nothing else names one; others are dependencies', () => {
    const lib = { uri: 'git+https://github.com/acme/lib', digest: { sha1: other, sha512: 'x' } };
    const image = { uri: 'docker://bash', digest: { sha256: 'c'.repeat(64) } };
    const ours = { uri: `git+${repository}@refs/heads/main`, digest: { sha1: sha } };
    const alone = old({ materials: [image, ours, lib, { digest: { sha256: 'd' } }] });
    expect(statedBy(alone)).toEqual({ repository, ref: 'refs/heads/main', commit: sha });
    expect(alone.ok && alone.value.dependencies).toEqual([
      { uri: image.uri, digests: new Map(Object.entries(image.digest)) },
      { uri: lib.uri, digests: new Map(Object.entries(lib.digest)) },
      { uri: '', digests: new Map([['sha256', 'd']]) },
    ]);
    const named = old({ invocation: { configSource: { uri: repository } }, materials: [lib, ours] });
    expect(statedBy(named)).toEqual({ repository, ref: 'refs/heads/main', commit: sha });
    expect(named.ok && named.value.dependencies.map(({ uri }) => uri)).toEqual([lib.uri]);
    expect(statedBy(old({ materials: [image] }))).toEqual({});
  });

  it.each([
    ['https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1', true],
    ['https://actions.github.io/buildtypes/workflow/v1', true],
    ['https://github.com/npm/cli/gha@v0', true],
    ['https://github.com/npm/cli/gha@v1', true],
    ['https://github.com/npm/cli/gha/v2', true],
    ['https://github.com/npm/cli/gitlab/v0alpha1', true],
    ['https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0', true],
    ['https://gitlab.com/gitlab-org/gitlab-runner/-/blob/v17.1/PROVENANCE.md', true],
    ['https://actions.github.io/buildtypes/workflow/v2', false],
    ['xhttps://actions.github.io/buildtypes/workflow/v1', false],
  ])('the build type %s: %s', (buildType, known) => {
    const result = read(v02, { buildType, builder: { id: 'b' } });
    expect(result.ok && result.value.isKnownBuildType).toBe(known);
    expect(result.ok && [result.value.predicateType, result.value.buildType, result.value.builder]).toEqual([
      v02,
      buildType,
      'b',
    ]);
  });

  it('any JSON gets an answer', () => {
    const tree = fc.letrec<{ tree: JsonValue; leaf: JsonValue }>((tie) => ({
      leaf: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      tree: fc.oneof(
        tie('leaf'),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom('uri', 'digest', 'id', 'github', 'workflow', 'source', 'environment'),
          tie('tree'),
        ),
      ),
    })).tree;
    const keys = ['invocation', 'materials', 'metadata', 'builder', 'buildType', 'buildDefinition', 'runDetails'];
    fc.assert(
      fc.property(fc.constantFrom(v02, v1), fc.dictionary(fc.constantFrom(...keys), tree), (type, predicate) => {
        expect(['read', 'provenance-malformed', 'provenance-contradictory']).toContain(codeOf(read(type, predicate)));
      }),
    );
  });
});

describe('publish attestations', () => {
  const npm = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1';
  const pypi = 'https://docs.pypi.org/attestations/publish/v1';
  const good = { name: '@acme/ui', version: '1.2.3', registry: 'https://npm.acme.example' };
  const npmOf = (predicate: JsonValue, predicateType = npm) =>
    readNpmPublish({ predicateType, predicate: predicate === null ? null : docMap(predicate) });
  const pypiOf = (predicate: JsonValue, predicateType = pypi) =>
    readPypiPublish({ predicateType, predicate: predicate === null ? null : docMap(predicate) });

  it('of npm say name, version and registry', () => {
    expect(npmOf(good)).toMatchObject({ ok: true, value: good });
  });

  it.each([
    null,
    {},
    { ...good, name: '' },
    { ...good, version: '' },
    { ...good, registry: '' },
    { ...good, name: 7 },
    { ...good, version: ['1.2.3'] },
    { ...good, registry: null },
    { name: good.name, version: good.version },
    { name: good.name, registry: good.registry },
    { version: good.version, registry: good.registry },
    { ...good, names: ['other'] },
    { ...good, Version: '9' },
  ])('of npm that say %j are damage', (predicate) => {
    expect(npmOf(predicate)).toMatchObject({ ok: false, code: 'publish-predicate-malformed' });
  });

  it.each([null, {}])('of PyPI say nothing: %j', (predicate) => {
    expect(pypiOf(predicate)).toMatchObject({ ok: true, value: null });
  });

  it('of PyPI that say something are damage', () => {
    expect(pypiOf({ a: 1 })).toMatchObject({ ok: false, code: 'publish-predicate-malformed' });
  });

  it('of another type are not read', () => {
    expect(npmOf(good, pypi)).toMatchObject({ code: 'provenance-type-unsupported' });
    expect(pypiOf({}, npm)).toMatchObject({ code: 'provenance-type-unsupported' });
  });
});
