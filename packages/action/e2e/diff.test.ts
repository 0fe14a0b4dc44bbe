import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintPackage,
  mintPackageLock,
  startGitHub,
  startRegistry,
  type GitHubOptions,
  type LoopbackGitHub,
  type LoopbackRegistry,
  type MintedPackage,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { markdownProblems } from '../../report/src/testing/markdown-oracle.js';
import { against, baseSha, fromBranch, fromFork, mergeGroup, push } from './event-payloads.js';
import { startJob, type GitHubJob, type Step } from './github-job.js';

const old = mintPackage({ name: 'left-pad', version: '1.3.0' });
const fresh = mintPackage({ name: 'right-pad', version: '1.0.0' });
const token = 'canary-0123456789';

let registry: LoopbackRegistry;
let job: GitHubJob;
let github: LoopbackGitHub | undefined;

beforeEach(async () => {
  registry = await startRegistry({ npm: [old, fresh] });
  job = await startJob({ npmrc: `registry=${registry.url}\n` });
});
afterEach(async () => {
  await github?.close();
  github = undefined;
  await registry.close();
  await job.remove();
});

function lockOf(...packages: readonly MintedPackage[]): Readonly<Record<string, string>> {
  const entries = packages.map((each) => ({ kind: 'registry', package: each }) as const);
  return mintPackageLock({ registry: registry.url, entries }).files as Readonly<Record<string, string>>;
}

/** The base as GitHub has it, and the change in the workspace. */
async function change(options: Partial<GitHubOptions> = {}, base = lockOf(old)): Promise<LoopbackGitHub> {
  const files = new Map(Object.entries(base).map(([path, text]) => [`${baseSha}:${path}`, Buffer.from(text)]));
  await job.write(lockOf(old, fresh));
  github = await startGitHub({ repository: 'acme/shop', token, files, ...options });
  return github;
}

const run = (step: Step = {}) =>
  job.run({
    event: fromBranch,
    token,
    env: { GITHUB_API_URL: github?.apiUrl },
    ...step,
    with: { mode: 'diff', ...step.with },
  });

