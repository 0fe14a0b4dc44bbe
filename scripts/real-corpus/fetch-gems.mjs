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
    // With --add-checksums, Bundler would drop the builds that this Ruby does not install: those for JRuby.
    BUNDLE_LOCKFILE_CHECKSUMS: 'true',
  };
  mkdirSync(home, { recursive: true });
  if (existsSync(join(home, 'bin/bundle'))) return env;
  const result = await run('gem', ['install', 'bundler', '-v', '~> 2.6.0', '--no-document'], { cwd: home, env });
  return result.ok ? env : undefined;
}

/** A resolution that takes longer has met two gems that do not go together. */
const resolutionTimeout = 120_000;

/** Undefined, or why there is nothing. */
export async function fetchGemTree({ gems, platforms }, folder, env) {
  if (existsSync(join(folder, 'fetched'))) return undefined;
  mkdirSync(folder, { recursive: true });
  const bundle = (words, timeout) => run('bundle', words, { cwd: folder, env, timeout });
  if (!existsSync(join(folder, 'Gemfile.lock'))) {
    writeFileSync(join(folder, 'Gemfile'), await gemfileOf(gems, { platforms, folder }));
    const locked = await bundle(['lock', '--add-platform', ...platforms], resolutionTimeout);
    if (!locked.ok) return complaintOf(locked);
  }
  const problem = await cacheGems(folder, () => bundle(['cache', '--no-install', '--all-platforms']));
  if (problem !== undefined) return problem;
  writeFileSync(join(folder, 'fetched'), '');
  return undefined;
}

/** Bundler gives up at the first gem that the index lists and the server does not have: that build is taken out, and the rest is asked. */
async function cacheGems(folder, cache) {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const cached = await cache();
    if (cached.ok) return undefined;
    const [, missing] = /404 \(\S*\/gems\/(\S+)\.gem\)/.exec(`${cached.output}${cached.errors}`) ?? [];
    if (missing === undefined || !dropBuild(join(folder, 'Gemfile.lock'), missing)) return complaintOf(cached);
    console.log(`  not to be had: ${missing}`);
  }
  return 'more than ten of its gems are not to be had';
}

/** Takes one build out of the lockfile; its dependencies stay, since its other builds name the same. */
function dropBuild(lockfile, missing) {
  const lines = readFileSync(lockfile, 'utf8').split('\n');
  const kept = [];
  let inside = false;
  for (const line of lines) {
    const [, indent = '', name, version] = /^( +)(\S+) \(([^)\s]+)\)/.exec(line) ?? [];
    if (indent.length < 6) inside = indent.length > 0 && `${name}-${version}` === missing;
    if (!inside) kept.push(line);
  }
  writeFileSync(lockfile, kept.join('\n'));
  return kept.length < lines.length;
}

/** What is for JRuby alone is said to be so: Bundler wants every other gem for the Ruby it runs on, too. */
async function gemfileOf(gems, { platforms, folder }) {
  const { output } = await run('ruby', ['-rrubygems', '-e', 'print Gem.sources.first.uri'], { cwd: folder });
  const condition = platforms.every((name) => name === 'java') ? ', platforms: :jruby' : '';
  const lines = gems.map((words) => `gem ${words.map((word) => JSON.stringify(word)).join(', ')}${condition}`);
  return [`source ${JSON.stringify(output)}`, ...lines, ''].join('\n');
}

/** Where the gems of the lockfile come from, as it says itself. */
export function remoteOf(lockfile) {
  return /^ {2}remote: (\S+)$/m.exec(readFileSync(lockfile, 'utf8'))?.[1];
}
