/**
 * Locks one npm tree and brings its tarballs into the cache of npm, with npm alone: whatever the registry, its credentials and its
 * proxy are, npm knows. Scripts never run and nothing is unpacked.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaintOf, run } from './client.mjs';

const portion = 100;

/** Whatever the user has configured, the lockfile says where each tarball lies. */
const always = ['--omit-lockfile-registry-resolved=false'];

/** Asked for versions before a day, npm fetches the whole documents, with scripts and times; this day excludes none. */
const tomorrow = new Date(Date.now() + 86_400_000).toISOString();

/** Undefined, or why there is nothing. */
export async function fetchNpmTree({ dependencies }, folder, cache) {
  if (existsSync(join(folder, 'fetched'))) return undefined;
  mkdirSync(folder, { recursive: true });
  const npm = (...words) =>
    run('npm', [...words, '--cache', cache, '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder });
  const problem = await lock(dependencies, folder, npm);
  if (problem !== undefined) return problem;
  const urls = tarballsOf(folder);
  for (let at = 0; at < urls.length; at += portion) {
    // The cache answers what it has. What does not come is seen later, as a package that could not be verified.
    await npm('cache', 'add', ...urls.slice(at, at + portion), '--prefer-offline', '--maxsockets', '6');
  }
  writeFileSync(join(folder, 'fetched'), `${urls.length}\n`);
  return undefined;
}

async function lock(dependencies, folder, npm) {
  if (existsSync(join(folder, 'package-lock.json'))) return undefined;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'tree', version: '1.0.0', dependencies }));
  const result = await npm(
    'install',
    '--package-lock-only',
    '--legacy-peer-deps',
    '--before',
    tomorrow,
    '--prefer-offline',
    ...always,
  );
  return result.ok ? undefined : complaintOf(result);
}

function tarballsOf(folder) {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const urls = Object.values(packages).map(({ resolved }) => resolved);
  return [...new Set(urls)].filter((url) => /^https?:/.test(url ?? '')).sort();
}
