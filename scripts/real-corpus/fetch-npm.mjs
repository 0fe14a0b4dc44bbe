/**
 * Locks one npm tree and brings its tarballs into the cache of npm, with npm alone: whatever the registry, its credentials and its
 * proxy are, npm knows. Where asked, the tree is installed as well, without its scripts, and removed: what npm itself refuses is seen
 * so.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaintOf, run } from './client.mjs';
import { openNpmCache } from './npm-cache.mjs';

const portion = 100;

/** Whatever the user has configured: the lockfile says where each tarball lies, and a host that is not there is not waited for. */
const always = [
  '--omit-lockfile-registry-resolved=false',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];

/** Asked for versions before a day, npm fetches the whole documents, with scripts and times; this day excludes none. */
const tomorrow = new Date(Date.now() + 86_400_000).toISOString();

/** Undefined, or why there is nothing. Forced, npm does not mind packages for other systems among the dependencies. */
export async function fetchNpmTree({ dependencies }, folder, { cache, install }) {
  if (existsSync(join(folder, 'fetched'))) return undefined;
  mkdirSync(folder, { recursive: true });
  const npm = (...words) =>
    run('npm', [...words, '--cache', cache, '--no-audit', '--no-fund', '--ignore-scripts', ...always], { cwd: folder });
  const problem = await lock(dependencies, folder, npm);
  if (problem !== undefined) return problem;
  const refusal = install ? await installed(folder, npm) : undefined;
  const urls = tarballsOf(folder);
  await fetchOthers(urls, { npm, cache });
  // A dependency at a git host that is not there keeps npm from installing; the other packages are verified all the same.
  writeFileSync(join(folder, 'fetched'), `${urls.length}\n`);
  return refusal;
}

async function installed(folder, npm) {
  const result = await npm('ci', '--no-bin-links', '--legacy-peer-deps', '--prefer-offline', '--force');
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
  return result.ok ? undefined : `npm does not install it: ${complaintOf(result)}`;
}

/** What is for other systems than this one. What does not come is seen later, as a package that could not be verified. */
async function fetchOthers(urls, { npm, cache }) {
  const { has } = await openNpmCache(cache);
  const missing = urls.filter((url) => !has(url));
  for (let at = 0; at < missing.length; at += portion) await npm('cache', 'add', ...missing.slice(at, at + portion));
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
    '--force',
  );
  return result.ok ? undefined : complaintOf(result);
}

function tarballsOf(folder) {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const urls = Object.values(packages).map(({ resolved }) => resolved);
  return [...new Set(urls)].filter((url) => /^https?:/.test(url ?? '')).sort();
}
