import { hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { canonicalJson, isDocument, type Evidence, type EvidenceRequest, type EvidenceSource } from '@assay/model';
import { examineBytes, examineStream } from '../content/examine.js';
import { readChunks, readRange } from '../content/read-chunks.js';
import { Gate } from '../content/gate.js';
import { foundCopies } from '../installed/found-copies.js';
import { parseCopiesDocument } from './parse-copies-document.js';
import type { EvidenceIndex } from './parse-index.js';
import type { RecordedAnswer } from './recorded-answer.js';
import { pinTexts, requestIdentity } from './request-identity.js';
import { DamagedFile, type Member } from './tar-reader.js';

export interface Recording {
  readonly handle: FileHandle;
  readonly index: EvidenceIndex;
  /** Where the bodies lie, by their SHA-256. */
  readonly bodies: ReadonlyMap<string, Member>;
}

/** Bodies read at once. */
const reads = 16;

/** Bodies up to this size are read at once; larger ones are streamed. */
const bufferBytes = 8 * 1024 * 1024;

/**
 * Answers from a recording. Digests and listings are made from the recorded bytes now; the index only says which bytes
 * answered which request. Bytes that are not what their name says are `store-failure`.
 */
export function createRecordedSource(recording: Recording): EvidenceSource {
  const gate = new Gate(reads);
  return {
    get: async (request) => {
      const answer = recall(recording.index, request);
      if (answer === null) return notRecorded;
      if (answer.state !== 'found') return answer;
      await gate.enter();
      try {
        return await examine(recording, request, answer.body);
      } finally {
        gate.leave();
      }
    },
  };
}

const notRecorded: Evidence = {
  state: 'unreachable',
  reason: 'not-recorded',
  detail: 'The evidence file holds no answer to this request.',
};

const damaged: Evidence = {
  state: 'unreachable',
  reason: 'store-failure',
  detail: 'The evidence file is damaged: the recorded bytes are not what their name says.',
};

function recall(index: EvidenceIndex, request: EvidenceRequest): RecordedAnswer | null {
  const entries = index.get(canonicalJson(requestIdentity(request))) ?? [];
  const pins = canonicalJson(pinTexts(request));
  const found = entries.find((entry) => entry.pins === undefined || canonicalJson(entry.pins) === pins);
  return found?.answer ?? null;
}

async function examine({ handle, bodies }: Recording, request: EvidenceRequest, body: string): Promise<Evidence> {
  const member = bodies.get(body);
  if (member === undefined) return damaged;
  if (request.kind === 'copies') return readCopies(handle, member, { request, body });
  if (member.size > request.maxBytes) {
    const detail = `The recorded answer has more than the ${request.maxBytes} bytes allowed.`;
    return { state: 'unreachable', reason: 'too-large', detail };
  }
  const range = [handle, member.offset, member.offset + member.size] as const;
  const inMemory = isDocument(request.kind) || member.size <= bufferBytes;
  const evidence = inMemory
    ? await examineBytes(await readRange(...range), request)
    : await examineStream(readChunks(...range), request);
  const intact = evidence.digests.some(({ alg, value }) => alg === 'sha256' && value === body);
  return intact ? evidence : damaged;
}

/** Documents on copies are as large as the listings in them, whatever the archives may have. */
const mostCopiesBytes = 256 * 1024 * 1024;

async function readCopies(
  handle: FileHandle,
  { offset, size }: Member,
  { request, body }: { readonly request: EvidenceRequest; readonly body: string },
): Promise<Evidence> {
  if (size > mostCopiesBytes) return damaged;
  const bytes = await readRange(handle, offset, offset + size);
  if (hash('sha256', bytes) !== body) return damaged;
  try {
    const copies = parseCopiesDocument(bytes, request);
    return copies === null ? notRecorded : foundCopies(copies);
  } catch (error) {
    if (error instanceof DamagedFile) return damaged;
    throw error;
  }
}
