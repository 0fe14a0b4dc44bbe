/** What is asked of a registry about one package, as npm asks it. */

import type { EvidenceRequest } from '@assay/model';
import { metadataSegment } from './package-name.js';

const mebibyte = 1024 * 1024;
const maxReleaseBytes = 10 * mebibyte;
const maxHistoryBytes = 64 * mebibyte;

/** Two attestations are 15 kB together; room for hundreds. */
const maxAttestationsBytes = 4 * mebibyte;

type DocumentKind = 'release' | 'history' | 'attestations';

/** The manifest of one version, a sixteenth of the size of the whole package document. */
export function releaseRequest(registry: string, name: string, version: string): EvidenceRequest {
  const url = `${registry}${metadataSegment(name)}/${encodeURIComponent(version)}`;
  return documentRequest('release', { registry, url, maxBytes: maxReleaseBytes });
}

/**
 * The whole package document, which alone says when each version was published. The same request for every version of a
 * name, so that it is asked once.
 */
export function historyRequest(registry: string, name: string): EvidenceRequest {
  const url = `${registry}${metadataSegment(name)}`;
  return documentRequest('history', { registry, url, maxBytes: maxHistoryBytes });
}

/** As npm and pnpm ask when they install; registries answer with the short form of the document. */
const installAccept = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*';

/** The package document as clients ask for it to install: they take dependencies and commands from there. */
export function installRequest(registry: string, name: string): EvidenceRequest {
  return { ...historyRequest(registry, name), accept: installAccept };
}

/**
 * The attestations of one version, where the public registry and those that mirror it whole have them. The URL that a release states
 * (`dist.attestations.url`) is attacker-controlled and not followed; npm takes its path alone.
 */
export function attestationsRequest(registry: string, name: string, version: string): EvidenceRequest {
  const url = `${registry}-/npm/v1/attestations/${metadataSegment(name)}@${encodeURIComponent(version)}`;
  return documentRequest('attestations', { registry, url, maxBytes: maxAttestationsBytes });
}

function documentRequest(
  kind: DocumentKind,
  where: Pick<EvidenceRequest, 'url' | 'maxBytes'> & { readonly registry: string },
): EvidenceRequest {
  const { registry, url, maxBytes } = where;
  return { kind, ecosystem: 'npm', url, registry, accept: 'application/json', pins: [], algorithms: [], maxBytes };
}
