/** Listing an archive that lies in memory: one pass, nothing kept but the listing. */

import type { ArchiveListing } from '@assay/model';
import { BufferedContent } from './entry-content.js';
import { GemListing, gemData } from './gem-listing.js';
import { gemRules } from './gem-rules.js';
import { gunzip, type Inflated } from './gunzip.js';
import { listJob, type ListJob, type ListOptions } from './list-options.js';
import { npmRules } from './npm-rules.js';
import { isOldGem, oldGemListing } from './old-gem.js';
import type { TarRules } from './tar-listing.js';
import { TarReading, type TarResult } from './tar-reading.js';
import { TarWalker } from './tar-walker.js';

/**
 * What is inflated and walked in one go, so that no input stalls the event loop for longer than 100 ms. Nearly all
 * packages are far smaller.
 */
export const maxInMemoryBytes = 16 * 1024 ** 2;

/**
 * Lists an archive, all of whose bytes are given, without extracting anything. Returns null for an archive that is too
 * large to be listed in one go (16 MiB inflated, or a cap in `limits.maxUnpackedBytes` below that): list it with
 * `listArchiveStream`, which gives the same listing.
 *
 * Never throws for what is in `bytes`. Throws AssayError `ERR_USAGE` for limits that are not positive whole numbers.
 */
export function listArchive(bytes: Uint8Array, options: ListOptions): ArchiveListing | null {
  const job = listJob(options);
  if (job.limits.maxUnpackedBytes < maxInMemoryBytes || bytes.length > maxInMemoryBytes) return null;
  return options.format === 'gem' ? listGem(bytes, job) : listNpm(bytes, job);
}

function listNpm(bytes: Uint8Array, job: ListJob): ArchiveListing | null {
  const inflated = gunzip(bytes, maxInMemoryBytes);
  if (inflated === null) return null;
  return { format: 'npm-tgz', ...readTar(inflated, job, { rules: npmRules, wanted: job.requested.outer }) };
}

function listGem(bytes: Uint8Array, job: ListJob): ArchiveListing | null {
  if (isOldGem(bytes)) return oldGemListing();
  const content = new BufferedContent(bytes);
  const gem = new GemListing(job, content);
  const walker = new TarWalker(gem, job.limits);
  walker.write(bytes);
  const ended = walker.end();
  const index = gem.dataIndex;
  const inflated = index === undefined ? undefined : gunzip(content.view(index), maxInMemoryBytes);
  if (inflated === null) return null;
  const place = { rules: gemRules, wanted: job.requested.data, within: gemData };
  const data = inflated === undefined ? undefined : readTar(inflated, job, place);
  return gem.finish({ walked: walker.position, ended, data });
}

interface Place {
  readonly rules: TarRules;
  readonly wanted: ReadonlyMap<string, string>;
  readonly within?: string;
}

function readTar({ output, problems }: Inflated, job: ListJob, place: Place): TarResult {
  const reading = new TarReading({ ...job, ...place, content: new BufferedContent(output) });
  reading.write(output);
  return reading.end(problems, place.within);
}
