import { DocMap } from '@assay/documents';
import { digestOf, type CertificateClaims, type Signer } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { checkPypiStatement, type PypiCase, type PypiStatement } from './check-pypi-statement.js';
import type { PublisherClaim } from './publisher-claim.js';

const commit = 'a'.repeat(40);
const digest = digestOf('sha256', 'wheel');
const file = 'tool-1.0-py3-none-any.whl';

const statement: PypiStatement = {
  statementType: 'https://in-toto.io/Statement/v1',
  subjects: [{ name: file, digests: [digest] }],
  predicateType: 'https://docs.pypi.org/attestations/publish/v1',
  predicate: null,
};

function signedBy(claims: CertificateClaims, issuer = 'https://token.actions.githubusercontent.com'): Signer {
  const san = { type: 'uri', value: claims.buildConfigUri ?? '' } as const;
  return { kind: 'identity', san, issuer, claims, certificate: digest };
}

const claims = {
  sourceRepositoryUri: 'https://github.com/acme/tool',
  sourceRepositoryRef: 'refs/tags/v1.0',
  sourceRepositoryDigest: commit,
  buildConfigUri: 'https://github.com/acme/tool/.github/workflows/release.yml@refs/tags/v1.0',
};
const publisher: PublisherClaim = {
  kind: 'github',
  repository: 'acme/tool',
  workflow: 'release.yml',
  environment: '',
};
const good: PypiCase = { statement, signer: signedBy(claims), file, publisher };

function judge(change: Partial<PypiCase>): string {
  const result = checkPypiStatement({ ...good, ...change });
  return result.ok ? 'ok' : result.code;
}
const saying = (change: Partial<PypiStatement>) => judge({ statement: { ...statement, ...change } });
const fields = (change: Partial<PypiCase>) => {
  const result = checkPypiStatement({ ...good, ...change });
  return result.ok ? [] : (result.differences ?? []).map(({ field }) => field);
};

function predicate(): DocMap {
  const map = new DocMap(1);
  map.set('a', 1, 1);
  return map;
}

describe('a statement of PyPI', () => {
  it.each([
    ['in-toto v0.1', { statementType: 'https://in-toto.io/Statement/v0.1' }, 'pypi-statement-version'],
    ['no subject', { subjects: [] }, 'pypi-subject-count'],
    ['two subjects', { subjects: [...statement.subjects, ...statement.subjects] }, 'pypi-subject-count'],
    [
      'SHA-512 alone',
      { subjects: [{ name: file, digests: [digestOf('sha512', 'wheel')] }] },
      'pypi-subject-digest-missing',
    ],
    ['no name', { subjects: [{ digests: [digest] }] }, 'pypi-subject-name-malformed'],
    ['a name that is no file name', { subjects: [{ name: 'tool', digests: [digest] }] }, 'pypi-subject-name-malformed'],
    [
      'the name of another version',
      { subjects: [{ name: 'tool-1.1-py3-none-any.whl', digests: [digest] }] },
      'pypi-subject-name-mismatch',
    ],
    [
      'the name of the sdist',
      { subjects: [{ name: 'tool-1.0.tar.gz', digests: [digest] }] },
      'pypi-subject-name-mismatch',
    ],
    ['another predicate type', { predicateType: 'https://cosign.sigstore.dev' }, 'pypi-predicate-type-unsupported'],
    ['SLSA v0.2', { predicateType: 'https://slsa.dev/provenance/v0.2' }, 'pypi-predicate-type-unsupported'],
    ['a publish predicate that says something', { predicate: predicate() }, 'publish-predicate-malformed'],
  ])('with %s is refused', (_, change, code) => {
    expect(saying(change)).toBe(code);
  });

  it.each([
    ['an empty predicate', { predicate: new DocMap(1) }],
    ['SLSA v1', { predicateType: 'https://slsa.dev/provenance/v1', predicate: predicate() }],
    ['another spelling of the name', { subjects: [{ name: 'Tool-1.0.0-py3-none-any.whl', digests: [digest] }] }],
  ])('with %s is accepted', (_, change) => {
    expect(saying(change)).toBe('ok');
  });

  it('is refused for a file that is renamed, and accepted where only the digest is known', () => {
    expect(judge({ file: 'download.whl' })).toBe('pypi-subject-name-mismatch');
    const { file: _, ...withoutName } = good;
    expect(checkPypiStatement(withoutName).ok).toBe(true);
  });
});

