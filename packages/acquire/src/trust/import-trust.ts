/** `assay trust import` and `remove`: documents that the user vouches for. */

import { digestOf, type TrustDocument } from '@assay/model';
import type { TrustEntry } from './trust-entry.js';
import { writableTrustFolder, type TrustPlace } from './trust-folder.js';
import { readShipped } from './shipped/read-shipped.js';
import { readTrustStore, removeTrustEntry, storeTrustEntry } from './trust-store.js';

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
 * Stores a document in place of the one with its kind and name; what ships under that name no longer counts. Gives the document whose
 * place it takes, null where there was none that could be read. The caller has checked that it is one. Opens no socket. Throws
 * AssayError `ERR_CONFIG` when there is no store that may be written.
 */
export async function importTrust(place: TrustPlace, entry: TrustEntry): Promise<TrustEntry | null> {
  const { path } = await writableTrustFolder(place);
  const { entries } = await readTrustStore(path);
  const known = [...entries, ...(await readShipped())];
  await storeTrustEntry(path, entry);
  return known.find(({ document }) => isCalled(document, entry.document)) ?? null;
}

/**
 * Takes a document that the user imported out of the store; nothing else is ever removed, and what ships under its name counts again.
 * False when the user has imported none of that kind and name. Throws AssayError `ERR_CONFIG` when there is no store that may be
 * written.
 */
export async function removeTrust(place: TrustPlace, called: Pick<TrustDocument, 'kind' | 'name'>): Promise<boolean> {
  const { path } = await writableTrustFolder(place);
  const { entries } = await readTrustStore(path);
  const entry = entries.find(({ document }) => document.origin === 'imported' && isCalled(document, called));
  if (entry === undefined) return false;
  await removeTrustEntry(path, entry.document);
  return true;
}

/** What the user imported, in the store that {@link removeTrust} would take it from. */
export async function importedDocuments(place: TrustPlace): Promise<readonly TrustEntry[]> {
  const { path } = await writableTrustFolder(place);
  const { entries } = await readTrustStore(path);
  return entries.filter(({ document }) => document.origin === 'imported');
}

function isCalled(a: Pick<TrustDocument, 'kind' | 'name'>, b: Pick<TrustDocument, 'kind' | 'name'>): boolean {
  return a.kind === b.kind && a.name === b.name;
}
