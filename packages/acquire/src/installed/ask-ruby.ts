/**
 * Asks Ruby for its gem folders, where they cannot be told from the outside.
 *
 * This runs no code of any package. `--disable-all` leaves out RubyGems' start-up, the gems that Ruby loads by itself
 * (`did_you_mean` and the like, of which an installed gem may be a newer version) and RUBYOPT; RubyGems is then loaded from Ruby's
 * own library, and RubyGems loads plugins only for its commands. What it does evaluate are the specifications of the gems that come
 * with Ruby, as at any start of Ruby. Of the environment it is told where things lie, and nothing that may be a secret. The working
 * folder is the root of the disk, so that no file of the project chooses anything; the Ruby itself is the first on the user's search
 * path that is not in the project.
 */

import { execFile } from 'node:child_process';
import { isAbsolute, parse } from 'node:path';

const question = 'require "rubygems"; print [Gem.default_dir, Gem.user_dir, *Gem.path].join("\\0")';

/**
 * What tells a Ruby, or a version manager's stand-in for one, where it lies and where its user is at home. Everything else may be a secret.
 */
const passedOn: readonly RegExp[] = [
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_[A-Z]+|TMPDIR|TEMP|TMP|TZ|PWD)$/iu,
  /^XDG_[A-Z]+_(?:HOME|DIRS)$/iu,
  /^(?:SYSTEMROOT|WINDIR|COMSPEC|PATHEXT|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA)$/iu,
  /^(?:LD|DYLD)_LIBRARY_PATH$/u,
  /^(?:RBENV|ASDF|MISE|RTX|FRUM)_(?:ROOT|DIR|DATA_DIR|CONFIG_DIR|CONFIG_FILE|VERSION|RUBY_VERSION)$/u,
  /^rvm_path$/u,
];

const timeoutMs = 5000;
const mostBytes = 64 * 1024;

/** Absolute paths, in Ruby's order; null when it did not answer as asked. */
export function askRuby(
  program: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[] | null> {
  const clean = Object.entries(env).filter(([name]) => passedOn.some((pattern) => pattern.test(name)));
  const options = {
    cwd: parse(process.cwd()).root,
    env: Object.fromEntries(clean),
    timeout: timeoutMs,
    maxBuffer: mostBytes,
  };
  return new Promise((resolve) => {
    execFile(program, ['--disable-all', '-e', question], { ...options, killSignal: 'SIGKILL' }, (error, stdout) => {
      const paths = [...new Set(stdout.split('\0'))];
      resolve(error === null && paths.every((path) => isAbsolute(path)) ? paths : null);
    }).stdin?.end();
  });
}
