/** Locks one Gemfile with checksums and brings its gems into `vendor/cache`, with Bundler alone. Nothing is installed. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaintOf, run } from './client.mjs';

/** Bundler 2.6 or later writes checksums; it comes into a folder of its own when the machine has an older one. */
export async function installBundler(home) {
  const env = {
    GEM_HOME: home,
    GEM_PATH: home,
    PATH: `${join(home, 'bin')}:${process.env.PATH}`,
    BUNDLE_APP_CONFIG: join(home, 'config'),
    BUNDLE_USER_HOME: join(home, 'user'),
  };
  mkdirSync(home, { recursive: true });
  if (existsSync(join(home, 'bin/bundle'))) return env;
  const result = await run('gem', ['install', 'bundler', '-v', '~> 2.6.0', '--no-document'], { cwd: home, env });
  return result.ok ? env : undefined;
}

/** Undefined, or why there is nothing. */
export async function fetchGemTree({ gems, platforms }, folder, env) {
  if (existsSync(join(folder, 'fetched'))) return undefined;
  mkdirSync(folder, { recursive: true });
  const bundle = (...words) => run('bundle', words, { cwd: folder, env });
  if (!existsSync(join(folder, 'Gemfile.lock'))) {
    writeFileSync(join(folder, 'Gemfile'), await gemfileOf(gems, folder));
    const locked = await bundle('lock', '--add-checksums', '--add-platform', ...platforms);
    if (!locked.ok) return complaintOf(locked);
  }
  const cached = await bundle('cache', '--no-install', '--all-platforms');
  // Bundler gives up at the first gem that the index lists and the server does not have.
  if (!cached.ok) return complaintOf(cached);
  writeFileSync(join(folder, 'fetched'), '');
  return undefined;
}

async function gemfileOf(gems, folder) {
  const { output } = await run('ruby', ['-rrubygems', '-e', 'print Gem.sources.first.uri'], { cwd: folder });
  const lines = gems.map((words) => `gem ${words.map((word) => JSON.stringify(word)).join(', ')}`);
  return [`source ${JSON.stringify(output)}`, ...lines, ''].join('\n');
}

/** Where the gems of the lockfile come from, as it says itself. */
export function remoteOf(lockfile) {
  return /^ {2}remote: (\S+)$/m.exec(readFileSync(lockfile, 'utf8'))?.[1];
}
