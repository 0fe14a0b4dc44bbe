import { AssayError } from '@assay/model';
import type { Repository } from './open-repository.js';
import type { Revision } from './resolve-revision.js';
import { runGit } from './run-git.js';

const maxBytes = 64 * 1024 * 1024;

/** Paths of everything in a commit that is no folder, from the repository's root. Throws AssayError `ERR_USAGE` for what is not in the clone. */
export async function listFiles(repository: Repository, { commit, name }: Revision): Promise<readonly string[]> {
  const args = ['ls-tree', '-r', '-z', '--name-only', '--full-tree', '--end-of-options', commit];
  const { exitCode, output } = await runGit(repository, { args, maxBytes });
  if (exitCode !== 0) throw new AssayError('ERR_USAGE', `the folders of ${name} are not all in this clone`);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(output).split('\0').slice(0, -1);
}
