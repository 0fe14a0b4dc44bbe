/**
 * Asks Ruby for its gem folders, where they cannot be told from the outside.
 *
 * This runs no code of any package. `--disable-all` leaves out RubyGems' start-up, the gems that Ruby loads by itself
 * (`did_you_mean` and the like, of which an installed gem may be a newer version) and RUBYOPT; RubyGems is then loaded from Ruby's
 * own library, RUBYLIB and GEM_… are not passed on, and RubyGems loads plugins only for its commands. What it does evaluate are the
 * specifications of the gems that come with Ruby, as at any start of Ruby. The working folder is the root of the disk, so that no
 * file of the project chooses anything; the Ruby itself is the first on the user's search path that is not in the project.
 */

import { execFile } from 'node:child_process';
import { isAbsolute, parse } from 'node:path';

const question = 'require "rubygems"; print [Gem.default_dir, Gem.user_dir, *Gem.path].join("\\0")';
const timeoutMs = 5000;
const mostBytes = 64 * 1024;

/** Absolute paths, in Ruby's order; null when it did not answer as asked. */
export function askRuby(
  program: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[] | null> {
  const clean = Object.entries(env).filter(([name]) => !/^(?:RUBY|GEM_|BUNDLE|DEBIAN_)/u.test(name));
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
