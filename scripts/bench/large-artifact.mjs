import { Buffer } from 'node:buffer';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { constants, createGzip } from 'node:zlib';
import { assay } from './contenders.mjs';
import { measure, median } from './measure.mjs';
import { ms, row, times } from './table.mjs';

const mebi = 1024 ** 2;
const packed = 2048 * mebi;
const goals = { peakMb: 150, speed: 0.8 };

/** A file of 2 GiB: `assay inspect` against a program that hashes and gunzips the same file and does nothing else. */
export async function compareLargeArtifact({ pairs }) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const file = join(folder, 'large-1.0.0.tgz');
    await packLarge(file);
    const reference = fileURLToPath(new URL('reference-large.mjs', import.meta.url));
    const env = { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1' };
    const ours = { args: [assay, 'inspect', file], env, cwd: folder };
    const floor = { args: [reference, file], env, cwd: folder };
    const rounds = [];
    for (let pair = 0; pair < Math.min(pairs, 3); pair++) {
      const order = pair % 2 === 0 ? ['ours', 'floor'] : ['floor', 'ours'];
      const round = {};
      for (const name of order) round[name] = await measure(name === 'ours' ? ours : floor);
      rounds.push(round);
    }
    show(rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
  yield* entry('package/package.json', [Buffer.from('{"name":"large","version":"1.0.0"}')]);
  const repeated = Buffer.alloc(noise.length, 'what repeats itself packs well. ');
  for (let at = 0, index = 0; at < packed; index++) {
    const pieces = [];
    for (let n = 0; n < 2; n++) pieces.push(noise, noise, noise, repeated);
    yield* entry(`package/file-${String(index)}.bin`, pieces);
    at += 6 * noise.length;
  }
  yield Buffer.alloc(1024);
}

function* entry(path, pieces) {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  yield header;
  yield* pieces;
  if (size % 512 !== 0) yield Buffer.alloc(512 - (size % 512));
}
