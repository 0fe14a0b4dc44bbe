/** How most tools look into a tarball: fetch, a hash, gunzip, tar-stream; 32 under way. FOLDER REGISTRY */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { forEachLocked } from './locked-packages.mjs';

const { extract } = createRequire(new URL('../../packages/archive/package.json', import.meta.url))('tar-stream');

await forEachLocked(async ({ name, integrity, resolved }) => {
  const response = await fetch(resolved);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  const sha512 = createHash('sha512');
  let entries = 0;
  const listing = extract().on('entry', (_header, content, next) => {
    entries++;
    content.on('end', next).resume();
  });
  const hashed = async function* (chunks) {
    for await (const chunk of chunks) {
      sha512.update(chunk);
      yield chunk;
    }
  };
  await pipeline(Readable.fromWeb(response.body), hashed, createGunzip(), listing);
  if (entries === 0 || `sha512-${sha512.digest('base64')}` !== integrity) throw new Error(`${name}: other bytes`);
});
