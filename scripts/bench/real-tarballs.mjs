import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { mintPackage, mintPackageLock } from '../../packages/testkit/dist/index.js';
import { findManifest } from './honest-tar.mjs';

/** npm tarballs of a folder (`*.tgz`) as a tree that a loopback registry can serve: the shape of `mintNpmTree`. Those without a plain package.json are left out. */
export function readTarballs(folder, limit) {
  const packages = new Map();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.tgz'))
    .sort()) {
    if (packages.size >= limit) break;
    const found = readTarball(join(folder, file));
    if (found !== null) packages.set(`${found.name}@${found.version}`, found);
  }
  // One version of each name: they lie side by side in one node_modules.
  const all = [...new Map([...packages.values()].map((each) => [each.name, each])).values()];
  const project = (registry, count = all.length) =>
    mintPackageLock({ registry, entries: all.slice(0, count).map((each) => ({ kind: 'registry', package: each })) });
  return { packages: all, project };
}

function readTarball(file) {
  const bytes = readFileSync(file);
  const manifest = manifestOf(bytes);
  if (typeof manifest?.name !== 'string' || typeof manifest.version !== 'string') return null;
  const { name, version } = manifest;
  return mintPackage({ name, version, packageJson: manifest, bytes });
}

function manifestOf(bytes) {
  try {
    return findManifest(gunzipSync(bytes), (path) => /^[^/]+\/package\.json$/.test(path));
  } catch {
    // Left out: the corpus script is who looks at odd ones.
    return undefined;
  }
}
