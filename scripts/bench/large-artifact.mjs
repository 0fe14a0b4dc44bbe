import { Buffer } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { constants, createGzip } from 'node:zlib';
import { joinBytes, rawTarEntry } from '../../packages/testkit/dist/index.js';
import { assay } from './contenders.mjs';
import { inFreshFolder } from './fresh-folder.mjs';
import { inTurns } from './in-turns.mjs';
import { measure, median } from './measure.mjs';
import { ms, row, times } from './table.mjs';

const mebi = 1024 ** 2;
const packed = 2048 * mebi;
const goals = { peakMb: 150, speed: 0.8 };

/** A file of 2 GiB: `assay inspect` against a program that hashes and gunzips the same file and does nothing else. */
export async function compareLargeArtifact({ pairs }) {
  await inFreshFolder(async (folder) => {
    const file = join(folder, 'large-1.0.0.tgz');
    await packLarge(file);
    const reference = fileURLToPath(new URL('reference-large.mjs', import.meta.url));
    const env = { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1' };
    const run = (args) => () => measure({ args, env, cwd: folder });
    const contenders = { ours: run([assay, 'inspect', file]), floor: run([reference, file]) };
    show(await inTurns(contenders, Math.min(pairs, 3)));
  });
}

function show(rounds) {
  const of = (name, key) => median(rounds.map((round) => round[name][key]));
  const speed = median(rounds.map(({ ours, floor }) => floor.wallMs / ours.wallMs));
  row(['2 GiB artefact', 'speed', 'goal', 'assay', 'hash + gunzip', 'assay, peak', 'goal']);
  const peak = `${of('ours', 'peakMb').toFixed(0)} MB`;
  const cells = [ms(of('ours', 'wallMs')), ms(of('floor', 'wallMs')), peak, `≤ ${goals.peakMb} MB`];
  row(['  assay inspect, wall', times(speed), `≥ ${goals.speed} ×`, ...cells]);
}

/** An npm tarball of files of 64 MiB, three quarters of noise, so that it is 2 GiB packed and less than 3 unpacked. */
async function packLarge(file) {
  const noise = randomBytes(8 * mebi);
  await pipeline(Readable.from(archive(noise)), createGzip({ level: constants.Z_BEST_SPEED }), createWriteStream(file));
}

function* archive(noise) {
  yield rawTarEntry({ name: 'package/package.json', content: '{"name":"large","version":"1.0.0"}' });
  const repeated = Buffer.alloc(noise.length, 'what repeats itself packs well. ');
  const content = joinBytes([noise, noise, noise, repeated, noise, noise, noise, repeated]);
  for (let at = 0, index = 0; at < packed; index++) {
    yield rawTarEntry({ name: `package/file-${String(index)}.bin`, content });
    at += 6 * noise.length;
  }
  yield Buffer.alloc(1024);
}
