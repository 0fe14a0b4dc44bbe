/** What references share: every package of a package-lock.json, 32 of them under way. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const underWay = 32;

/** Calls `verify(entry)` for every package that the folder's lockfile locks from a registry. */
export async function forEachLocked(verify) {
  const { packages } = JSON.parse(readFileSync(join(process.argv[2], 'package-lock.json'), 'utf8'));
  const entries = Object.entries(packages).flatMap(([path, { version, integrity, resolved }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return path === '' ? [] : [{ name, version, integrity, resolved }];
  });
  const queue = entries.values();
  const worker = async () => {
    for (const entry of queue) await verify(entry);
  };
  await Promise.all(Array.from({ length: underWay }, worker));
  console.log(`${entries.length} packages`);
}
