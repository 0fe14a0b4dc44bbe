/**
 * The least that `--depth artifacts` can be: the manifest, then the tarball in one buffer, its hash, one gunzip whose output is
 * allocated by the size the trailer states, a walk over honest headers, package.json parsed. FOLDER REGISTRY
 */
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { findManifest } from './honest-tar.mjs';
import { forEachPackage, verifyManifest } from './reference-pool.mjs';

const maxChunk = 64 * 1024 ** 2;

await forEachPackage(async (entry, get) => {
  await verifyManifest(entry, get);
  const bytes = Buffer.from(await (await get(entry.tarball)).arrayBuffer());
  if (`sha512-${hash('sha512', bytes, 'base64')}` !== entry.integrity) throw new Error(`${entry.name}: other bytes`);
  const chunkSize = Math.min(maxChunk, Math.max(64, bytes.readUInt32LE(bytes.length - 4)));
  const manifest = findManifest(gunzipSync(bytes, { chunkSize }), (path) => path === 'package/package.json');
  if (manifest?.name !== entry.name || manifest.version !== entry.version) throw new Error(`${entry.name}: other name`);
});
