/** The readers of archives as targets of fuzzing. */

import assert from 'node:assert/strict';
import type { ArchiveFormat, ArchiveListing } from '@assay/model';
import {
  mutateBytes,
  mutateGem,
  mutateGzip,
  mutateTar,
  type FuzzAnswer,
  type FuzzTarget,
  type Random,
} from '@assay/testkit';
import { listArchive } from '../list-archive.js';
import { listArchiveStream } from '../list-archive-stream.js';
import type { ListOptions } from '../list-options.js';
import { gemSeeds, oldGemSeeds, tarballSeeds, zipSeeds } from './archive-seeds.js';

const members: Readonly<Record<ArchiveFormat, readonly string[]>> = {
  'npm-tgz': ['package.json'],
  gem: ['metadata.gz', 'checksums.yaml.gz', 'data.tar.gz!/lib/a.rb'],
  zip: ['a/composer.json', '*/composer.json'],
};

/** Caps that small archives reach: what is beyond them must be said the same way in both forms. */
const tight = { maxEntries: 3, maxPathBytes: 40, maxListedPathBytes: 60, maxPaxBytes: 100, maxMemberBytes: 64 };

/** Archives of every format, listed from memory and from chunks. */
export const archiveTargets: readonly FuzzTarget[] = [
  target('tar', 'npm-tgz', { seeds: tarballSeeds, mutate: mutateTarball }),
  target('gem', 'gem', { seeds: gemSeeds, mutate: mutateGem }),
  target('old gem', 'gem', { seeds: oldGemSeeds, mutate: mutateBytes }),
  target('zip', 'zip', { seeds: zipSeeds, mutate: mutateBytes }),
];

const mutateBlocks = mutateGzip(mutateTar);
const mutateInflated = mutateGzip(mutateBytes);

/** Mostly whole blocks with right checksums, now and then any byte of the tar or of the gzip member. */
function mutateTarball(random: Random, input: Uint8Array, other: Uint8Array): Uint8Array {
  return (random.below(4) === 0 ? mutateInflated : mutateBlocks)(random, input, other);
}

function target(name: string, format: ArchiveFormat, inputs: Pick<FuzzTarget, 'seeds' | 'mutate'>): FuzzTarget {
  const options = { format, members: members[format], hashEntries: true, licenseFiles: true } as const;
  return {
    ...inputs,
    name,
    read: (bytes) => readBoth(bytes, isTight(bytes) ? { ...options, limits: tight } : options),
  };
}

/** One input in five is read within tight limits: its bytes decide, so that a failure can be seen again. */
function isTight(bytes: Uint8Array): boolean {
  return sumOf(bytes) % 5 === 0;
}

function sumOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum + byte, bytes.length);
}

async function readBoth(bytes: Uint8Array, options: ListOptions): Promise<FuzzAnswer> {
  const listing = listArchive(bytes, options);
  const streamed = await listArchiveStream(chunksOf(bytes), options);
  if (listing !== null) assert.deepEqual(streamed, listing, 'the stream is listed otherwise');
  assertWhole(streamed);
  return { accepted: streamed.problems.every(({ severity }) => severity === 'note'), value: streamed };
}

/** What was not read to its end is never without a reason. */
function assertWhole({ complete, problems }: ArchiveListing): void {
  const refused = problems.some(({ severity }) => severity !== 'note');
  assert.ok(complete || refused, 'a listing that is not complete has no refusing problem');
}

const chunkSizes = [7, 100, 512, 10_000];

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const size = chunkSizes[sumOf(bytes) % chunkSizes.length] ?? 1;
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
