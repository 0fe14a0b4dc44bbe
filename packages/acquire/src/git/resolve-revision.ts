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

/**
 * The commit of a revision, or null. Also of `origin/NAME` where NAME alone is not here, as in checkouts of CI. Throws AssayError `ERR_USAGE`
 * for a name that two commits have.
 */
export async function findRevision(repository: Repository, name: string): Promise<Revision | null> {
  if (!isRevisionName(name)) return null;
  for (const candidate of [name, `refs/remotes/origin/${name}`]) {
    const commit = await commitOf(repository, candidate);
    if (commit !== null) await refuseAmbiguous(repository, candidate, commit);
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

const places: readonly string[] = ['refs/tags/', 'refs/heads/', 'refs/remotes/'];

/**
 * Git takes the tag where a branch is called the same, and fetching a fork brings its tags along: one called `origin/main` would make the
 * change its own base. So does a tag that is called like the beginning of an id.
 */
async function refuseAmbiguous(repository: Repository, name: string, commit: string): Promise<void> {
  const [ref = ''] = /^[^~^]*/.exec(name) ?? [];
  const steps = name.slice(ref.length);
  if (ref.startsWith('refs/') || ref === 'HEAD' || commit === name) return;
  const isTag = (await commitOf(repository, `refs/tags/${ref}`)) !== null;
  for (const place of isTag ? [...places, 'refs/remotes/origin/'] : places) {
    const other = await commitOf(repository, `${place}${ref}${steps}`);
    if (other !== null && other !== commit) throw ambiguous(name, `${place}${ref}`);
  }
  const isRef = isTag || (await commitOf(repository, `refs/heads/${ref}`)) !== null;
  if (isRef && /^[0-9a-f]{4,64}$/i.test(ref) && (await isAbbreviated(repository, ref))) {
    throw ambiguous(name, 'the one whose id begins so');
  }
}

async function isAbbreviated(repository: Repository, hex: string): Promise<boolean> {
  const { output } = await runGit(repository, { args: ['rev-parse', `--disambiguate=${hex}`], maxBytes: 1024 * 1024 });
  return output.length > 0;
}

function ambiguous(name: string, other: string): AssayError {
  const hint = 'Say which one: refs/heads/NAME, refs/tags/NAME, refs/remotes/origin/NAME, or the whole id of a commit.';
  return new AssayError('ERR_USAGE', `"${name}" names two commits here; the other one is ${other}`, { hint });
}

async function commitOf(repository: Repository, name: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  const { exitCode, output } = await runGit(repository, { args, maxBytes: 4096 });
  const text = new TextDecoder().decode(output).trim();
  return exitCode === 0 && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : null;
}
