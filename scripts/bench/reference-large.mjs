/** The least that a look at a large file can be: its SHA-512, and gunzip with nothing done with the result. FILE */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const sha512 = createHash('sha512');
let size = 0;
const hashed = async function* (chunks) {
  for await (const chunk of chunks) {
    sha512.update(chunk);
    yield chunk;
  }
};
const away = new Writable({
  write: (chunk, _encoding, done) => {
    size += chunk.length;
    done();
  },
});
await pipeline(createReadStream(process.argv[2], { highWaterMark: 65_536 }), hashed, createGunzip(), away);
console.log(`${size} ${sha512.digest('hex')}`);
