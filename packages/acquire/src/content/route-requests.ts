import { hash } from 'node:crypto';
import type { EvidenceRequest, EvidenceSource } from '@assay/model';
import { writeCopiesDocument } from '../evidence-file/copies-document.js';
import { unreachable, withoutContent, type Acquired, type ContentSource } from './content.js';

/** Sends requests for files of the project to `files`, those for installed copies to `copies`, and all others to `network`. */
export function routeRequests(sources: {
  readonly files: ContentSource;
  readonly network: ContentSource;
  /** Without it, requests for copies are `path-refused`. */
  readonly copies?: EvidenceSource;
}): ContentSource {
  const copies = contentOf(sources.copies ?? nowhere);
  const choose = ({ kind }: EvidenceRequest) => {
    if (kind === 'copies') return copies;
    return kind === 'file' ? sources.files : sources.network;
  };
  return {
    get: (request) => choose(request).get(request),
    acquire: (request) => choose(request).acquire(request),
  };
}

const nowhere: EvidenceSource = {
  get: () => Promise.resolve(unreachable('path-refused', 'This run looks for no copies of packages.').evidence),
};

/** What can be kept of copies is the document that tells of them; its digest is then the answer's. */
function contentOf(source: EvidenceSource): ContentSource {
  const acquire = async (request: EvidenceRequest): Promise<Acquired> => {
    const evidence = await source.get(request);
    if (evidence.state !== 'found') return withoutContent(evidence);
    const bytes = writeCopiesDocument(request, evidence);
    const digests = [{ alg: 'sha256', value: hash('sha256', bytes), covers: 'document' }] as const;
    return { evidence: { ...evidence, digests }, content: { kind: 'bytes', bytes } };
  };
  return { get: (request) => source.get(request), acquire };
}
