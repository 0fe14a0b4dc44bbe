import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { githubServerOf } from './github-server.js';
import { parseSourceUri } from './source-uri.js';
import {
  parseGithubWorkflowRef,
  parseGithubWorkflowUri,
  parseGitlabConfigUri,
  parseWorkflowUri,
} from './workflow-uri.js';

const sha = 'a'.repeat(40);
const good = 'https://github.com/acme/ui/.github/workflows/release.yml@refs/tags/v1';

describe('a GitHub workflow’s address', () => {
  it.each([
    [good, '.github/workflows/release.yml', 'refs/tags/v1'],
    [good.replace('v1', '@acme/ui@1.0.0'), '.github/workflows/release.yml', 'refs/tags/@acme/ui@1.0.0'],
    [good.replace('release.yml', 'a@b.yml'), '.github/workflows/a@b.yml', 'refs/tags/v1'],
    [good.replace('refs/tags/v1', sha), '.github/workflows/release.yml', sha],
    [good.replace('refs/tags/v1', 'b'.repeat(64)), '.github/workflows/release.yml', 'b'.repeat(64)],
    [good.replace('release.yml', 'x@refs'), '.github/workflows/x@refs', 'refs/tags/v1'],
  ])('%s is read', (text, path, ref) => {
    expect(parseGithubWorkflowUri(text)).toEqual({ repository: 'https://github.com/acme/ui', path, ref });
    expect(parseWorkflowUri(text)).toEqual(parseGithubWorkflowUri(text));
  });

  it('may be on a server with a port', () => {
    expect(parseGithubWorkflowUri(good.replace('github.com', 'ghes.example:8443'))?.repository).toBe(
      'https://ghes.example:8443/acme/ui',
    );
  });

  it.each([
    '',
    good.replace('https:', 'http:'),
    good.replace('https://', ''),
    // Where an address stands later, what comes before it must not be taken for it.
    `123456789012345678/acme/ui/.github/workflows/x.yml@refs/tags/https://github.com/`,
    good.replace('refs/tags/v1', `x${sha}`),
    ` ${good}`,
    `${good} `,
    `${good}\n`,
    `${good}\\`,
    good.replace('github.com', 'github.com@evil.example'),
    good.replace('github.com/', 'github.com/.github/'),
    good.replace('/ui', ''),
    good.replace('acme', ''),
    good.replace('acme', 'a b'),
    good.replace('ui/', 'ui@x/'),
    good.replace('ui/', 'u%69/'),
    good.replace('release.yml', 'sub/release.yml'),
    good.replace('release.yml', '..'),
    good.replace('release.yml', '.'),
    good.replace('release.yml', ''),
    good.replace('release.yml', 'a b.yml'),
    good.replace('release.yml', 'a%2fb.yml'),
    good.replace('.github/workflows', '.github/workflow'),
    good.replace('@refs/tags/v1', ''),
    good.replace('refs/tags/v1', 'v1'),
    good.replace('refs/tags/v1', 'refs/'),
    good.replace('refs/tags/v1', 'refs'),
    good.replace('refs/tags/v1', 'xrefs/tags/v1'),
    good.replace('refs/tags/v1', 'a'.repeat(39)),
    good.replace('refs/tags/v1', `${sha}/x`),
    good.replace('refs/tags/v1', sha.toUpperCase()),
  ])('%j is none', (text) => {
    expect(parseGithubWorkflowUri(text)).toBeNull();
  });

  it('without a host is a workflow reference', () => {
    const text = good.slice('https://github.com/'.length);
    expect(parseGithubWorkflowRef(text)).toEqual({ ...parseGithubWorkflowUri(good), repository: 'acme/ui' });
    expect(parseGithubWorkflowRef(good)).toBeNull();
    expect(parseGithubWorkflowRef(`/${text}`)).toBeNull();
  });

  it('is what its parts make', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const given of [text, `${good}${text}`, good.replace('release', text)]) {
          const read = parseGithubWorkflowUri(given);
          if (read !== null) expect(`${read.repository}/${read.path}@${read.ref}`).toBe(given);
        }
      }),
    );
  });
});

