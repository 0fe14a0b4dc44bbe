/** Evidence together with the bytes it was made from, for those who keep the bytes. */

import type { Evidence, EvidenceRequest, EvidenceSource } from '@assay/model';

/** Bytes at hand, or a file that holds them until `release` is called. */
export type Content =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly path: string; readonly size: number; release(): Promise<void> };

/** An answer and, for found evidence, its bytes. Null when they could not be kept (a full disk). */
export interface Acquired {
  readonly evidence: Evidence;
  readonly content: Content | null;
}

/** A source that can hand out the bytes too. Whoever calls `acquire` must release the content. */
export interface ContentSource extends EvidenceSource {
  acquire(request: EvidenceRequest): Promise<Acquired>;
}

/** Evidence without bytes. */
export function withoutContent(evidence: Evidence): Acquired {
  return { evidence, content: null };
}

/** Unreachable evidence without bytes. `detail` is one sentence without secrets. */
export function unreachable(reason: Extract<Evidence, { state: 'unreachable' }>['reason'], detail: string): Acquired {
  return withoutContent({ state: 'unreachable', reason, detail });
}