describe('what was compared', () => {
  it('is told, rule by rule', () => {
    const result = checkPypiStatement(good);
    expect(result.ok && result.value.map(({ step, result: how }) => `${step} ${how}`)).toEqual([
      'pypi-subject proven',
      'pypi-file-name proven',
      'pypi-predicate-type proven',
      'pypi-publisher proven',
    ]);
    const slsa = { ...statement, predicateType: 'https://slsa.dev/provenance/v1', predicate: predicate() };
    const { file: _, publisher: __, ...bare } = good;
    const other = checkPypiStatement({ ...bare, statement: slsa });
    expect(other.ok && other.value.map(({ step }) => step)).toEqual(['pypi-subject', 'pypi-predicate-type']);
    expect(result.ok && result.value.at(-1)?.detail).toBe('The provenance names "acme/tool", as the certificate does.');
  });

  it('is told up to what failed, with both sides', () => {
    const renamed = checkPypiStatement({ ...good, file: 'tool-2.0-py3-none-any.whl' });
    expect(renamed).toMatchObject({
      trail: [{ step: 'pypi-subject' }],
      differences: [{ field: 'file', expected: 'tool-2.0-py3-none-any.whl', actual: file }],
      detail: `The subject is called "${file}", the file "tool-2.0-py3-none-any.whl".`,
    });
    const other = checkPypiStatement({ ...good, publisher: { ...publisher, workflow: 'x.yml' } });
    expect(other).toMatchObject({
      detail:
        'workflow: the provenance says "https://github.com/acme/tool/.github/workflows/x.yml", the certificate "https://github.com/acme/tool/.github/workflows/release.yml".',
    });
    const silent = checkPypiStatement({ ...good, signer: signedBy({ ...claims, buildConfigUri: '' }) });
    expect(silent).toMatchObject({ differences: [{ field: 'workflow' }, { field: 'workflow-ref' }] });
    expect(silent.ok ? '' : silent.detail).toContain(
      'workflow-ref: the provenance says "that of the source", the certificate states none.',
    );
    expect(silent.ok ? {} : silent.differences?.[0]).not.toHaveProperty('actual');
  });

  it('needs a SHA-256 among the digests, and no more', () => {
    const digests = [digestOf('sha512', 'wheel'), digest];
    expect(saying({ subjects: [{ name: file, digests }] })).toBe('ok');
  });
});

