/** Bytes → found evidence: every digest asked for and the archive's listing, in one pass. */

import { listArchive, listArchiveStream } from '@assay/archive';
import { isDocument, type ArchiveListing, type EvidenceRequest, type FoundEvidence } from '@assay/model';
import { digestsOf, StreamDigests } from './digests.js';
import { looksLike } from './looks-like.js';

/** Examines bytes at hand. A document's body is part of its evidence; an archive is listed when asked. */
export async function examineBytes(bytes: Uint8Array, request: EvidenceRequest): Promise<FoundEvidence> {
  const found: FoundEvidence = { state: 'found', size: bytes.length, digests: digestsOf(bytes, request) };
  if (isDocument(request.kind)) return { ...found, body: bytes };
  if (request.listing === undefined) return plainFile(found, bytes, request);
  const instead = looksLike(bytes);
  // The quick way holds everything in memory and gives up early on what unpacks to a lot.
  const listing = listArchive(bytes, request.listing) ?? (await listArchiveStream(once(bytes), request.listing));
  return { ...found, listing, ...(instead === undefined ? {} : { looksLike: instead }) };
}

/** Examines a file that comes in pieces, each shown to `onChunk` too. Rejects with whatever `chunks` rejects with. */
export async function examineStream(
  chunks: AsyncIterable<Uint8Array>,
  request: EvidenceRequest,
  onChunk?: (chunk: Uint8Array) => Promise<void>,
): Promise<FoundEvidence> {
  const digests = new StreamDigests(request);
  let size = 0;
  let start = new Uint8Array();
  const whole: Uint8Array[] = [];
  const { bytesUpTo = 0 } = request;
  const passed = pass(chunks, async (chunk) => {
    if (size === 0) start = chunk.slice(0, 512);
    size += chunk.length;
    if (size <= bytesUpTo) whole.push(chunk.slice());
    digests.update(chunk);
    await onChunk?.(chunk);
  });
  const listing = await listWhile(passed, request);
  const found: FoundEvidence = { state: 'found', size, digests: digests.digests() };
  if (request.listing === undefined) return plainFile(found, size <= bytesUpTo ? joined(whole, size) : start, request);
  const instead = looksLike(start);
  return {
    ...found,
    ...(listing === undefined ? {} : { listing }),
    ...(instead === undefined ? {} : { looksLike: instead }),
  };
}

/** What is no archive comes back itself where that was asked for. Licences are XML, too: only what is HTML by its own word is a web page. */
function plainFile(found: FoundEvidence, start: Uint8Array, { bytesUpTo = 0 }: EvidenceRequest): FoundEvidence {
  const instead = looksLike(start, { xml: 'data' });
  const body = bytesUpTo > 0 && found.size <= bytesUpTo ? { body: start } : {};
  return { ...found, ...body, ...(instead === undefined ? {} : { looksLike: instead }) };
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Lists, then reads on to the end: a listing may stop early, the digests must not. */
async function listWhile(
  chunks: AsyncIterator<Uint8Array>,
  request: EvidenceRequest,
): Promise<ArchiveListing | undefined> {
  const withoutReturn = { [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }) };
  const listing = request.listing === undefined ? undefined : await listArchiveStream(withoutReturn, request.listing);
  for (;;) {
    const { done } = await chunks.next();
    if (done === true) return listing;
  }
}

async function* pass(
  chunks: AsyncIterable<Uint8Array>,
  look: (chunk: Uint8Array) => Promise<void>,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) {
    await look(chunk);
    yield chunk;
  }
}

/** What is at hand as a stream of one chunk. */
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  await Promise.resolve();
  yield bytes;
}
