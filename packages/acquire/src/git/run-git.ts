/** The one way in which git is run: fixed arguments, no shell, nothing that a repository's configuration could start. */

import { spawn } from 'node:child_process';
import { AssayError } from '@assay/model';

/** A git and the repository that it is asked about. */
export interface GitPlace {
  /** Absolute path of the program. */
  readonly git: string;
  /** Absolute path of a folder in the repository. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface GitQuestion {
  /** Ours, and at the end, after `--end-of-options`, what was checked to be no option. */
  readonly args: readonly string[];
  readonly input?: string;
  /** More output is refused. */
  readonly maxBytes: number;
}

export interface GitAnswer {
  readonly exitCode: number;
  readonly output: Uint8Array;
  /** The first kilobytes of what git said. Attacker-controlled. */
  readonly errors: string;
}

/**
 * No pager, no replaced objects (`refs/replace` shows other content under an id), paths as they are, and no transport: a partial clone
 * would fetch what is missing, by a program that its configuration names. No hook, no file-system monitor.
 */
const always: readonly string[] = [
  ...['--no-pager', '--no-replace-objects', '--no-optional-locks', '--literal-pathspecs'],
  ...['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'protocol.allow=never'],
  // A bare repository among the files of a change is none: its configuration is the author's.
  ...['-c', 'safe.bareRepository=explicit'],
  ...['-c', 'core.commitGraph=false', '-c', 'core.pager=cat', '-c', 'core.quotePath=true'],
];

/** What git needs of the environment; every `GIT_…` variable, which could lead it to another repository or program, stays out. */
const kept: readonly string[] = [
  ...[
    'HOME',
    'XDG_CONFIG_HOME',
    'PATH',
    'USERPROFILE',
    'HOMEDRIVE',
    'HOMEPATH',
    'SYSTEMROOT',
    'SystemRoot',
    'TEMP',
    'TMP',
  ],
];

const timeLimit = 60_000;
const mostErrors = 4096;

/** Asks git. Throws AssayError `ERR_CONFIG` when it cannot be started or takes longer than a minute, `ERR_USAGE` for too much output. */
export function runGit(place: GitPlace, { args, input, maxBytes }: GitQuestion): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(place.git, [...always, ...args], {
      cwd: place.folder,
      env: environmentOf(place.env),
      shell: false,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const fail = (error: AssayError) => {
      child.kill('SIGKILL');
      reject(error);
    };
    const late = new AssayError('ERR_CONFIG', `git ${args[0] ?? ''} took longer than a minute`, {
      hint: 'Run it again.',
    });
    const timer = setTimeout(() => {
      fail(late);
    }, timeLimit);
    const output: Buffer[] = [];
    let bytes = 0;
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes)
        fail(new AssayError('ERR_USAGE', `git ${args[0] ?? ''} gave more than ${String(maxBytes)} bytes`));
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (errors.length < mostErrors) errors += chunk.toString('utf8');
    });
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(new AssayError('ERR_CONFIG', `git could not be started: ${cause.message}`, { cause }));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ exitCode: code ?? -1, output: Buffer.concat(output), errors: errors.slice(0, mostErrors) });
    });
    // A git that ends early closes its input: its exit code says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

function environmentOf(env: GitPlace['env']): Record<string, string> {
  const clean = Object.fromEntries(
    kept.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  return {
    ...clean,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_PAGER: 'cat',
  };
}
