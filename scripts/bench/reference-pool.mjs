/** What both references share: a lockfile, an undici pool of 32 connections, 32 requests under way. */
import { createRequire } from 'node:module';
import { forEachLocked } from './locked-packages.mjs';

const { Pool } = createRequire(new URL('../../packages/acquire/package.json', import.meta.url))('undici');
const connections = 32;

/** Calls `verify(entry, get)` for every locked package; `get(path)` is the body at a path below the registry. */
export async function forEachPackage(verify) {
  const [, registry] = process.argv.slice(2);
  const { origin, pathname } = new URL(registry);
  const pool = new Pool(origin, { connections });
  const get = async (path) => {
    const { statusCode, body } = await pool.request({ path: `${pathname}${path}`, method: 'GET' });
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode}`);
    return body;
  };
  await forEachLocked((entry) => verify({ ...entry, tarball: entry.resolved.slice(registry.length) }, get));
  await pool.close();
}

/** Fetches the manifest of one version and compares its integrity with the lockfile's. */
export async function verifyManifest({ name, version, integrity }, get) {
  const body = await get(`${name.replace('/', '%2f')}/${version}`);
  const { dist } = await body.json();
  if (dist.integrity !== integrity) throw new Error(`${name}: the registry states another digest`);
}
