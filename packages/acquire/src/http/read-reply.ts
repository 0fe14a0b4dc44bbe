/** A response with status 200 → evidence. */

import { isDocument, type EvidenceRequest } from '@assay/model';
import { ContentSink } from '../content/content-sink.js';
import type { Acquired } from '../content/content.js';
import { examineBytes, examineStream } from '../content/examine.js';
import type { Scratch } from '../content/scratch.js';
import type { ArchiveMemory } from '../memory/archive-memory.js';
import type { ContentStore } from '../store/content-store.js';
import { keyFor } from '../store/store-key.js';
import type { BodyQueue } from './body-queue.js';
import { contentCoding, decodeContent } from './content-coding.js';
import type { ResponseHead } from './exchange.js';
import { badResponse, FailureError, type Failure } from './failure.js';
import type { BodyReply } from './transport.js';

export interface ReadOptions {
  readonly request: EvidenceRequest;
  /** Whether the bytes are wanted besides the evidence. */
  readonly keep: boolean;
  readonly store: ContentStore | null;
  readonly memory: ArchiveMemory | null;
  readonly scratch: Scratch;
}

/** What reading a response came to. */
export type ReadResult = { readonly value: Acquired } | { readonly failure: Failure };

const badCoding = badResponse('used a content coding that was not asked for');

/** Reads a response's body for its request. Rejects only on a defect. */
export async function readReply(reply: BodyReply, options: ReadOptions): Promise<ReadResult> {
  if (isDocument(options.request.kind)) return readDocument(reply, options);
  if (!isPlainArchive(reply.head, options.request)) {
    if (reply.kind === 'stream') reply.body.cancel();
    return { failure: badCoding };
  }
  return reply.kind === 'bytes' ? readBytes(reply.bytes, options) : readStream(reply.body, options);
}

async function readDocument(reply: BodyReply, { request }: ReadOptions): Promise<ReadResult> {
  // Only archives are ever streamed.
  if (reply.kind === 'stream') throw new TypeError('a document came as a stream');
  const coding = contentCoding(reply.head.contentEncoding);
  if (coding === null) return { failure: badCoding };
  const body = await decodeContent(reply.bytes, coding, request.maxBytes);
  if ('failure' in body) return body;
  if (!reply.head.delimited && coding === 'identity' && !isJson(body)) {
    return { failure: badResponse('sent a document without its length, so that a cut one would pass for a whole one') };
  }
  return { value: { evidence: await examineBytes(body, request), content: { kind: 'bytes', bytes: body } } };
}

/**
 * Archives are asked for as they are. Some registries label a `.tgz` with `content-encoding: gzip` all the same and mean
 * the file's own compression: the label is then ignored and the bytes are taken as they came; were it meant, the digest
 * would say so. Any other coding would change the bytes that a digest is about.
 */
function isPlainArchive(head: ResponseHead, request: EvidenceRequest): boolean {
  const coding = contentCoding(head.contentEncoding);
  const isGzip = coding === 'gzip' || coding === 'x-gzip';
  return coding === 'identity' || (isGzip && request.listing?.format !== 'gem');
}

async function readBytes(bytes: Uint8Array, { request, store, memory }: ReadOptions): Promise<ReadResult> {
  const evidence = await examineBytes(bytes, request);
  const key = store === null ? null : keyFor(request.pins, evidence.digests);
  if (key !== null) {
    await store?.put(key, bytes);
    await memory?.remember(request, evidence);
  }
  return { value: { evidence, content: { kind: 'bytes', bytes } } };
}

async function readStream(body: BodyQueue, options: ReadOptions): Promise<ReadResult> {
  const sink = await ContentSink.open(options);
  try {
    const evidence = await examineStream(body, options.request, (chunk) => sink.write(chunk));
    const content = await sink.finish(evidence);
    await options.memory?.remember(options.request, evidence);
    return { value: { evidence, content } };
  } catch (error) {
    body.cancel();
    await sink.discard();
    if (error instanceof FailureError) return { failure: error.failure };
    throw error;
  }
}

/** A JSON text ends where its first bracket closes: what cuts it short cannot be parsed. */
function isJson(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return first === 0x7b || first === 0x5b;
}
