/**
 * Copies of a package as an evidence file keeps them: what was read of them, as one document. Archives and folders of a user's machine
 * are not taken into the recording, so that a replay believes what the recording says about them.
 */

import {
  canonicalJson,
  type EvidenceRequest,
  type FoundEvidence,
  type JsonValue,
  type LocalCopyRead,
} from '@assay/model';

/** What a request wants to know of each copy: a recording answers those that want no more. */
export interface AskedOfCopies {
  readonly algorithms: readonly string[];
  readonly format: string | null;
  readonly members: readonly string[];
  readonly hashEntries: boolean;
}

/** What a request asks. */
export function askedOf({ algorithms, pins, listing }: EvidenceRequest): AskedOfCopies {
  return {
    algorithms: [...new Set([...algorithms, ...pins.map(({ alg }) => alg), 'sha256'])].sort(),
    format: listing?.format ?? null,
    members: [...new Set(listing?.members ?? [])].sort(),
    hashEntries: listing?.hashEntries === true,
  };
}

/** The document, in its only form (RFC 8785). */
export function writeCopiesDocument(request: EvidenceRequest, { copies = [] }: FoundEvidence): Uint8Array {
  const document = { asked: askedOf(request), copies: copies.map(copyJson) };
  return new TextEncoder().encode(canonicalJson(document as unknown as JsonValue));
}

function copyJson({ copy, digests, listing, facts, problems }: LocalCopyRead): unknown {
  const members = [...listing.members].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]);
  return { copy, digests, listing: { ...plain(listing), members }, facts, problems };
}

/** An archive's listing has a format too, which the question tells. */
function plain({ entries, problems, complete }: LocalCopyRead['listing']): Omit<LocalCopyRead['listing'], 'members'> {
  return { entries, problems, complete };
}
