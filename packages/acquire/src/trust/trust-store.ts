/** The user's trust store: one sealed file for each document, named by the digest of the document's kind and name. */

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AssayError, digestOf, type TrustDocument } from '@assay/model';
import { reasonOf } from '../project/read-bounded-file.js';
import { readSealedFile, writeSealedFile } from './sealed-file.js';
import { nextStep } from './trust-codes.js';
import type { TrustEntry, TrustProblem } from './trust-entry.js';
import { formatRecord, parseRecord } from './trust-record.js';

/** A document's identity. */
type Identity = Pick<TrustDocument, 'kind' | 'name'>;

/** What a store holds. */
export interface StoredTrust {
  readonly entries: readonly TrustEntry[];
  readonly problems: readonly TrustProblem[];
  /**
   * True when something is stored for this document that cannot be used. Then nothing takes its place: a root that the user chose
   * must not turn silently into another one.
   */
  isBroken(identity: Identity): boolean;
}

const documentFile = /^[0-9a-f]{64}\.json$/u;

/** More files than anyone trusts. */
const maxDocuments = 1000;

/** Reads every document in the folder. A folder that is not there is an empty store. Sends nothing. */
export async function readTrustStore(folder: string): Promise<StoredTrust> {
  const documents = join(folder, 'documents');
  const names = await listFiles(documents);
  if (typeof names === 'string') return unreadable(documents, names);
  if (names.length > maxDocuments) return unreadable(documents, `it holds more than ${maxDocuments} documents`);
  const readings = await Promise.all(names.map((name) => readDocument(documents, name)));
  const broken = new Set(names.filter((_, index) => 'code' in (readings[index] ?? {})));
  return {
    entries: readings.filter((reading) => 'document' in reading),
    problems: readings.filter((reading) => 'code' in reading),
    isBroken: (identity) => broken.has(fileName(identity)),
  };
}

/** Keeps a document, in place of the one with its kind and name. Throws AssayError `ERR_CONFIG` when that is not possible. */
export async function storeTrustEntry(folder: string, entry: TrustEntry): Promise<void> {
  const path = join(folder, 'documents', fileName(entry.document));
  try {
    await writeSealedFile(path, formatRecord(entry));
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Forgets a document. Throws AssayError `ERR_CONFIG` when that is not possible. */
export async function removeTrustEntry(folder: string, identity: Identity): Promise<void> {
  const path = join(folder, 'documents', fileName(identity));
  try {
    await rm(path);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** The error for a trust store that cannot be written. */
export function unwritable(file: string, cause: unknown): AssayError {
  const hint = nextStep('trust-store-unwritable');
  return new AssayError('ERR_CONFIG', `the trust store cannot be written: ${reasonOf(cause)}`, { file, hint, cause });
}

function fileName({ kind, name }: Identity): string {
  return `${digestOf('sha256', `${kind} ${name}`).value}.json`;
}

async function readDocument(folder: string, name: string): Promise<TrustEntry | TrustProblem> {
  const path = join(folder, name);
  const reading = await readSealedFile(path);
  if (reading.kind !== 'content') return corrupt(path, reading.kind === 'corrupt' ? reading.why : 'it went away');
  const entry = parseRecord(reading.content);
  if (entry === null) return corrupt(path, 'it does not hold a trust document of this version');
  return fileName(entry.document) === name ? entry : corrupt(path, 'it holds another document than its name says');
}

/** Sorted, so that the same store gives the same order; a text when the folder cannot be listed. */
async function listFiles(folder: string): Promise<readonly string[] | string> {
  try {
    return (await readdir(folder)).filter((name) => documentFile.test(name)).sort((a, b) => (a < b ? -1 : 1));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' ? [] : `it cannot be listed: ${reasonOf(error)}`;
  }
}

/** Nobody knows what is stored: no document at all may take a stored one's place. */
function unreadable(folder: string, why: string): StoredTrust {
  const code = 'trust-store-unreadable';
  const problem = { code, detail: `The trust store ${folder} cannot be used: ${why}.`, next: nextStep(code) } as const;
  return { entries: [], problems: [problem], isBroken: () => true };
}

function corrupt(path: string, why: string): TrustProblem {
  const code = 'trust-store-corrupt';
  return { code, detail: `${path} in the trust store cannot be used: ${why}.`, next: nextStep(code) };
}
