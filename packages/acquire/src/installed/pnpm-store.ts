/**
 * Packages in pnpm's store (layout v11): `index.db` says which files a package has, `files/ab/cd…` holds each by the SHA-512 of its
 * content, with `-exec` behind that for programs. The archive itself is not kept, so that what comes back is its files.
 */

import { closeSync, fstatSync } from 'node:fs';
import { hash } from 'node:crypto';
import { join } from 'node:path';
import type { ArchiveEntry, ArchiveProblem, LocalCopyRead } from '@assay/model';
import { treeProblem } from './copy-problems.js';
import type { CopyQuestion } from './copy-question.js';
import { descend, openFileIn } from './descend.js';
import { BadPack, unpack, type Packed } from './message-pack.js';
import { OpenFolder } from './open-folder.js';
import { Pace } from './pace.js';
import { unreadListing } from './read-copy.js';
import { readWhole } from './read-open-file.js';
import { BadTable, rowsOf, type TableFile } from './sqlite-table.js';
import { attempt } from './system-code.js';
import { treeLimits, type TreeLimits } from './tree-limits.js';

/** Every package of that name and version in a store: there may be several, from several registries. */
export async function pnpmStoredPackages(question: CopyQuestion, store: string): Promise<readonly LocalCopyRead[]> {
  const { found, problem } = await lookUp(store, `${question.wanted.name}@${question.wanted.version}`);
  const copies = [];
  for (const data of found) copies.push(await readPackage(question, store, data));
  if (problem === null) return copies;
  return [...copies, copyOf(question, store, unreadListing(treeProblem('store-entry-malformed', undefined, problem)))];
}

interface LookUp {
  readonly found: readonly Uint8Array[];
  /** Why there may be more; null where the index was read whole. */
  readonly problem: string | null;
}

async function lookUp(store: string, wanted: string): Promise<LookUp> {
  const folder = descend({ base: store, names: [] });
  if (!(folder instanceof OpenFolder)) return { found: [], problem: 'it cannot be opened' };
  const [index, journal] = [openFileIn(folder, 'index.db'), folder.stat('index.db-wal')];
  folder.close();
  if (typeof index !== 'number') return { found: [], problem: 'its index cannot be opened' };
  try {
    const { size } = fstatSync(index);
    const isOpen = (journal?.size ?? 0) > 0;
    return isOpen
      ? { found: [], problem: 'pnpm is writing its index' }
      : await collect({ descriptor: index, size }, wanted);
  } finally {
    closeSync(index);
  }
}

/** Keys are `<integrity of the archive>\t<name>@<version>`. */
async function collect(file: TableFile, wanted: string): Promise<LookUp> {
  const found: Uint8Array[] = [];
  const pace = new Pace();
  try {
    for (const { key, readData } of rowsOf(file, 'package_index')) {
      if (key.endsWith(`\t${wanted}`)) found.push(readData());
      if (pace.isDue()) await pace.rest();
    }
    return { found, problem: null };
  } catch (error) {
    if (error instanceof BadTable) return { found, problem: error.message };
    throw error;
  }
}

function copyOf({ shown }: CopyQuestion, path: string, listing: LocalCopyRead['listing']): LocalCopyRead {
  return { copy: { kind: 'tree', where: 'pnpm’s store', path: shown(path) }, digests: [], listing, problems: [] };
}

async function readPackage(question: CopyQuestion, store: string, data: Uint8Array): Promise<LocalCopyRead> {
  try {
    const listing = await new StoredPackage(question, store).read(filesOf(unpack(data)));
    return copyOf(question, store, listing);
  } catch (error) {
    if (!(error instanceof BadPack)) throw error;
    return copyOf(question, store, unreadListing(treeProblem('store-entry-malformed', undefined, error.message)));
  }
}

interface StoredFile {
  readonly path: string;
  /** Lowercase hex of the SHA-512. */
  readonly digest: string;
  readonly mode: number;
}

function filesOf(entry: Packed): readonly StoredFile[] {
  const files = entry instanceof Map ? (entry as ReadonlyMap<string, Packed>).get('files') : undefined;
  if (!(files instanceof Map)) throw new BadPack('it names no files');
  return [...(files as ReadonlyMap<string, Packed>)].map(([path, value]) => {
    const fields = value instanceof Map ? (value as ReadonlyMap<string, Packed>) : new Map<string, Packed>();
    const [digest, mode] = [fields.get('digest'), fields.get('mode')];
    if (typeof digest !== 'string' || !/^[0-9a-f]{128}$/u.test(digest)) throw new BadPack('a file has no digest');
    if (typeof mode !== 'number') throw new BadPack('a file has no mode');
    return { path, digest, mode: mode & 0o7777 };
  });
}

class StoredPackage {
  readonly #question: CopyQuestion;
  readonly #files: string;
  readonly #limits: TreeLimits;
  readonly #pace = new Pace();
  readonly #entries: ArchiveEntry[] = [];
  readonly #problems: ArchiveProblem[] = [];
  readonly #members = new Map<string, Uint8Array>();
  #bytes = 0;

  constructor(question: CopyQuestion, store: string) {
    this.#question = question;
    this.#files = join(store, 'files');
    this.#limits = treeLimits(question.request.maxBytes);
  }

  async read(files: readonly StoredFile[]): Promise<LocalCopyRead['listing']> {
    if (files.length > this.#limits.maxEntries) return unreadListing(treeProblem('tree-limit-entries'));
    for (const file of files) {
      if (this.#pace.isDue()) await this.#pace.rest();
      this.#file(file);
      if (this.#bytes > this.#limits.maxBytes) return unreadListing(treeProblem('tree-limit-bytes'));
    }
    const entries = this.#entries.sort((a, b) => (a.path < b.path ? -1 : 1));
    const complete = !this.#problems.some(({ severity }) => severity === 'limit');
    return { entries, problems: this.#problems, members: this.#members, complete };
  }

  #file({ path, digest, mode }: StoredFile): void {
    const bytes = this.#content(digest, mode);
    if (bytes === null) {
      this.#problems.push(treeProblem('store-content-missing', path));
      return;
    }
    this.#bytes += bytes.length;
    if (hash('sha512', bytes) !== digest) this.#problems.push(treeProblem('store-content-mismatch', path));
    this.#entries.push({ path, type: 'file', mode, size: bytes.length, sha256: hash('sha256', bytes) });
    const asked = this.#question.members.get(path);
    if (asked !== undefined && bytes.length <= this.#limits.maxMemberBytes) this.#members.set(asked, bytes);
  }

  #content(digest: string, mode: number): Uint8Array | null {
    const folder = descend({ base: this.#files, names: [digest.slice(0, 2)] });
    if (!(folder instanceof OpenFolder)) return null;
    const name = `${digest.slice(2)}${(mode & 0o111) === 0 ? '' : '-exec'}`;
    const file = openFileIn(folder, name);
    folder.close();
    return typeof file === 'number' ? this.#readOpen(file) : null;
  }

  /** Files of a package are small; one that is not ends the reading by the limit on all of them. */
  #readOpen(descriptor: number): Uint8Array | null {
    try {
      return attempt(
        () => {
          const stats = fstatSync(descriptor);
          const isFit = stats.isFile() && this.#bytes + stats.size <= this.#limits.maxBytes;
          if (!isFit && stats.isFile()) this.#bytes += stats.size;
          return isFit ? readWhole({ descriptor, stats }) : null;
        },
        () => null,
      );
    } finally {
      closeSync(descriptor);
    }
  }
}
