/**
 * Unpacked files → a listing like an archive's, with the SHA-256 of every file. Whoever installed them, or anything since, chose
 * names, types and contents: nothing is opened that is no plain file, no link is followed, and what cannot be read is a problem.
 */

import { closeSync, fstatSync, readlinkSync, type Dirent } from 'node:fs';
import { createHash, hash } from 'node:crypto';
import { posix } from 'node:path';
import type { ArchiveEntry, ArchiveProblem, FileListing } from '@assay/model';
import { treeProblem, type TreeProblemCode } from './copy-problems.js';
import { entriesOf } from './entries-of.js';
import type { OpenFolder } from './open-folder.js';
import { Pace } from './pace.js';
import { readThrough, readWhole, type OpenFile } from './read-open-file.js';
import { attempt, systemCode } from './system-code.js';
import type { TreeLimits } from './tree-limits.js';

/** How to read a tree. */
export interface TreeReading {
  readonly limits: TreeLimits;
  /** Files whose content is wanted: path below the root to the name it is asked under. */
  readonly members: ReadonlyMap<string, string>;
  /** True for folders that belong to something else: they are neither listed nor opened. */
  readonly leaveOut?: (path: string) => boolean;
}

/** What was read. */
export interface ReadTree {
  readonly listing: FileListing;
  /** Folders that were left out, by path below the root. */
  readonly leftOut: readonly string[];
}

/** Reads everything below a folder. The folder stays open. Throws only for defects. */
export async function readTree(root: OpenFolder, reading: TreeReading): Promise<ReadTree> {
  const walk = new TreeWalk(reading);
  await walk.folder(root, '', 0);
  return walk.result();
}

/** Files up to this size are hashed in one call. */
const wholeBytes = 1024 * 1024;

class TreeWalk {
  readonly #reading: TreeReading;
  readonly #pace = new Pace();
  readonly #entries: ArchiveEntry[] = [];
  readonly #problems: ArchiveProblem[] = [];
  readonly #members = new Map<string, Uint8Array>();
  readonly #leftOut: string[] = [];
  #bytes = 0;
  #seen = 0;
  #isOver = false;

  constructor(reading: TreeReading) {
    this.#reading = reading;
  }

  result(): ReadTree {
    const entries = this.#entries.sort((a, b) => (a.path < b.path ? -1 : 1));
    const complete = !this.#isOver && !this.#problems.some(({ severity }) => severity === 'limit');
    return {
      listing: { entries, problems: this.#problems, members: this.#members, complete },
      leftOut: this.#leftOut.sort((a, b) => (a < b ? -1 : 1)),
    };
  }

  /** `path`: of the folder below the root, with a slash at its end; empty for the root. */
  async folder(folder: OpenFolder, path: string, depth: number): Promise<void> {
    for (const entry of await this.#list(folder, path)) {
      if (this.#isOver) return;
      if (this.#pace.isDue()) await this.#pace.rest();
      await this.#entry({ folder, path, depth }, entry);
    }
    if (!folder.isStill()) this.#problem('tree-changed', path);
  }

  /** The entries of a folder, counted as they come: a folder of millions ends the walk early. */
  async #list(folder: OpenFolder, path: string): Promise<readonly Dirent[]> {
    const found: Dirent[] = [];
    try {
      for (const entry of entriesOf(folder.entries())) {
        if (++this.#seen > this.#reading.limits.maxEntries) {
          this.#stop('tree-limit-entries');
          return [];
        }
        found.push(entry);
        if (this.#pace.isDue()) await this.#pace.rest();
      }
    } catch (error) {
      this.#problem('tree-unreadable', path === '' ? undefined : path, codeOf(error));
    }
    return found;
  }

  async #entry(at: Place, entry: Dirent): Promise<void> {
    const name = nameOf(entry);
    if (name === null) {
      this.#problem('tree-name-bytes', `${at.path}${shownBytes(entry)}`);
      return;
    }
    const path = `${at.path}${name}`;
    if (
      path.length > this.#reading.limits.maxPathBytes ||
      Buffer.byteLength(path) > this.#reading.limits.maxPathBytes
    ) {
      this.#problem('tree-limit-path', path.slice(0, 200));
      return;
    }
    if (hasControl(name)) this.#problem('tree-name-control', path);
    await this.#typed({ ...at, name, path }, typeOf(entry, at.folder, name));
  }

  async #typed(item: Item, type: ReturnType<typeof typeOf>): Promise<void> {
    const { path } = item;
    switch (type) {
      case 'file':
        return this.#file(item);
      case 'directory':
        return this.#subfolder(item);
      case 'symlink':
        this.#link(item);
        return;
      case 'other':
        this.#problem('tree-special-file', path);
        return;
      case 'gone':
        this.#problem('tree-changed', path);
    }
  }

  async #subfolder({ folder, name, path, depth }: Item): Promise<void> {
    const { leaveOut, limits } = this.#reading;
    if (leaveOut?.(path) ?? false) {
      this.#leftOut.push(path);
      return;
    }
    if (depth >= limits.maxDepth) {
      this.#problem('tree-limit-depth', path);
      return;
    }
    const opened = attempt(
      () => folder.folder(name),
      (code) => this.#unopened(path, code),
    );
    if (opened === null) return;
    try {
      this.#entries.push({ path, type: 'directory', mode: opened.mode, size: 0 });
      await this.folder(opened, `${path}/`, depth + 1);
    } finally {
      opened.close();
    }
  }

