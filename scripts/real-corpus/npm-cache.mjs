/** Reads the cache of npm with the reader that the npm on the PATH brings. */
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const prefix = 'make-fetch-happen:request-cache:';

function cacheReader() {
  const npm = (process.env.PATH ?? '')
    .split(delimiter)
    .map((dir) => join(dir, 'npm'))
    .find((path) => existsSync(path));
  return createRequire(realpathSync(npm))('cacache');
}

/** `has(url)` and `read(url)`, as of now. */
export async function openNpmCache(folder) {
  const cacache = cacheReader();
  const place = join(folder, '_cacache');
  const keys = new Set(Object.keys(await cacache.ls(place).catch(() => ({}))));
  const has = (url) => keys.has(prefix + url);
  const read = async (url) => (has(url) ? (await cacache.get(place, prefix + url)).data : undefined);
  return { has, read };
}
