/** Files of the checkout's repository as they are in the base of a change. */

import { existsSync, lstatSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { AssayError, readClonedFile, readGitHubFile } from '@assay/verifier';
import type { Job } from '../runner/job.js';

/** The base that a change is against. */
export interface BaseFiles {
  /** The bytes of a file, by its path in the workspace. Throws AssayError `ERR_CONFIG` where it cannot be had. */
  read(path: string, maxBytes: number): Promise<Uint8Array>;
}

/** Where the base is, and with what it is read. */
export interface BaseSource {
  readonly job: Job;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly token: string | undefined;
}

/** Reads the base in the clone, and through GitHub's API where that does not hold it: the usual checkout has one commit. */
export function baseFiles({ job, env, token }: BaseSource): BaseFiles {
  const { apiUrl, repository, baseSha = '' } = job;
  const access = { env, ...(token === undefined ? {} : { token }) };
  return {
    read: async (path, maxBytes) => {
      const inside = pathInRepository(path, process.cwd());
      if (inside === null) throw outside(path);
      const folder = rootOf(dirname(resolve(path)), process.cwd());
      const cloned = await readClonedFile({ folder, env }, { commit: baseSha, path: inside, maxBytes });
      if (cloned !== null) return cloned;
      const read = await readGitHubFile(access, { apiUrl, repository, path: inside, commit: baseSha, maxBytes });
      if (read instanceof Uint8Array) return read;
      throw unread(path, read.detail);
    },
  };
}

/**
 * A path as it is from the root of the repository that is checked out around it, with `/`; null where it lies outside of the workspace. A
 * checkout in a subfolder of the workspace is known by its `.git`.
 */
export function pathInRepository(path: string, workspace: string): string | null {
  const full = resolve(workspace, path);
  const fromWorkspace = relative(workspace, full);
  if (
    fromWorkspace === '' ||
    fromWorkspace === '..' ||
    fromWorkspace.startsWith(`..${sep}`) ||
    resolve(fromWorkspace) === fromWorkspace
  )
    return null;
  return relative(rootOf(dirname(full), workspace), full)
    .split(sep)
    .join('/');
}

/**
 * The folder of the checkout that a file or folder of the workspace lies in. A submodule, whose `.git` is a file, is none: a change can turn a
 * folder into one, and other files of the base would then be taken for those in it.
 */
export function rootOf(path: string, workspace: string): string {
  const above = dirname(path);
  if (path === workspace || above === path || isCheckout(path)) return path;
  return rootOf(above, workspace);
}

function isCheckout(folder: string): boolean {
  const path = join(folder, '.git');
  return existsSync(path) && lstatSync(path).isDirectory();
}

function outside(path: string): AssayError {
  return new AssayError('ERR_USAGE', 'it lies outside of the workspace, so that the base cannot hold it', {
    file: path,
  });
}

function unread(path: string, why: string): AssayError {
  const hint =
    'On a change the policy is read as it is in the base: commit it there first, and leave `github-token` and `contents: read` to the job; ' +
    'or say `policy-from: workspace` where the change cannot write this file';
  return new AssayError('ERR_POLICY', `the policy of the base cannot be read: ${why}`, { file: path, hint });
}
