import { sameDigest, type EvidenceRequest, type FoundEvidence } from '@assay/model';
import type { Acquired, Content } from '../content/content.js';
import { examineBytes, examineStream } from '../content/examine.js';
import type { ContentStore } from './content-store.js';
import type { StoredContent } from './stored-content.js';

/**
 * Answers a request for a pinned archive from the store, or null. Every digest is computed from what was read now; a
 * file that is not what its name says is deleted and counts as not there.
 */
export async function answerFromStore(
  store: ContentStore,
  request: EvidenceRequest,
  bufferBytes: number,
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
