import { AssayError } from '@assay/model';
import { describe, expect, it } from 'vitest';
import {
  isReleaseSpec,
  parsePublisherSpec,
  parseReleaseSpec,
  type PublisherFields,
} from './verify-attestation-publisher.js';

function refusal(spec: string, fields?: PublisherFields): string {
  try {
    return JSON.stringify(parsePublisherSpec(spec, fields));
  } catch (error) {
    if (error instanceof AssayError) return error.code;
    throw error;
  }
}

describe('a publisher in words', () => {
  it.each([
    '',
    'github',
    'github:',
    'github:acme',
    'github:acme/',
    'github:/tool',
    'github:acme/tool/more',
    'github:acme/*',
    'github:*/*',
    'github:acme/..',
    'github: acme/tool',
    'github:acme/tool ',
    'github:acme/tool@refs/heads/main',
    'github:acme/tоol',
    'GitHub:acme/tool',
    'https://github.com/acme/tool',
    'gitlab:tool',
    'gitlab:group//tool',
    'buildkite:pipeline',
    'google:someone',
    'google:a b@c.example',
    'email:a@b.example',
    '__proto__:acme/tool',
  ])('%j is none', (spec) => {
    expect(refusal(spec)).toBe('ERR_USAGE');
  });

  it.each<[string, PublisherFields]>([
    ['an id that is no number', { repositoryId: 'x' }],
    ['an id with a zero before it', { ownerId: '01' }],
    ['an id that is negative', { repositoryId: '-1' }],
    ['an id of another script', { repositoryId: '１' }],
    ['no id at all', { repositoryId: '' }],
    ['a workflow with its ref', { workflow: 'release.yml@refs/tags/v1' }],
    ['a workflow that leads out', { workflow: '.github/workflows/../../x.yml' }],
    ['an empty workflow', { workflow: '' }],
    ['a reusable workflow without its repository', { signerWorkflow: 'attest.yml' }],
    ['a reusable workflow of every repository', { signerWorkflow: '*/*/.github/workflows/attest.yml' }],
    ['a reusable workflow with its ref', { signerWorkflow: 'a/b/.github/workflows/attest.yml@v1' }],
    ['a branch that is no ref', { ref: 'main' }],
    ['a version, which a file has not', { ref: 'refs/tags/v{version}' }],
    ['an empty environment', { environment: '' }],
    ['a runner that nobody has', { runner: 'mine' }],
  ])('is refused with %s', (_, fields) => {
    expect(refusal('github:acme/tool', fields)).toBe('ERR_USAGE');
  });

  it('of Google or Buildkite has nothing to narrow: an option that could not be compared must not look as if it was', () => {
    expect(refusal('google:a@b.example', { environment: 'x' })).toBe('ERR_USAGE');
    expect(refusal('buildkite:acme/tool', { ref: 'refs/heads/main' })).toBe('ERR_USAGE');
  });

  it('is an expected publisher', () => {
    const fields = {
      repositoryId: '1',
      ownerId: '2',
      workflow: 'release.yml',
      ref: 'refs/tags/v*',
      environment: 'pypi',
    };
    expect(parsePublisherSpec('github:acme/tool', { ...fields, runner: 'github-hosted' })).toEqual({
      ...fields,
      kind: 'github',
      repository: 'acme/tool',
      workflow: '.github/workflows/release.yml',
      runner: 'github-hosted',
    });
    const signerWorkflow = 'acme/shared/.github/workflows/attest.yml';
    expect(parsePublisherSpec('github:acme/tool', { signerWorkflow })).toMatchObject({ signerWorkflow });
    expect(refusal('gitlab:acme/tool', { signerWorkflow })).toBe('ERR_USAGE');
    expect(parsePublisherSpec('gitlab:group/sub/tool', { workflow: '.gitlab-ci.yml' })).toEqual({
      kind: 'gitlab',
      repository: 'group/sub/tool',
      workflow: '.gitlab-ci.yml',
    });
    expect(parsePublisherSpec('buildkite:acme/tool')).toEqual({ kind: 'buildkite', repository: 'acme/tool' });
    expect(parsePublisherSpec('google:a@b.example')).toEqual({ kind: 'google', email: 'a@b.example' });
  });
});

describe("the issuer of a publisher's own server", () => {
  it('is an https URL, letter by letter as certificates state it', () => {
    const issuer = 'https://token.actions.acme.ghe.com';
    expect(parsePublisherSpec('github:acme/tool', { issuer })).toEqual({
      kind: 'github',
      repository: 'acme/tool',
      issuer,
    });
    const enterprise = 'https://token.actions.githubusercontent.com/hammer-time';
    expect(parsePublisherSpec('github:acme/tool', { issuer: enterprise })).toMatchObject({ issuer: enterprise });
  });

  it.each([
    '',
    'token.example',
    'http://token.example',
    'https://token.example#x',
    'https://a@token.example',
    'https://',
  ])('is not "%s"', (issuer) => {
    expect(() => parsePublisherSpec('github:acme/tool', { issuer })).toThrow('is not an issuer');
  });
});

describe("GitHub's record of a release", () => {
  it('is named by repository, ids and tag', () => {
    expect(isReleaseSpec('github-release:acme/tool')).toBe(true);
    expect(isReleaseSpec('github:acme/tool')).toBe(false);
    const fields = { repositoryId: '12', ownerId: '3', ref: 'refs/tags/v1' };
    expect(parseReleaseSpec('github-release:acme/tool', fields)).toEqual({
      repository: 'acme/tool',
      repositoryId: '12',
      ownerId: '3',
      tag: 'v1',
    });
  });

  it.each(['github-release:', 'github-release:acme', 'github-release:acme/tool/x', 'github-release:acme/*'])(
    '"%s" names none',
    (spec) => {
      expect(() => parseReleaseSpec(spec)).toThrow('is not a publisher');
    },
  );

  it.each([
    [{ workflow: 'release.yml' }, 'has no workflow'],
    [{ environment: 'npm' }, 'has no environment'],
    [{ issuer: 'https://x.example' }, 'has no issuer'],
    [{ ref: 'refs/heads/main' }, 'is not the ref of a tag'],
    [{ ref: 'refs/tags/v*' }, 'is not the ref of a tag'],
    [{ ref: 'refs/tags/' }, 'is not the ref of a tag'],
    [{ repositoryId: '012' }, 'is not a repository id'],
  ])('%j narrows nothing there', (fields, message) => {
    expect(() => parseReleaseSpec('github-release:acme/tool', fields)).toThrow(message);
  });
});

describe('a mistyped publisher', () => {
  const hintOf = (spec: string, fields?: PublisherFields) => {
    try {
      parsePublisherSpec(spec, fields);
      return null;
    } catch (error) {
      return error instanceof AssayError ? error.hint : null;
    }
  };

  it('is told with the nearest kind', () => {
    expect(hintOf('githb:acme/tool')).toContain('Did you mean github:?');
    expect(hintOf('GitLab:acme/tool')).toContain('Did you mean gitlab:?');
    expect(hintOf('zzzzzzzz:acme/tool')).not.toContain('Did you mean');
  });

  it('always has a next step, also for its runner', () => {
    expect(hintOf('github:acme/tool', { runner: 'github*' })).toContain('without patterns');
    expect(hintOf('github:acme/tool', { runner: 'github-hostd' })).toContain('Did you mean github-hosted?');
  });
});
