import type { EvidenceRequest } from '@assay/model';
import type { ContentSource } from './content.js';

/** Sends requests for files of the project to `files` and all others to `network`. */
export function routeRequests(sources: {
  readonly files: ContentSource;
  readonly network: ContentSource;
}): ContentSource {
  const choose = (request: EvidenceRequest) => (request.kind === 'file' ? sources.files : sources.network);
  return {
    get: (request) => choose(request).get(request),
    acquire: (request) => choose(request).acquire(request),
  };
}
