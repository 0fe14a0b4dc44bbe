/**
 * What earlier runs of this user found in the archives of the store, so that they are not examined again.
 *
 * Records lie beside the archives, and a store may come from anywhere: each one is sealed with a key that lies elsewhere, and is nothing
 * without it. See `record.ts` for its form, `question.ts` for what it is bound to.
 */

import { createSecretKey, hash, type KeyObject } from 'node:crypto';
import { sep } from 'node:path';
import { sameDigest, type Digest, type EvidenceRequest, type FoundEvidence } from '@assay/model';
import { holding } from '../client-config/checkouts.js';
import { BackgroundWrites } from '../store/background-writes.js';
import { touchMs } from '../store/content-store.js';
import { keyFor, recordPath, storePath, strongestPin } from '../store/store-key.js';
import { readOwnKey } from './own-key.js';
import { questionText } from './question.js';
import { maxRecordBytes, openRecord, sealRecord } from './record.js';
import { readRecordFile, regularFile, touch, writeRecordFile } from './record-file.js';

export interface ArchiveMemoryOptions {
  /** The store's folder. */
  readonly dir: string;
  /** Folder of the key: this user's alone, and nothing that is copied with the store. Made when it is missing. */
  readonly stateFolder: string;
  /** Names the code that examines archives: another text for other code, such as its digest. Records of other code count as not there. */
  readonly codeIdentity: string;
  /** The working folder and those of what is verified: a key in the checkouts that they belong to is not used. */
  readonly folders: readonly string[];
  /** Milliseconds since the epoch. */
  readonly time?: () => number;
}

/** No method rejects. */
export interface ArchiveMemory {
  /** What was found in the archive that is stored under the strongest of the request's pins; null when that is not known. */
  recall(request: EvidenceRequest): Promise<FoundEvidence | null>;
  /** Writes down what was found. Resolves early: writing goes on in the background. */
  remember(request: EvidenceRequest, evidence: FoundEvidence): Promise<void>;
  /** At most one sentence: why nothing is remembered, where the user can do something about it. */
  readonly notes: readonly string[];
  /** Waits for writes under way. */
  close(): Promise<void>;
}

/** What is looked for, and where. */
interface Place {
  readonly secret: KeyObject;
  readonly key: Digest;
  readonly question: string;
  readonly path: string;
}

const writeBounds = { bytes: 8 * 1024 * 1024, files: 4 };

/** Nothing is read before the first question. */
export function openArchiveMemory(options: ArchiveMemoryOptions): ArchiveMemory {
  return new FileMemory(options);
}

class FileMemory implements ArchiveMemory {
  readonly #options: ArchiveMemoryOptions;
  readonly #notes: string[] = [];
  readonly #writes = new BackgroundWrites(writeBounds);
  #secret: Promise<KeyObject | null> | null = null;
  #writable = true;

  constructor(options: ArchiveMemoryOptions) {
    this.#options = options;
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  async recall(request: EvidenceRequest): Promise<FoundEvidence | null> {
    const place = await this.#place(request, strongestPin(request.pins));
    if (place === null) return null;
    const bytes = await readRecordFile(place.path, maxRecordBytes);
    const evidence = bytes === null ? null : openRecord(place.secret, place.question, bytes);
    if (evidence === null || evidence.size > request.maxBytes) return null;
    // What nobody could look at again is not vouched for.
    const archive = storePath(this.#options.dir, place.key);
    const held = await regularFile(archive);
    if (held?.size !== evidence.size || !evidence.digests.some((digest) => sameDigest(digest, place.key))) return null;
    const now = this.#now();
    if (now - held.usedAt >= touchMs) await Promise.all([touch(archive, now), touch(place.path, now)]);
    return evidence;
  }

  async remember(request: EvidenceRequest, evidence: FoundEvidence): Promise<void> {
    if (!this.#writable) return;
    const place = await this.#place(request, keyFor(request.pins, evidence.digests));
    const record = place === null ? null : sealRecord(place.secret, place.question, evidence);
    if (place === null || record === null) return;
    await this.#writes.add(record.length, () => this.#write(place.path, record));
  }

  async close(): Promise<void> {
    await this.#writes.close();
  }

  async #write(path: string, record: Uint8Array): Promise<void> {
    try {
      if (this.#writable) await writeRecordFile(path, record);
    } catch {
      // A store that cannot be written says so itself; what is missing here is only time.
      this.#writable = false;
    }
  }

  async #place(request: EvidenceRequest, key: Digest | null): Promise<Place | null> {
    const { dir, codeIdentity } = this.#options;
    const question = key === null ? null : questionText(request, key, codeIdentity);
    if (key === null || question === null) return null;
    const secret = await (this.#secret ??= this.#readSecret());
    return secret === null
      ? null
      : { secret, key, question, path: recordPath(dir, key, hash('sha256', question, 'hex')) };
  }

  async #readSecret(): Promise<KeyObject | null> {
    const { dir, stateFolder, folders } = this.#options;
    if (`${stateFolder}${sep}`.startsWith(`${dir}${sep}`)) return null;
    // Whoever made the checkout would know the key. A home folder under version control is no exception.
    if ((await holding(stateFolder, { folders, home: null })) !== null) return null;
    const found = await readOwnKey(stateFolder);
    if (found.kind === 'refused') this.#notes.push(refusalNote(found.why));
    return found.kind === 'key' ? createSecretKey(found.bytes) : null;
  }

  #now(): number {
    return (this.#options.time ?? Date.now)();
  }
}

function refusalNote(why: string): string {
  return `Archives that earlier runs examined are examined again: ${why}; delete it, and Assay makes a key that is yours alone.`;
}