  #link({ folder, name, path }: Item): void {
    const bytes = attempt(
      () => readlinkSync(folder.wayTo(name), { encoding: 'buffer' }),
      (code) => this.#unopened(path, code),
    );
    if (bytes === null) return;
    const linkTarget = bytes.toString('utf8');
    this.#entries.push({ path, type: 'symlink', mode: 0o777, size: 0, linkTarget });
    if (leadsOut(path, linkTarget)) this.#problem('tree-link-outside', path);
  }

  async #file({ folder, name, path }: Item): Promise<void> {
    const descriptor = attempt(
      () => folder.file(name),
      (code) => this.#unopened(path, code),
    );
    if (descriptor === null) return;
    try {
      await this.#opened(descriptor, path);
    } catch (error) {
      this.#problem('tree-unreadable', path, codeOf(error));
    } finally {
      closeSync(descriptor);
    }
  }

  async #opened(descriptor: number, path: string): Promise<void> {
    const stats = fstatSync(descriptor);
    this.#bytes += stats.size;
    if (this.#bytes > this.#reading.limits.maxBytes) {
      this.#stop('tree-limit-bytes');
      return;
    }
    const asked = this.#reading.members.get(path);
    const isWanted = asked !== undefined && stats.size <= this.#reading.limits.maxMemberBytes;
    // It was a plain file when its folder was read.
    const read = stats.isFile() ? await readFile({ descriptor, stats, pace: this.#pace }, isWanted) : null;
    if (read === null) {
      this.#problem('tree-changed', path);
      return;
    }
    this.#entries.push({ path, type: 'file', mode: stats.mode & 0o7777, size: stats.size, sha256: read.sha256 });
    if (isWanted && read.bytes !== undefined) this.#members.set(asked, read.bytes);
  }

  #unopened(path: string, code: string): null {
    // A link, another kind of thing, or nothing stands there by now.
    const isSwapped = code === 'ELOOP' || code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENXIO';
    this.#problem(isSwapped ? 'tree-changed' : 'tree-unreadable', path, code);
    return null;
  }

  #problem(code: TreeProblemCode, path?: string, why?: string): void {
    if (this.#problems.length >= mostProblems) this.#isOver = true;
    else this.#problems.push(treeProblem(code, path, why));
  }

  #stop(code: TreeProblemCode): void {
    this.#problem(code);
    this.#isOver = true;
  }
}

interface Place {
  readonly folder: OpenFolder;
  readonly path: string;
  readonly depth: number;
}

interface Item extends Place {
  readonly name: string;
}

interface ReadFile {
  readonly sha256: string;
  readonly bytes?: Uint8Array;
}

/** A tree with that many problems is refused whatever else is in it. */
const mostProblems = 100;

/** Null when it changed. Throws the system's error. */
async function readFile(file: OpenFile, isWanted: boolean): Promise<ReadFile | null> {
  if (isWanted || file.stats.size <= wholeBytes) {
    const bytes = readWhole(file);
    return bytes === null ? null : { sha256: hash('sha256', bytes, 'hex'), bytes };
  }
  const state = createHash('sha256');
  const end = await readThrough(file, (chunk) => void state.update(chunk));
  return end === 'whole' ? { sha256: state.digest('hex') } : null;
}

/** The system's word for what went wrong; throws defects on. */
function codeOf(error: unknown): string {
  const code = systemCode(error);
  if (code === null) throw error;
  return code;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Names come as bytes: a decoder that replaces would make different names the same. */
function nameOf({ name }: Dirent): string | null {
  try {
    return utf8.decode(name as unknown as Uint8Array);
  } catch {
    return null;
  }
}

function shownBytes({ name }: Dirent): string {
  return Buffer.from(name as unknown as Uint8Array).toString('latin1');
}

function hasControl(name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  }
  return false;
}

/** Some file systems do not say in the folder what an entry is. */
function typeOf(entry: Dirent, folder: OpenFolder, name: string): 'file' | 'directory' | 'symlink' | 'other' | 'gone' {
  const known = kindOf(entry);
  if (known !== 'other' || isNamed(entry)) return known;
  const stats = attempt(
    () => folder.stat(name),
    () => null,
  );
  return stats === null ? 'gone' : kindOf(stats);
}

function kindOf(
  thing: Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>,
): 'file' | 'directory' | 'symlink' | 'other' {
  if (thing.isFile()) return 'file';
  if (thing.isDirectory()) return 'directory';
  return thing.isSymbolicLink() ? 'symlink' : 'other';
}

function isNamed(entry: Dirent): boolean {
  return entry.isFIFO() || entry.isSocket() || entry.isCharacterDevice() || entry.isBlockDevice();
}

/** By its text alone: what lies at the other end is never looked at. */
function leadsOut(path: string, target: string): boolean {
  if (target.startsWith('/') || target.includes('\\') || /^[a-z]:/iu.test(target)) return true;
  const end = posix.normalize(posix.join(posix.dirname(path), target));
  return end === '..' || end.startsWith('../');
}
