import { startGitHub, type GitHubOptions, type LoopbackGitHub, type PlayedComment } from '@assay/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import type { NetworkConfiguration } from '../client-config/index.js';
import { apiEndpoint, repositoryUrl } from './github-api.js';
import { GitHubClient } from './github-client.js';
import { listRepositoryFiles } from './list-repository-files.js';
import { readRepositoryFile } from './read-repository-file.js';
import { writeComment } from './write-comment.js';

const network: NetworkConfiguration = {
  proxyFor: () => null,
  tlsFor: () => ({ ca: [], strictSsl: true }),
  privateOrigins: new Set(),
};
const repository = 'acme/shop';
const token = 'canary-token-0123456789';
const commit = 'a'.repeat(40);
const marker = '<!-- assay -->';

let github: LoopbackGitHub | undefined;
let client: GitHubClient | undefined;

afterEach(async () => {
  await client?.close();
  await github?.close();
});

async function start(options: Partial<GitHubOptions> = {}, given: string | null = token) {
  github = await startGitHub({ repository, token, ...options });
  const limits = { requestMs: 2000, totalMs: 10_000, retries: 2, backoffMs: 1 };
  client = new GitHubClient({ network, limits, ...(given === null ? {} : { token: given }) });
  return { github, client, at: { apiUrl: github.apiUrl, repository } };
}

const comment = (body: string) => ({ number: 7, marker, body });
const by = (login: string, type: 'User' | 'Bot') => ({ login, type });

describe('a comment', () => {
  it('is made once and updated in place after that', async () => {
    const { github, client, at } = await start();
    expect(await writeComment(client, { ...at, ...comment('one') })).toMatchObject({ updated: false });
    expect(await writeComment(client, { ...at, ...comment('two') })).toMatchObject({ updated: true });
    expect(github.comments.map(({ body }) => body)).toEqual([`${marker}\ntwo`]);
  });

  it('is found behind hundreds of others', async () => {
    const others: PlayedComment[] = Array.from({ length: 250 }, (_, index) => ({
      id: index + 1,
      issue: 7,
      body: `talk ${String(index)}`,
      user: by('somebody', 'User'),
    }));
    const ours = { id: 999, issue: 7, body: `${marker}\nold`, user: by('github-actions[bot]', 'Bot') };
    const { github, client, at } = await start({ comments: [...others, ours] });
    expect(await writeComment(client, { ...at, ...comment('new') })).toMatchObject({ updated: true });
    expect(github.comments).toHaveLength(251);
  });

  it('of somebody else is left alone, even when it holds the marker', async () => {
    const planted = { id: 1, issue: 7, body: `${marker}\nall is well`, user: by('mallory', 'User') };
    const quoted = { id: 2, issue: 7, body: `> ${marker}\n`, user: by('other[bot]', 'Bot') };
    const { github, client, at } = await start({ comments: [planted, quoted] });
    expect(await writeComment(client, { ...at, ...comment('bad') })).toMatchObject({ updated: false });
    expect(github.comments.map(({ body }) => body)).toEqual([planted.body, quoted.body, `${marker}\nbad`]);
  });

  it('of a person’s own token is found by the person’s name', async () => {
    const own = { id: 3, issue: 7, body: `${marker}\nold`, user: by('alice', 'User') };
    const { github, client, at } = await start({ comments: [own], user: 'alice' });
    expect(await writeComment(client, { ...at, ...comment('new') })).toMatchObject({ updated: true });
    expect(github.comments).toHaveLength(1);
  });

  it('is refused with a token that may only read, and that is a value', async () => {
    const { client, at } = await start({ may: 'read' });
    const problem = await writeComment(client, { ...at, ...comment('x') });
    expect(problem).toMatchObject({ problem: 'denied', detail: expect.stringContaining('may not') as string });
  });
});

