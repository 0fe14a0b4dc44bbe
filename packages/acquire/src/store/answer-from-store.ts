import { sameDigest, type EvidenceRequest, type FoundEvidence } from '@assay/model';
import { withoutContent, type Acquired, type Content } from '../content/content.js';
import { examineBytes, examineStream } from '../content/examine.js';
import type { ArchiveMemory } from '../memory/archive-memory.js';
import type { ContentStore } from './content-store.js';
import type { StoredContent } from './stored-content.js';

export interface StoredAnswerOptions {
  readonly store: ContentStore;
  readonly memory: ArchiveMemory | null;
  /** Whether the bytes are wanted besides the evidence: then they are read, whatever is known about them. */
  readonly keep: boolean;
  /** Larger archives are read in pieces. */
  readonly bufferBytes: number;
}

/**
 * Answers a request for a pinned archive from the store, or null: with what an earlier run of this user's found in it, else with what is
 * found now. Then every digest is computed from what was read; a file that is not what its name says is deleted and counts as not there.
 */
export async function answerFromStore(
  request: EvidenceRequest,
  options: StoredAnswerOptions,
): Promise<Acquired | null> {
  const { memory, keep } = options;
  const known = keep ? null : ((await memory?.recall(request)) ?? null);
  if (known !== null) return withoutContent(known);
  const answer = await examineAnew(request, options);
  if (answer?.evidence.state === 'found') await memory?.remember(request, answer.evidence);
  return answer;
}

async function examineAnew(
  request: EvidenceRequest,
  { store, bufferBytes }: StoredAnswerOptions,
): Promise<Acquired | null> {
  const stored = await store.open(request.pins);
  if (stored === null) return null;
  try {
    // The network says what is to be said about archives that are too large.
    if (stored.size > request.maxBytes) return null;
    const { evidence, content } = await examineStored(stored, request, bufferBytes);
    if (evidence.digests.some((digest) => sameDigest(digest, stored.key))) return { evidence, content };
    await stored.reject();
    return null;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    store.fail(error);
    return null;
  } finally {
    await stored.close();
  }
}

async function examineStored(
  stored: StoredContent,
  request: EvidenceRequest,
  bufferBytes: number,
): Promise<{ readonly evidence: FoundEvidence; readonly content: Content }> {
  if (stored.size <= bufferBytes) {
    const bytes = await stored.read();
    return { evidence: await examineBytes(bytes, request), content: { kind: 'bytes', bytes } };
  }
  const { path, size } = stored;
  const evidence = await examineStream(stored.chunks(), request);
  return { evidence, content: { kind: 'file', path, size, release: () => Promise.resolve() } };
}
