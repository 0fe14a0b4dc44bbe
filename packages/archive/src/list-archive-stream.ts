/** Listing an archive that comes in chunks, in constant memory. */

import type { ArchiveListing } from '@assay/model';
import { StreamedContent } from './entry-content.js';
import { GemStream } from './gem-stream.js';
import { GunzipStream } from './gunzip-stream.js';
import { listJob, type ListJob, type ListOptions } from './list-options.js';
import { npmRules } from './npm-rules.js';
import { rechunk } from './rechunk.js';
import { TarReading } from './tar-reading.js';
import { ZipListing } from './zip-listing.js';
import { ZipStream } from './zip-stream.js';
import { ZipWalker } from './zip-walker.js';

/** Bytes looked at between two turns of the event loop. */
const pieceBytes = 64 * 1024;

/**
 * Lists an archive without extracting anything, whatever its size. The listing depends on the bytes alone, not on how
 * they are cut into chunks, and is the one that `listArchive` gives where it gives one. When a cap is reached, the
 * rest of the chunks is not asked for.
 *
 * Rejects only with what `chunks` throws, and with AssayError `ERR_USAGE` for limits that are not positive whole numbers.
 */
export async function listArchiveStream(
  chunks: AsyncIterable<Uint8Array>,
  options: ListOptions,
): Promise<ArchiveListing> {
  const job = listJob(options);
  const pieces = rechunk(chunks, pieceBytes);
  switch (options.format) {
    case 'gem':
      return listGem(pieces, job);
    case 'npm-tgz':
      return listNpm(pieces, job);
    case 'zip':
      return listZip(pieces, job);
  }
}

async function listZip(pieces: AsyncIterable<Uint8Array>, job: ListJob): Promise<ArchiveListing> {
  const listing = new ZipListing(job);
  const walker = new ZipWalker(listing, job.limits);
  return listing.finish(await new ZipStream(pieces, job.limits).serve(walker.steps()));
}

async function listNpm(pieces: AsyncIterable<Uint8Array>, job: ListJob): Promise<ArchiveListing> {
  const tar = new TarReading({ ...job, rules: npmRules, wanted: job.requested.outer, content: new StreamedContent() });
  const gzip = new GunzipStream(job.limits, (bytes) => {
    tar.write(bytes);
  });
  try {
    for await (const piece of pieces) {
      await gzip.write(piece);
      if (gzip.over) break;
    }
    return { format: 'npm-tgz', ...tar.end(await gzip.end()) };
  } finally {
    gzip.close();
  }
}

async function listGem(pieces: AsyncIterable<Uint8Array>, job: ListJob): Promise<ArchiveListing> {
  const gem = new GemStream(job);
  try {
    for await (const piece of pieces) {
      await gem.write(piece);
      if (gem.over) break;
    }
    return await gem.end();
  } finally {
    gem.close();
  }
}
