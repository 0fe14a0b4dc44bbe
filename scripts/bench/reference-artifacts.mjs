/**
 * The least that `--depth artifacts` can be: the manifest, then the tarball in one buffer, its hash, one gunzip whose output is
 * allocated by the size the trailer states, a walk over honest headers, package.json parsed. FOLDER REGISTRY
 */
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { forEachPackage, verifyManifest } from './reference-pool.mjs';

const blockSize = 512;
const maxChunk = 64 * 1024 ** 2;

await forEachPackage(async (entry, get) => {
  await verifyManifest(entry, get);
  const bytes = Buffer.from(await (await get(entry.tarball)).arrayBuffer());
  if (`sha512-${hash('sha512', bytes, 'base64')}` !== entry.integrity) throw new Error(`${entry.name}: other bytes`);
  const chunkSize = Math.min(maxChunk, Math.max(64, bytes.readUInt32LE(bytes.length - 4)));
  const manifest = findManifest(gunzipSync(bytes, { chunkSize }));
  if (manifest?.name !== entry.name || manifest.version !== entry.version) throw new Error(`${entry.name}: other name`);
});

function findManifest(archive) {
  let manifest;
  for (let at = 0; archive[at] !== 0;) {
    const end = Math.min(archive.indexOf(0, at), at + 100);
    const path = archive.toString('utf8', at, end);
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 135), 8);
    const content = at + blockSize;
    if (path === 'package/package.json') manifest = JSON.parse(archive.toString('utf8', content, content + size));
    at = content + Math.ceil(size / blockSize) * blockSize;
  }
  return manifest;
}
