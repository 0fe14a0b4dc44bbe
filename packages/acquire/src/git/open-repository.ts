import { AssayError } from '@assay/model';
import { findGit } from './find-git.js';
import { runGit, type GitPlace } from './run-git.js';

/** A repository on this machine. */
export interface Repository extends GitPlace {
  /** Absolute path of its working folder. */
  readonly root: string;
  /** The folder that was named, below `root`: `''` or `web/`. */
  readonly prefix: string;
  /** Its history was cut off. */
  readonly shallow: boolean;
}

const maxBytes = 64 * 1024;

/**
 * The repository that a folder lies in. Throws AssayError `ERR_CONFIG` where there is no git or git refuses the repository, `ERR_USAGE` where
 * there is no repository.
 */
export async function openRepository(folder: string, env: GitPlace['env']): Promise<Repository> {
  const repository = await findRepository(folder, env);
  if (repository !== null) return repository;
  const hint = 'Run it in a checkout, or name two folders instead of revisions: `assay diff ./old ./new`.';
  throw new AssayError('ERR_USAGE', `${folder} lies in no git repository`, { file: folder, hint });
}

/** The same, but null where there is no repository. */
export async function findRepository(folder: string, env: GitPlace['env']): Promise<Repository | null> {
  const place: GitPlace = { git: await findGit(env, folder), folder, env };
  const root = await ask(place, '--show-toplevel');
  if (root === null) return null;
  const prefix = (await ask(place, '--show-prefix')) ?? '';
  const shallow = (await ask(place, '--is-shallow-repository')) === 'true';
  return { ...place, root, prefix, shallow };
}

/** Null where there is no repository. Names of folders may end in a line break: only git's own is taken off. */
async function ask(place: GitPlace, option: string): Promise<string | null> {
  const { exitCode, output, errors } = await runGit(place, { args: ['rev-parse', option], maxBytes });
  if (exitCode !== 0 && errors.includes('not a git repository')) return null;
  if (exitCode !== 0) throw refusal(place.folder, errors);
  return new TextDecoder().decode(output).replace(/\n$/, '');
}

function refusal(folder: string, errors: string): AssayError {
  if (errors.includes('dubious ownership') || errors.includes('unsafe repository')) {
    const hint = `If the repository is yours: git config --global --add safe.directory ${folder}`;
    return new AssayError('ERR_CONFIG', `git refuses ${folder}, because it belongs to somebody else`, {
      file: folder,
      hint,
    });
  }
  if (errors.includes('must be run in a work tree')) {
    const hint = 'Run it in a checkout.';
    return new AssayError('ERR_USAGE', `${folder} is a repository without a working folder`, { file: folder, hint });
  }
  const [first = 'it does not say why'] = errors.split('\n');
  return new AssayError('ERR_CONFIG', `git cannot read the repository of ${folder}: ${first}`, { file: folder });
}