describe('a change', () => {
  test('is compared with its base through the API, in one comment that is updated in place', async () => {
    const { comments } = await change();
    const first = await run();
    expect(first.errors).toEqual([]);
    expect(first.exitCode).toBe(0);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toContain('right-pad');
    expect(first.outputs.get('comment')).toContain('#issuecomment-');
    await job.write(lockOf(old));
    const second = await run();
    expect(second.exitCode).toBe(0);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).not.toContain('right-pad');
  });

  test('that gives itself a waiver is judged without it, and the waiver is told', async () => {
    const waiver = {
      purl: 'pkg:npm/right-pad@1.0.0',
      check: 'provenance',
      reason: 'mine',
      owner: 'mallory',
      created: '2026-11-01',
      expires: '2027-01-31',
    };
    const { comments } = await change({}, { ...lockOf(old), 'assay.yaml': 'version: 1\n' });
    await job.write({ 'assay.yaml': JSON.stringify({ version: 1, waivers: [waiver] }) });
    const step = await run({ with: { policy: 'assay.yaml', at: '2026-11-26T00:00:00Z' } });
    expect(step.exitCode).toBe(0);
    expect(comments[0]?.body).toContain('it was judged by the base');
    expect(comments[0]?.body).toContain('mallory');
  });

  test('that changes nothing makes no comment', async () => {
    const { comments } = await change();
    await job.write(lockOf(old));
    expect(await run()).toMatchObject({ exitCode: 0, errors: [] });
    expect(comments).toEqual([]);
  });

  test('from a fork has no comment: a note says so, and the summary holds the diff', async () => {
    const { comments } = await change({ may: 'read' });
    const step = await run({ event: fromFork });
    expect(step.exitCode).toBe(0);
    expect(comments).toEqual([]);
    expect(step.stdout).toContain('from a fork may only read');
    expect(step.summary).toContain('right-pad');
    expect(markdownProblems(step.summary.replace(/^<!--.*-->$/m, ''))).toEqual([]);
  });

  test('fails for what it brings, whether the comment can be written or not', async () => {
    await change({ fault: ({ path }) => (path.includes('/issues/') ? { status: 500 } : undefined) });
    const entries = [{ kind: 'registry', package: fresh, integrity: `sha512-${'A'.repeat(86)}==` }] as const;
    await job.write(mintPackageLock({ registry: registry.url, entries: [...entries] }).files);
    const step = await run({ with: { json: 'diff.json' } });
    expect(step.exitCode).toBe(1);
    expect(step.outputs.get('report')).toBe('diff.json');
    expect(step.stdout).toContain('No comment was written');
    expect(step.stdout.split(token)).toHaveLength(2);
  });

  test('has the archives of its project on both sides', async () => {
    const entries = [{ kind: 'archive', package: old, path: 'vendor/left-pad-1.3.0.tgz' }] as const;
    const { files } = mintPackageLock({ registry: registry.url, entries });
    const played = new Map(
      Object.entries(files).map(([path, data]) => [`${baseSha}:${path}`, Buffer.from(data as Uint8Array)]),
    );
    github = await startGitHub({ repository: 'acme/shop', token, files: played });
    await job.write(files);
    const step = await run({ with: { comment: 'false', depth: 'artifacts', json: 'diff.json' } });
    expect(step).toMatchObject({ exitCode: 0, errors: [] });
    expect(step.outputs.get('changes')).toBe('0');
  });

  test('in a merge group is compared without a comment', async () => {
    const { comments } = await change();
    const step = await run({ event: mergeGroup });
    expect(step.exitCode).toBe(0);
    expect(comments).toEqual([]);
    expect(step.summary).toContain('right-pad');
  });

  test('is compared with the commit in the clone where it is there, and GitHub is not asked', async () => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@acme.example', ...args], {
        cwd: job.workspace,
        encoding: 'utf8',
      }).trim();
    const { requests } = await change();
    await job.write({ ...lockOf(old), 'assay.yaml': 'version: 1\n' });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'base');
    const sha = git('rev-parse', 'HEAD');
    await job.write({ ...lockOf(old, fresh), 'assay.yaml': 'version: 1\nrules: []\n' });
    const step = await run({ event: against(sha), with: { comment: 'false', policy: 'assay.yaml' } });
    expect(step.errors).toEqual([]);
    expect(requests).toEqual([]);
    expect(step.summary).toContain('right-pad');
    expect(step.summary).toContain('assay.yaml');
  });

  test('whose base cannot be read is a usage error that says what to do', async () => {
    await change({ may: 'none' });
    const step = await run();
    expect(step).toMatchObject({ exitCode: 2, errors: [expect.stringContaining('`contents: read`')] });
  });

  test('is none on a push: the base has to be named', async () => {
    await change();
    const step = await run({ event: push });
    expect(step).toMatchObject({ exitCode: 2, errors: [expect.stringContaining('no base to compare with')] });
  });

  test('that removes or moves a lockfile is asked for it, wherever it was and whether the base is in the clone or not', async () => {
    const lock = lockOf(old)['package-lock.json'] ?? '';
    const base = { 'web/package-lock.json': lock, 'web/package.json': '{}', 'api/package-lock.json': lock };
    await change({}, base);
    await rm(join(job.workspace, 'package-lock.json'));
    await job.write({ 'api/package-lock.json': lock, 'web/package.json': '{}' });
    const removed = await run({ with: { comment: 'false' } });
    expect(removed.exitCode).toBe(1);
    expect(removed.stdout).toContain('web/package-lock.json is gone');
    const named = await run({ with: { comment: 'false', paths: 'web/package-lock.json' } });
    expect(named.exitCode).toBe(1);
    expect(named.stdout).toContain('web/package-lock.json is gone');
    await job.write({ 'site/package-lock.json': lock });
    const moved = await run({ with: { comment: 'false' } });
    expect(moved.exitCode).toBe(0);
    expect(moved.stdout).toContain('web/package-lock.json is now site/package-lock.json');
  });

  test('that removes the lockfile of the root, and leaves others in subfolders, is an alarm', async () => {
    await change();
    await rm(join(job.workspace, 'package-lock.json'));
    await job.write({ 'docs/package-lock.json': lockOf(fresh)['package-lock.json'] ?? '' });
    const step = await run({ with: { comment: 'false' } });
    expect(step.exitCode).toBe(1);
    expect(step.stdout).toContain('package-lock.json is gone');
  });

  test('a path that neither side has is a usage error', async () => {
    await change();
    const step = await run({ with: { comment: 'false', paths: 'wbe' } });
    expect(step).toMatchObject({
      exitCode: 2,
      errors: [expect.stringContaining('neither in the base nor in the head')],
    });
  });
});
