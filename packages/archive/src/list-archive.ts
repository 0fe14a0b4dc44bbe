/** Listing an archive that lies in memory: one pass, nothing kept but the listing. */

import type { ArchiveListing } from '@assay/model';
import { BufferedContent } from './entry-content.js';
import { GemListing, gemData } from './gem-listing.js';
import { gemRules } from './gem-rules.js';
import { gunzip } from './gunzip.js';
import { listJob, type ListJob, type ListOptions } from './list-options.js';
import { npmRules } from './npm-rules.js';
import { isOldGem, oldGemListing } from './old-gem.js';
import type { TarRules } from './tar-listing.js';
import { TarReading, type TarResult } from './tar-reading.js';
import { TarWalker } from './tar-walker.js';
import { ZipBuffer } from './zip-buffer.js';
import { ZipListing } from './zip-listing.js';
import { statedZipSize } from './zip-size.js';
import { AskBytes } from './zip-steps.js';
import { ZipWalker } from './zip-walker.js';

/**
 * What is done in one go, so that no input stalls the event loop for longer than 100 ms. Nearly all packages are far
 * smaller. `effort` counts about 10 microseconds of the worst there is to do.
 */
const inMemory = { bytes: 8 * 1024 ** 2, effort: 4000 };

/** How much of a tar is walked between two looks at the effort. */
const stride = 64 * 1024;

/**
 * Lists an archive, all of whose bytes are given, without extracting anything. Returns null for an archive that is too
 * large to be listed in one go (8 MiB inflated, some thousands of entries), and always when `limits.maxUnpackedBytes` is
 * below that: list it with `listArchiveStream`, which gives the same listing.
 *
 * Never throws for what is in `bytes`. Throws AssayError `ERR_USAGE` for limits that are not positive whole numbers.
 */
export function listArchive(bytes: Uint8Array, options: ListOptions): ArchiveListing | null {
  const job = listJob(options);
  if (job.limits.maxUnpackedBytes < inMemory.bytes || bytes.length > inMemory.bytes) return null;
  switch (options.format) {
    case 'gem':
      return listGem(bytes, job);
    case 'npm-tgz':
      return listNpm(bytes, job);
    case 'zip':
      return listZip(bytes, job);
  }
}

function listZip(bytes: Uint8Array, job: ListJob): ArchiveListing | null {
  const stated = statedZipSize(bytes);
  if (stated.unpacked > inMemory.bytes || stated.entries > inMemory.effort / 3) return null;
  const listing = new ZipListing(job);
  const walker = new ZipWalker(listing, job.limits);
  const buffer = new ZipBuffer(bytes, inMemory.bytes);
  const steps = walker.steps();
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return listing.finish(value);
    if (value instanceof AskBytes) buffer.answerBytes(value);
    else if (!buffer.answerContent(value)) return null;
    if (walker.effort + listing.folders / 4 > inMemory.effort) return null;
  }
}

function listNpm(bytes: Uint8Array, job: ListJob): ArchiveListing | null {
  const tar = readTar(bytes, job, { rules: npmRules, wanted: job.requested.outer });
  return tar === null ? null : { format: 'npm-tgz', ...tar };
}

function listGem(bytes: Uint8Array, job: ListJob): ArchiveListing | null {
  if (isOldGem(bytes)) return oldGemListing();
  const content = new BufferedContent(bytes);
  const gem = new GemListing(job, content);
  const walker = new TarWalker(gem, job.limits, true);
  if (!walkInOneGo(walker, bytes)) return null;
  const ended = walker.end();
  const index = gem.dataIndex;
  const place = { rules: gemRules, wanted: job.requested.data, within: gemData };
  const data = index === undefined ? undefined : readTar(content.view(index), job, place);
  return data === null ? null : gem.finish({ walked: walker.position, ended, data });
}

interface Place {
  readonly rules: TarRules;
  readonly wanted: ReadonlyMap<string, string>;
  readonly within?: string;
}

/** Inflates and walks a gzipped tar; null when it is too large for that. */
function readTar(gzipped: Uint8Array, job: ListJob, place: Place): TarResult | null {
  const inflated = gunzip(gzipped, inMemory.bytes);
  if (inflated === null) return null;
  const { output, problems } = inflated;
  const reading = new TarReading({ ...job, ...place, content: new BufferedContent(output) });
  return walkInOneGo(reading, output) ? reading.end(problems, place.within) : null;
}

interface Walk {
  readonly effort: number;
  write(bytes: Uint8Array): void;
}

/** False when it took too much effort. */
function walkInOneGo(walk: Walk, bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += stride) {
    walk.write(bytes.subarray(at, at + stride));
    if (walk.effort > inMemory.effort) return false;
  }
  return true;
}
