import { createHash, hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { mintPackageLock } from '../../packages/testkit/dist/index.js';

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
  return {
    name,
    version,
    fileName: `${name.slice(name.indexOf('/') + 1)}-${version}.tgz`,
    manifest,
    bytes,
    integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
    shasum: hash('sha1', bytes, 'hex'),
  };
}

function manifestOf(bytes) {
  try {
    const archive = gunzipSync(bytes);
    for (let at = 0; archive[at] !== 0 && at < archive.length;) {
      const path = archive.toString('utf8', at, Math.min(archive.indexOf(0, at), at + 100));
      const size = Number.parseInt(archive.toString('latin1', at + 124, at + 135), 8);
      const content = at + 512;
      if (/^[^/]+\/package\.json$/.test(path)) return JSON.parse(archive.toString('utf8', content, content + size));
      at = content + Math.ceil(size / 512) * 512;
    }
  } catch {
    // Left out: the corpus script is who looks at odd ones.
  }
  return undefined;
}
