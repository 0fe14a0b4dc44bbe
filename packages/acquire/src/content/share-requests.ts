import { isDocument, type Evidence, type EvidenceRequest, type EvidenceSource } from '@assay/model';

export interface ShareOptions {
  /** Bytes of bodies to remember. Default 64 MiB. */
  readonly maxBytes?: number;
}

interface Remembered {
  readonly evidence: Evidence;
  readonly weight: number;
}

const mebibyte = 1024 ** 2;

/** What an answer without a body is taken to weigh, with its key. */
const answerWeight = 512;

/**
 * Asks identical questions once: those under way at the same time share one answer, and documents are
 * remembered, the longest unused forgotten first. Archives are shared while under way but not remembered: their
 * listings are large and nobody asks twice. Rejections are not remembered.
 */
export function shareRequests(source: EvidenceSource, options: ShareOptions = {}): EvidenceSource {
  const maxBytes = options.maxBytes ?? 64 * mebibyte;
  const underWay = new Map<string, Promise<Evidence>>();
  const remembered = new Map<string, Remembered>();
  let total = 0;

  const forget = (key: string, { weight }: Remembered) => {
    remembered.delete(key);
    total -= weight;
  };
  const remember = (key: string, evidence: Evidence) => {
    const weight = answerWeight + (evidence.state === 'found' ? (evidence.body?.length ?? 0) : 0);
    if (weight > maxBytes / 4) return;
    remembered.set(key, { evidence, weight });
    total += weight;
    for (const [oldest, entry] of remembered) {
      if (total <= maxBytes) return;
      forget(oldest, entry);
    }
  };
  const recall = (key: string): Evidence | null => {
    const entry = remembered.get(key);
    if (entry === undefined) return null;
    remembered.delete(key);
    remembered.set(key, entry);
    return entry.evidence;
  };
  const ask = async (request: EvidenceRequest, key: string): Promise<Evidence> => {
    try {
      const evidence = await source.get(request);
      if (evidence.state !== 'found' || isDocument(request.kind)) remember(key, evidence);
      return evidence;
    } finally {
      underWay.delete(key);
    }
  };
  return {
    get: (request) => {
      const key = requestKey(request);
      const known = recall(key);
      if (known !== null) return Promise.resolve(known);
      const shared = underWay.get(key) ?? ask(request, key);
      underWay.set(key, shared);
      return shared;
    },
  };
}

/** One text for one question, every field included. */
function requestKey(request: EvidenceRequest): string {
  const { kind, ecosystem, url, registry, lockfile, accept, pins, algorithms, listing, maxBytes } = request;
  const pinned = pins.map(({ alg, value }) => [alg, value]);
  const listed = listing === undefined ? null : [listing.format, listing.members, listing.licenseFiles ?? false];
  const places = [registry ?? null, lockfile ?? null, accept ?? null];
  return JSON.stringify([kind, ecosystem, url, places, pinned, algorithms, listed, maxBytes]);
}
