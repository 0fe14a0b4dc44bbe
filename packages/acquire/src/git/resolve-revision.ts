import { AssayError } from '@assay/model';
import type { Repository } from './open-repository.js';
import { runGit } from './run-git.js';

/** A commit, and how it was named. */
export interface Revision {
  /** As it was found: `main`, or `origin/main` where only that is here. */
  readonly name: string;
  /** Full hexadecimal id. */
  readonly commit: string;
}

const longest = 250;
/** Options, ranges, paths in revisions, reflogs and searches: none of them names one commit for everybody. */
// eslint-disable-next-line no-control-regex -- control characters are what is refused
const refused = /^-|\.\.|@\{|[\u0000-\u0020\u007f:?*[\\{}"']/u;

/** True for texts that may name a revision; all others never reach git. */
export function isRevisionName(text: string): boolean {
  return text !== '' && text.length <= longest && !refused.test(text) && text.isWellFormed();
}

/** The commit of a revision, or null. Also of `origin/NAME` where NAME alone is not here, as in checkouts of CI. */
export async function findRevision(repository: Repository, name: string): Promise<Revision | null> {
  if (!isRevisionName(name)) return null;
  for (const candidate of [name, `refs/remotes/origin/${name}`]) {
    const commit = await commitOf(repository, candidate);
    if (commit !== null) return { name: candidate.replace(/^refs\/remotes\//, ''), commit };
  }
  return null;
}

/** Throws AssayError `ERR_USAGE` for what names no commit here, with what to do. */
export async function resolveRevision(repository: Repository, name: string): Promise<Revision> {
  if (!isRevisionName(name)) {
    const hint = 'Name a branch, a tag or a commit: main, origin/main, v1.2.0, HEAD~1, 0123abc.';
    throw new AssayError('ERR_USAGE', `"${name}" is not the name of a revision`, { hint });
  }
  const found = await findRevision(repository, name);
  if (found !== null) return found;
  const remote = name.replace(/^(?:refs\/remotes\/)?origin\//, '');
  const fetch = `git fetch origin ${remote} --depth 1`;
  const relative = /[~^]/.test(name);
  const deepen = 'git fetch --deepen 50';
  if (repository.shallow) {
    const hint = `Fetch it first: ${relative ? deepen : fetch}, then name it as ${relative ? name : 'FETCH_HEAD'} (or check out with fetch-depth: 0).`;
    throw new AssayError('ERR_USAGE', `there is no revision "${name}" in this shallow clone`, { hint });
  }
  const hint = `Look for it with \`git branch --all\`, or fetch it: ${fetch}`;
  throw new AssayError('ERR_USAGE', `there is no revision "${name}" in this repository`, { hint });
}

async function commitOf(repository: Repository, name: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  const { exitCode, output } = await runGit(repository, { args, maxBytes: 4096 });
  const text = new TextDecoder().decode(output).trim();
  return exitCode === 0 && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : null;
}
