/** What both references share: a lockfile, an undici pool of 32 connections, 32 requests under way. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { Pool } = createRequire(new URL('../../packages/acquire/package.json', import.meta.url))('undici');
const connections = 32;

/** Calls `verify(entry, get)` for every locked package; `get(path)` is the body at a path below the registry. */
export async function forEachPackage(verify) {
  const [folder, registry] = process.argv.slice(2);
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const entries = Object.entries(packages).filter(([path]) => path !== '');
  const { origin, pathname } = new URL(registry);
  const pool = new Pool(origin, { connections });
  const get = async (path) => {
    const { statusCode, body } = await pool.request({ path: `${pathname}${path}`, method: 'GET' });
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode}`);
    return body;
  };
  const queue = entries.values();
  const worker = async () => {
    for (const [path, { version, integrity, resolved }] of queue) {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      await verify({ name, version, integrity, tarball: resolved.slice(registry.length) }, get);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  await pool.close();
  console.log(`${entries.length} packages`);
}

/** Fetches the manifest of one version and compares its integrity with the lockfile's. */
export async function verifyManifest({ name, version, integrity }, get) {
  const body = await get(`${name.replace('/', '%2f')}/${version}`);
  const { dist } = await body.json();
  if (dist.integrity !== integrity) throw new Error(`${name}: the registry states another digest`);
}
