import { join } from 'node:path';
import { temporaryFolder, writeFiles } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { isAboutChange, readJob } from './job.js';

const base = 'b'.repeat(40);
const tip = 'd'.repeat(40);
const pull = { number: 7, head: { repo: null }, base: { sha: base, repo: { id: 1 } } };

async function jobOf(event: string, payload: unknown) {
  const folder = await temporaryFolder();
  await writeFiles(folder.path, { 'event.json': JSON.stringify(payload) });
  const file = join(folder.path, 'event.json');
  try {
    return await readJob({ GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: file, GITHUB_SHA: tip });
  } finally {
    await folder.remove();
  }
}

describe('the base of a job', () => {
  it.each(['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'])(
    'is told by the event %s',
    async (event) => {
      expect(await jobOf(event, { pull_request: pull })).toMatchObject({
        baseSha: base,
        pullRequest: { isFork: true },
      });
    },
  );

  it.each([
    ['issue_comment', { issue: { number: 7, pull_request: { url: 'x' } } }],
    ['workflow_run', { workflow_run: { event: 'pull_request', pull_requests: [] } }],
  ])('is the default branch where %s is about a change', async (event, payload) => {
    expect((await jobOf(event, payload)).baseSha).toBe(tip);
  });

  it.each([
    ['issue_comment', { issue: { number: 7 } }],
    ['workflow_run', { workflow_run: { event: 'push' } }],
    ['push', { pull_request: pull }],
  ])('is none where %s is about none', async (event, payload) => {
    expect(isAboutChange(await jobOf(event, payload))).toBe(false);
  });

  it.each([
    [],
    null,
    { pull_request: 'x' },
    { pull_request: { ...pull, number: '7' } },
    { pull_request: { ...pull, base: { sha: 'refs/heads/x' } } },
    { __proto__: { pull_request: pull } },
  ])('that a payload does not tell is an error: %j', async (payload) => {
    await expect(jobOf('pull_request', payload)).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  });
});
