/** Digests of content: in one call for bytes at hand, in one pass for streams. */

import { createHash, hash, type Hash } from 'node:crypto';
import { digestAlgorithms, isDocument, type Digest, type DigestAlgorithm, type EvidenceRequest } from '@assay/model';

/**
 * What to compute for a request: the asked algorithms, those of its pins (content is stored under them) and SHA-256,
 * weakest first, each once.
 */
function algorithmsFor({ algorithms, pins }: EvidenceRequest): readonly DigestAlgorithm[] {
  return digestAlgorithms.filter(
    (alg) => alg === 'sha256' || algorithms.includes(alg) || pins.some((pin) => pin.alg === alg),
  );
}

/** Digests of bytes at hand. */
export function digestsOf(bytes: Uint8Array, request: EvidenceRequest): readonly Digest[] {
  const covers = coverage(request);
  return algorithmsFor(request).map((alg) => ({ alg, value: hash(alg, bytes, 'hex'), covers }));
}

/** Digests of bytes that come in pieces. */
export class StreamDigests {
  readonly #hashes: readonly { readonly alg: DigestAlgorithm; readonly hash: Hash }[];
  readonly #covers: Digest['covers'];

  constructor(request: EvidenceRequest) {
    this.#covers = coverage(request);
    this.#hashes = algorithmsFor(request).map((alg) => ({ alg, hash: createHash(alg) }));
  }

  update(chunk: Uint8Array): void {
    for (const { hash: state } of this.#hashes) state.update(chunk);
  }

  /** To be called once. */
  digests(): readonly Digest[] {
    return this.#hashes.map(({ alg, hash: state }) => ({ alg, value: state.digest('hex'), covers: this.#covers }));
  }
}

function coverage(request: EvidenceRequest): Digest['covers'] {
  return isDocument(request.kind) ? 'document' : 'artifact';
}