describe('the publisher of the document', () => {
  const signer = (change: CertificateClaims) => signedBy({ ...claims, ...change });

  it.each([
    ['another repository', { publisher: { ...publisher, repository: 'acme/other' } }, ['repository', 'workflow']],
    ['another spelling', { publisher: { ...publisher, repository: 'Acme/tool' } }, ['repository', 'workflow']],
    [
      'another workflow: pypi-attestations takes it from the document',
      { publisher: { ...publisher, workflow: 'evil.yml' } },
      ['workflow'],
    ],
    ['a path for a workflow', { publisher: { ...publisher, workflow: '../evil/release.yml' } }, ['workflow']],
    [
      'a workflow that leads into the ref',
      { publisher: { ...publisher, workflow: 'release.yml@refs/tags/v1.0' } },
      ['workflow'],
    ],
    ['another issuer', { signer: signedBy(claims, 'https://gitlab.com') }, ['issuer']],
    [
      'a workflow at another ref than the source',
      { signer: signer({ sourceRepositoryRef: 'refs/heads/x' }) },
      ['workflow-ref'],
    ],
    [
      'no workflow in the certificate',
      { signer: signedBy({ ...claims, buildConfigUri: '' }) },
      ['workflow', 'workflow-ref'],
    ],
    [
      'another environment: pypi-attestations ignores it',
      { publisher: { ...publisher, environment: 'pypi' }, signer: signer({ deploymentEnvironment: 'test' }) },
      ['environment'],
    ],
    ['a key', { signer: { kind: 'managed-key', key: digest } }, ['kind']],
    ['an e-mail', { publisher: { kind: 'google', email: 'a@b.example' } }, ['issuer', 'email']],
  ] as const)('is refused when the certificate says otherwise: %s', (_, change, differing) => {
    expect(judge(change)).toBe('pypi-publisher-mismatch');
    expect(fields(change)).toEqual(differing);
  });

  it('of a kind that is not known could not be compared', () => {
    expect(judge({ publisher: { kind: 'other', name: 'ActiveState' } })).toBe('pypi-publisher-kind-unsupported');
  });

  it.each([
    [
      'a workflow that is named by its commit',
      { signer: signer({ buildConfigUri: claims.buildConfigUri.replace('refs/tags/v1.0', commit) }) },
    ],
    ['any environment', { signer: signer({ deploymentEnvironment: 'release' }) }],
    [
      'an environment that differs by case, as GitHub compares them',
      { publisher: { ...publisher, environment: 'pypi' }, signer: signer({ deploymentEnvironment: 'PyPI' }) },
    ],
    [
      'an environment, and a certificate from before there were environments',
      { publisher: { ...publisher, environment: 'pypi' } },
    ],
  ] as [string, Partial<PypiCase>][])('is accepted with %s', (_, change) => {
    expect(judge(change)).toBe('ok');
  });

  it('is not asked for where a single attestation names none', () => {
    const { publisher: _, ...single } = good;
    expect(checkPypiStatement({ ...single, signer: signer({ sourceRepositoryUri: 'https://x.example' }) }).ok).toBe(
      true,
    );
  });

  it('says so when the environment could not be compared', () => {
    const result = checkPypiStatement({ ...good, publisher: { ...publisher, environment: 'pypi' } });
    expect(result.ok && result.value.at(-1)?.detail).toContain('no environment to compare');
  });

  it('says nothing of environments that could be compared, or need not be', () => {
    const named = { ...publisher, environment: 'pypi' };
    for (const change of [{ publisher: named, signer: signer({ deploymentEnvironment: 'pypi' }) }, {}]) {
      const result = checkPypiStatement({ ...good, ...change });
      expect(result.ok && result.value.at(-1)?.detail).not.toContain('environment');
    }
  });

  it('of GitLab is compared by project and pipeline file, environments with their case', () => {
    const gitlab = {
      kind: 'gitlab',
      repository: 'group/sub/tool',
      workflow: '.gitlab-ci.yml',
      environment: 'Prod',
    } as const;
    const uri = 'https://gitlab.com/group/sub/tool';
    const stated = {
      sourceRepositoryUri: uri,
      sourceRepositoryRef: 'refs/tags/v1',
      buildConfigUri: `${uri}//.gitlab-ci.yml@refs/tags/v1`,
    };
    const by = (more: CertificateClaims) => signedBy({ ...stated, ...more }, 'https://gitlab.com');
    expect(judge({ publisher: gitlab, signer: by({ deploymentEnvironment: 'Prod' }) })).toBe('ok');
    expect(fields({ publisher: gitlab, signer: by({ deploymentEnvironment: 'prod' }) })).toEqual(['environment']);
    expect(fields({ publisher: { ...gitlab, repository: 'group/tool' }, signer: by({}) })).toEqual([
      'repository',
      'workflow',
    ]);
  });

  it('of Google is compared by an address of type e-mail', () => {
    const google = { kind: 'google', email: 'bot@acme.example' } as const;
    const by = (type: 'email' | 'uri'): Signer => ({
      kind: 'identity',
      san: { type, value: google.email },
      issuer: 'https://accounts.google.com',
      claims: {},
      certificate: digest,
    });
    expect(judge({ publisher: google, signer: by('email') })).toBe('ok');
    expect(fields({ publisher: google, signer: by('uri') })).toEqual(['email']);
  });
});
