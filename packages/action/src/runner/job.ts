/** What the workflow's job is about. */

import { readFile, stat } from 'node:fs/promises';
import { AssayError } from '@assay/model';

/** A pull request, as the event tells it. */
interface PullRequest {
  readonly number: number;
  /** Commit that the change is against. */
  readonly baseSha: string;
  /** The change comes from another repository: its job has no secrets, and a token that may only read. */
  readonly isFork: boolean;
}

/** The job. */
export interface Job {
  /** `push`, `pull_request`, `merge_group` …; empty outside of GitHub. */
  readonly event: string;
  /** `owner/name`; empty outside of GitHub. */
  readonly repository: string;
  /** Root of the REST API: another one on GitHub Enterprise Server; empty outside of GitHub. */
  readonly apiUrl: string;
  readonly pullRequest?: PullRequest;
  /** Commit of the base branch that the change of a pull request or merge group is against. */
  readonly baseSha?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** GitHub's own limit for a payload is 25 MB. */
const maxEventBytes = 32 * 1024 * 1024;

const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Events about a change that is not in the branch yet. */
const aboutChanges: ReadonlySet<string> = new Set([
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  'merge_group',
]);

/**
 * Events that may be about a change, and run in the default branch: their jobs have its secrets, and often check out the change. GITHUB_SHA
 * is a commit of the default branch.
 */
const besideChanges: ReadonlySet<string> = new Set(['issue_comment', 'workflow_run']);

function isBesideChange(payload: Fields): boolean {
  const [before, issue] = [asObject(payload['workflow_run']), asObject(payload['issue'])];
  const event = before['event'];
  return (typeof event === 'string' && aboutChanges.has(event)) || (issue['pull_request'] ?? null) !== null;
}

/**
 * Reads environment and payload. Throws AssayError `ERR_CONFIG` where the event is about a change and its payload does not tell the base:
 * what belongs to the base must then not be taken from the change.
 */
export async function readJob(env: Environment): Promise<Job> {
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  const job = {
    event,
    repository: env['GITHUB_REPOSITORY'] ?? '',
    apiUrl: env['GITHUB_API_URL'] ?? '',
  };
  if (!aboutChanges.has(event) && !besideChanges.has(event)) return job;
  const payload = asObject(await readPayload(env['GITHUB_EVENT_PATH'] ?? ''));
  if (besideChanges.has(event)) {
    return isBesideChange(payload) ? { ...job, baseSha: commitOf(env['GITHUB_SHA'], event) } : job;
  }
  if (event === 'merge_group')
    return { ...job, baseSha: commitOf(asObject(payload['merge_group'])['base_sha'], event) };
  const pullRequest = pullRequestOf(asObject(payload['pull_request']), event);
  return { ...job, pullRequest, baseSha: pullRequest.baseSha };
}

/** True where the job works on a change that nobody may have reviewed. */
export function isAboutChange({ baseSha }: Job): boolean {
  return baseSha !== undefined;
}

async function readPayload(file: string): Promise<unknown> {
  try {
    if ((await stat(file)).size > maxEventBytes) throw new Error('it is too large');
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError('ERR_CONFIG', `the event of this job cannot be read (GITHUB_EVENT_PATH): ${reason}`, {
      cause,
    });
  }
}

function pullRequestOf(pull: Fields, event: string): PullRequest {
  const [base, head] = [asObject(pull['base']), asObject(pull['head'])];
  const number = pull['number'];
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) throw untold(event, 'its number');
  return { number, baseSha: commitOf(base['sha'], event), isFork: repositoryId(head) !== repositoryId(base) };
}

/** By number: names can be taken over. The head of a deleted fork has no repository, and is none of ours. */
function repositoryId(side: Fields): unknown {
  return asObject(side['repo'])['id'] ?? null;
}

function commitOf(value: unknown, event: string): string {
  if (typeof value !== 'string' || !commit.test(value)) throw untold(event, 'the commit of its base');
  return value;
}

function untold(event: string, what: string): AssayError {
  return new AssayError('ERR_CONFIG', `the payload of the event ${event} does not tell ${what}`);
}

type Fields = Readonly<Record<string, unknown>>;

/** The own fields of an object; none of anything else. */
function asObject(value: unknown): Fields {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return Object.assign(Object.create(null) as Record<string, unknown>, isObject ? value : {});
}