describe('a GitLab configuration’s address', () => {
  const lab = 'https://gitlab.com/group/sub/ui//ci/release.yml@refs/heads/main';
  it('is read', () => {
    expect(parseGitlabConfigUri(lab)).toEqual({
      repository: 'https://gitlab.com/group/sub/ui',
      path: 'ci/release.yml',
      ref: 'refs/heads/main',
    });
    expect(parseWorkflowUri(lab)).toEqual(parseGitlabConfigUri(lab));
    expect(parseGitlabConfigUri(lab.replace('/sub', ''))?.repository).toBe('https://gitlab.com/group/ui');
    expect(parseGitlabConfigUri(lab.replace('.com', '.example:8443'))?.repository).toBe(
      'https://gitlab.example:8443/group/sub/ui',
    );
    expect(parseGitlabConfigUri(lab.replace('.yml@', '.yml@refs/x@'))?.path).toBe('ci/release.yml@refs/x');
  });

  it.each([
    '',
    lab.replace('https:', 'http:'),
    `x${lab}`,
    lab.replace('/group/sub/ui', ''),
    lab.replace('ui//', 'ui/'),
    lab.replace('group/sub/ui', 'ui'),
    lab.replace('group/', '/'),
    lab.replace('sub', 's b'),
    lab.replace('ci/release.yml', ''),
    lab.replace('refs/heads/main', 'main'),
    lab.replace('refs/heads/main', 'refs/'),
    lab.replace('refs/heads/main', sha),
    lab.replace('@refs/heads/main', ''),
    `${lab} x`,
    `${lab}\nx`,
  ])('%j is none', (text) => {
    expect(parseGitlabConfigUri(text)).toBeNull();
  });
});

describe('a source’s address', () => {
  it.each([
    ['git+https://github.com/acme/ui', { repository: 'https://github.com/acme/ui' }],
    ['https://github.com/acme/ui', { repository: 'https://github.com/acme/ui' }],
    [
      'git+https://github.com/acme/ui@refs/heads/main',
      { repository: 'https://github.com/acme/ui', ref: 'refs/heads/main' },
    ],
    ['git+https://gitlab.com/a/b/c@v1@2', { repository: 'https://gitlab.com/a/b/c', ref: 'v1@2' }],
  ])('%s is read', (text, source) => {
    expect(parseSourceUri(text)).toStrictEqual(source);
  });

  it.each([
    '',
    'git+ssh://github.com/acme/ui',
    'git+http://github.com/acme/ui',
    'xgit+https://github.com/acme/ui',
    'https://github.com/acme',
    'https://github.com/acme/ui/',
    'https://github.com//ui',
    'https://u@github.com/acme/ui',
    'https://github.com/acme/ui@',
    'https://github.com/acme/ui?x',
    'https://github.com/acme/ui#x',
    'https://github.com/acme/u%69',
    'https://github.com/acme/ui x',
    'https://github.com/acme/ui@a b',
    'https://github.com/acme/ui\n',
  ])('%j is none', (text) => {
    expect(parseSourceUri(text)).toBeNull();
  });

  it('takes time in proportion to its length', () => {
    const start = performance.now();
    parseSourceUri(`https://github.com${'/a'.repeat(200_000)} `);
    parseSourceUri(`https://github.com/a/b@${'@'.repeat(400_000)} `);
    parseGithubWorkflowUri(`https://github.com${'/a@'.repeat(100_000)}`);
    parseGitlabConfigUri(`https://gitlab.com/a/b//${'@refs/'.repeat(100_000)} `);
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});

describe('the server of an issuer', () => {
  it.each([
    ['https://token.actions.githubusercontent.com', 'https://github.com'],
    ['https://token.actions.githubusercontent.com/acme', 'https://github.com'],
    ['https://token.actions.acme.ghe.com', 'https://acme.ghe.com'],
    ['https://ghes.example/_services/token', 'https://ghes.example'],
    ['https://ghes.example:8443/_services/token', 'https://ghes.example:8443'],
    [
      'https://token.actions.githubusercontent.com.evil.example',
      'https://token.actions.githubusercontent.com.evil.example',
    ],
    ['https://token.actions.a.b.ghe.com', 'https://token.actions.a.b.ghe.com'],
    ['https://xtoken.actions.acme.ghe.com', 'https://xtoken.actions.acme.ghe.com'],
    ['https://token.actions.acme.ghe.com.example', 'https://token.actions.acme.ghe.com.example'],
    ['http://token.actions.githubusercontent.com', null],
    ['https://token.actions.githubusercontent.com@evil.example', null],
    ['https://ghes.example/?x', null],
    ['xhttps://ghes.example', null],
    ['', null],
  ])('%s: %s', (issuer, server) => {
    expect(githubServerOf(issuer)).toBe(server);
  });
});