describe('what GitHub answers', () => {
  const answers: readonly [string, NonNullable<GitHubOptions['fault']>, string][] = [
    [
      'a rate limit',
      () => ({ status: 403, body: { message: 'API rate limit exceeded for 127.0.0.1' } }),
      'rate-limited',
    ],
    ['too many requests', () => ({ status: 429, headers: { 'retry-after': '0' } }), 'rate-limited'],
    ['that it is out', () => ({ status: 502, body: Buffer.from('<html>bad gateway') }), 'unavailable'],
    ['a redirect', () => ({ status: 301, headers: { location: 'http://elsewhere.test/' } }), 'moved'],
    ['that nobody is there', () => ({ status: 404 }), 'absent'],
  ];
  it.each(answers)('%s is explained, and the token stands in no explanation', async (_, fault, problem) => {
    const { client, at } = await start({ fault });
    const read = await readRepositoryFile(client, { ...at, path: 'assay.yaml', commit, maxBytes: 1000 });
    expect(read).toMatchObject({ problem });
    expect(JSON.stringify(read)).not.toContain(token);
  });

  it('with the token in it comes out without', async () => {
    const { client, at } = await start({ fault: () => ({ status: 403, body: { message: `no: ${token}` } }) });
    const read = await readRepositoryFile(client, { ...at, path: 'assay.yaml', commit, maxBytes: 1000 });
    expect(JSON.stringify(read)).not.toContain(token);
  });

  it('is asked for again when it is out, but a comment is not made twice', async () => {
    const { github, client, at } = await start({
      fault: ({ method }) => (method === 'POST' ? { status: 500 } : undefined),
    });
    expect(await writeComment(client, { ...at, ...comment('x') })).toMatchObject({ problem: 'unavailable' });
    expect(github.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

describe('a file of a repository', () => {
  const files = new Map([[`${commit}:config/assay.yaml`, Buffer.from('version: 1\n')]]);

  it('is read as it was at a commit, with a token that may only read', async () => {
    const { client, at, github } = await start({ files, may: 'read' });
    const read = await readRepositoryFile(client, { ...at, path: 'config/assay.yaml', commit, maxBytes: 1000 });
    expect(new TextDecoder().decode(read as Uint8Array)).toBe('version: 1\n');
    expect(github.requests[0]?.headers.authorization).toBe(`Bearer ${token}`);
  });

  it('is read without a token where it is public', async () => {
    const { client, at, github } = await start({ files }, null);
    expect(
      await readRepositoryFile(client, { ...at, path: 'config/assay.yaml', commit, maxBytes: 1000 }),
    ).toBeInstanceOf(Uint8Array);
    expect(github.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('that is too large is refused', async () => {
    const { client, at } = await start({ files });
    expect(await readRepositoryFile(client, { ...at, path: 'config/assay.yaml', commit, maxBytes: 3 })).toMatchObject({
      problem: 'unavailable',
    });
  });

  it('has a path without dots', async () => {
    const { client, at } = await start();
    const read = () => readRepositoryFile(client, { ...at, path: '../../user', commit, maxBytes: 10 });
    expect(read).toThrow('dots');
  });
});

describe('the API’s URL', () => {
  it('is that of the Enterprise Server where the job names one', () => {
    const at = { apiUrl: 'https://git.acme.example/api/v3/', repository };
    expect(repositoryUrl(at, ['contents', 'a b', '#c'], { ref: commit }).href).toBe(
      `https://git.acme.example/api/v3/repos/acme/shop/contents/a%20b/%23c?ref=${commit}`,
    );
  });

  it.each(['http://git.acme.example/api/v3', 'ftp://git.acme.example', 'https://user:pw@git.acme.example', ''])(
    'is refused as %j: a token is not sent there',
    (apiUrl) => {
      expect(() => apiEndpoint(apiUrl, ['user'])).toThrow('GITHUB_API_URL');
    },
  );

  it.each(['acme', 'acme/shop/x', '../shop', 'acme/..', 'a b/c', ''])('is not built for the repository %j', (name) => {
    expect(() => repositoryUrl({ apiUrl: 'https://api.github.test', repository: name }, ['issues'])).toThrow();
  });
});

describe('the list of a commit’s files', () => {
  const files = new Map(
    ['Gemfile.lock', 'web/app/package-lock.json'].map((path) => [`${commit}:${path}`, Buffer.from('')]),
  );

  it('is whole', async () => {
    const { client, at } = await start({ files });
    expect(await listRepositoryFiles(client, { ...at, commit })).toEqual(['Gemfile.lock', 'web/app/package-lock.json']);
  });

  it('is the root’s where GitHub cuts it off', async () => {
    const fault: GitHubOptions['fault'] = ({ path }) =>
      path.includes('recursive') ? { status: 200, body: { tree: [], truncated: true } } : undefined;
    const { client, at } = await start({ files, fault });
    expect(await listRepositoryFiles(client, { ...at, commit })).toEqual(['Gemfile.lock']);
  });

  it.each([
    [{ status: 404 }, 'absent'],
    [{ status: 200, body: Buffer.from('<html>') }, 'malformed'],
    [{ status: 200, body: [] }, 'malformed'],
    [{ status: 200, body: { tree: {} } }, 'malformed'],
    [{ status: 200, body: { tree: [], truncated: true } }, 'malformed'],
  ])('is a problem where the answer is %j', async (answer, problem) => {
    const { client, at } = await start({ fault: () => answer });
    expect(await listRepositoryFiles(client, { ...at, commit })).toMatchObject({ problem });
  });
});
