/** `assay trust import`: a document that the user vouches for. */

import { digestOf, type TrustDocument } from '@assay/model';
import type { TrustEntry } from './trust-entry.js';
import { writableTrustFolder, type TrustPlace } from './trust-folder.js';
import { storeTrustEntry } from './trust-store.js';

/** What is imported. */
export interface TrustImport extends Pick<TrustDocument, 'kind' | 'name' | 'text' | 'expires' | 'registry'> {
  /** For people: the file it came from. */
  readonly source: string;
  /** RFC 3339 UTC: now. */
  readonly at: string;
}

/** The document as it would be stored. */
export function importedEntry({ kind, name, text, expires, registry, source, at }: TrustImport): TrustEntry {
  const digest = { ...digestOf('sha256', text), covers: 'document' as const };
  const document: TrustDocument = {
    kind,
    name,
    origin: 'imported',
    text,
    digest,
    ...(expires === undefined ? {} : { expires }),
    ...(registry === undefined ? {} : { registry }),
  };
  return { document, source, since: at };
}

/**
 * Stores a document in place of the one with its kind and name; what ships under that name no longer counts. The caller has checked
 * that it is one. Opens no socket. Throws AssayError `ERR_CONFIG` when there is no store that may be written.
 */
export async function importTrust(place: TrustPlace, entry: TrustEntry): Promise<void> {
  const { path } = await writableTrustFolder(place);
  await storeTrustEntry(path, entry);
}
