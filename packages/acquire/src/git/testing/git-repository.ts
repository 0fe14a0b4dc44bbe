/** Real repositories for tests. */

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** False where there is no git: tests then say that they were skipped. */
export const hasGit = canRun();

function canRun(): boolean {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const env = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@acme.example',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@acme.example',
};

/** A repository in a temporary folder. */
export interface TestRepository {
  readonly folder: string;
  /** Runs git in it; gives what it prints. */
  git(args: readonly string[], input?: string | Uint8Array): string;
  /** Commits a tree of these entries (`mode type id\tname`, as `git mktree -z` takes them) and gives the commit. */
  commitTree(entries: readonly string[]): string;
  /** Stores a blob and gives its id. */
  blob(content: string): string;
  remove(): Promise<void>;
}

/** An empty repository whose branch is `main`. */
export async function gitRepository(): Promise<TestRepository> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-git-test-'));
  const git = (args: readonly string[], input: string | Uint8Array = '') =>
    execFileSync('git', args, { cwd: folder, env, input, stdio: ['pipe', 'pipe', 'pipe'] })
      .toString('utf8')
      .trim();
  git(['init', '--quiet', '--initial-branch', 'main']);
  return {
    folder,
    git,
    blob: (content) => git(['hash-object', '-w', '--stdin'], content),
    commitTree: (entries) => {
      const tree = git(['mktree', '-z', '--missing'], entries.map((entry) => `${entry}\0`).join(''));
      return git(['commit-tree', '-m', 'x', tree]);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
