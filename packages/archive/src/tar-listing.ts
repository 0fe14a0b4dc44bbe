/** Turns what a tar walker tells into entries, problems and requested members. */

import type { ArchiveEntry, ArchiveProblem, LicenseFile } from '@assay/model';
import type { ArchiveLimits } from './archive-limits.js';
import type { ProblemCode } from './archive-problems.js';
import type { EntryContent } from './entry-content.js';
import { foldPath, readEntryPath, type EntryPath, type PathRules } from './entry-path.js';
import { LicenseFiles, maxLicenseBytes, type LicenseContent } from './license-files.js';
import { linkProblem, windsWithin } from './link-problem.js';
import { PathIndex, type PathKind } from './path-index.js';
import { ProblemLog } from './problem-log.js';
import { utf8Length } from './tar-text.js';
import type { TarHeader } from './tar-header.js';
import type { TarEntry, TarVisitor } from './tar-walker.js';

/** How clients of one format install a tar. */
export interface TarRules extends PathRules {
  /** True for RubyGems: no extension headers, and a prefix field that goes on after a NUL. */
  readonly plainUstar: boolean;
  /** Folded paths of the files that decide what is installed. */
  readonly manifests: ReadonlySet<string>;
}

/** Which tar is listed, and what is wanted of it. */
export interface TarListingOptions {
  readonly rules: TarRules;
  readonly limits: ArchiveLimits;
  readonly content: EntryContent;
  /** Canonical path (root stripped) to the name it was asked under. */
  readonly wanted: ReadonlyMap<string, string>;
  /** True when every file's SHA-256 is wanted. */
  readonly hashEntries: boolean;
  /** True when the files that hold licences are wanted. */
  readonly licenseFiles: boolean;
  /** Value of `within` for every entry. */
  readonly within?: string;
}

/** A tar's part of an archive's listing. */
export interface TarPart {
  readonly entries: readonly ArchiveEntry[];
  readonly problems: readonly ArchiveProblem[];
  readonly members: ReadonlyMap<string, Uint8Array>;
  readonly licenseFiles?: readonly LicenseFile[];
}

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** Two files or links that meet in one path; whether that matters depends on their content. */
interface Meeting {
  readonly path: string;
  readonly first: number;
  readonly second: number;
  readonly same: ProblemCode;
  readonly different: ProblemCode;
}

const pathKinds: Readonly<Record<ArchiveEntry['type'], PathKind>> = {
  file: 'file',
  directory: 'folder',
  symlink: 'link',
  hardlink: 'link',
};

/** Listens to one walk. */
export class TarListing implements TarVisitor {
  readonly #options: TarListingOptions;
  readonly #entries: Mutable<ArchiveEntry>[] = [];
  readonly #log = new ProblemLog();
  readonly #index = new PathIndex();
  readonly #meetings: Meeting[] = [];
  /** Name asked under to the entry's number. */
  readonly #requested = new Map<string, number>();
  readonly #roots = new Set<string>();
  readonly #licenses: LicenseFiles<number>;
  #links = 0;
  /** Links whose targets are right where there is no other link. */
  readonly #winding: string[] = [];
  #pathBytes = 0;
  /** The last file's number, and where its content ends in the tar. */
  #last = { index: -1, end: 0 };
  #full = false;

  constructor(options: TarListingOptions) {
    this.#options = options;
    this.#licenses = new LicenseFiles(options.licenseFiles);
  }

  /** True once a cap was reached: nothing more is taken in. */
  get full(): boolean {
    return this.#full;
  }

  /** Distinct paths and folders so far. */
  get folders(): number {
    return this.#index.size;
  }

  problem(code: ProblemCode, path?: string): void {
    // The walker counts entries, the listing entries and folders: one of the two is enough.
    if (code !== 'limit-entries' || !this.#full) this.#log.add(code, path);
  }

  extension({ path, starTimes }: TarHeader): void {
    // What it says about the next entry is what counts; yet RubyGems, which takes it for an entry, fails on such a name.
    if (starTimes && this.#options.rules.plainUstar) this.#log.add('tar-prefix', path);
  }

  content(part: Uint8Array): void {
    this.#options.content.write(part);
  }

  contentEnd(): void {
    this.#options.content.end();
  }

  entry(entry: TarEntry): boolean {
    if (this.#full) return false;
    const path = readEntryPath(entry.path, this.#options.rules);
    if (!this.#withinLimits(entry, path)) return false;
    this.#report(entry, path);
    const index = this.#entries.push(this.#listed(entry)) - 1;
    const placed = this.#place(entry, path.key, index);
    if (entry.type !== 'file') return false;
    this.#last = { index, end: entry.offset + entry.size };
    const requested = placed && this.#request(path.key, entry, index);
    const license = placed && this.#licenses.take(path.key, index) && entry.size <= maxLicenseBytes;
    return this.#options.content.begin(index, entry, requested || license);
  }

  /** The listing; called once, when the walk is over. `walked`: bytes of tar that were seen. */
  finish(walked: number): TarPart {
    // Only the last file can be cut off; what there is of its content is worth nothing.
    const cut = this.#last.end > walked ? this.#last.index : -1;
    const members = this.#members(cut);
    for (const meeting of this.#meetings) if (meeting.second !== cut) this.#resolve(meeting, members);
    if (this.#options.hashEntries) for (const index of this.#entries.keys()) if (index !== cut) this.#hash(index);
    for (const path of this.#winding) this.#log.add(this.#links === 1 ? 'link' : 'link-outside', path);
    if (this.#roots.size > 1) this.#log.add('root-several');
    const licenses = this.#licenses.list((index) => (index === cut ? null : this.#licenseContent(index)));
    return { entries: this.#entries, problems: this.#log.list(), members, ...licenses };
  }

  #licenseContent(index: number): LicenseContent {
    const size = this.#entries[index]?.size ?? 0;
    const sha256 = this.#hash(index) ?? '';
    return { size, sha256, ...(size > maxLicenseBytes ? {} : { bytes: this.#options.content.bytes(index) }) };
  }

  #withinLimits({ path, linkName }: TarEntry, { problems }: EntryPath): boolean {
    const { maxPathBytes, maxListedPathBytes } = this.#options.limits;
    const pathBytes = utf8Length(path);
    const linkBytes = utf8Length(linkName);
    this.#pathBytes += pathBytes + linkBytes;
    if (Math.max(pathBytes, linkBytes) > maxPathBytes || this.#pathBytes > maxListedPathBytes) this.#fill('limit-path');
    else if (problems.includes('limit-depth')) this.#fill('limit-depth');
    return !this.#full;
  }

  #fill(code: ProblemCode): void {
    this.#log.add(code);
    this.#full = true;
  }

  #listed({ path, type, mode, size, linkName }: TarEntry): Mutable<ArchiveEntry> {
    const entry: Mutable<ArchiveEntry> = { path, type, mode, size };
    if (linkName !== '') entry.linkTarget = linkName;
    if (this.#options.within !== undefined) entry.within = this.#options.within;
    return entry;
  }

  #report(entry: TarEntry, { root, problems }: EntryPath): void {
    for (const code of problems) this.#log.add(code, entry.path);
    if (entry.renamed && this.#options.rules.plainUstar) this.#log.add('extension-in-gem', entry.path);
    if (entry.starTimes && this.#options.rules.plainUstar) this.#log.add('tar-prefix', entry.path);
    if (entry.mode > 0o777) this.#log.add('mode-special', entry.path);
    if (root === '' || this.#roots.has(root)) return;
    this.#roots.add(root);
    if (root !== 'package') this.#log.add('root-name', entry.path);
  }

  /** Puts the entry among the others. False when clients put it nowhere. */
  #place(entry: TarEntry, key: string, index: number): boolean {
    if (this.#options.rules.stripFirst && !entry.path.includes('/')) {
      if (entry.type !== 'directory' && entry.path !== '') this.#log.add('name-outside-root', entry.path);
      return false;
    }
    const met = this.#index.add(key, pathKinds[entry.type], index);
    for (const code of met.problems) if (code !== 'path-collision') this.#log.add(code, entry.path);
    if (met.same !== undefined) this.#meet(entry, met.same, index, ['duplicate-same', 'duplicate-different']);
    if (met.folded !== undefined && met.problems.includes('path-collision'))
      this.#collide(entry, key, met.folded, index);
    if (entry.type === 'symlink' || entry.type === 'hardlink') this.#link(entry, key);
    if (this.#index.size > this.#options.limits.maxEntries) this.#fill('limit-entries');
    return true;
  }

  #collide(entry: TarEntry, key: string, folded: string, index: number): void {
    const other = this.#index.find(folded);
    const decisive = this.#options.rules.manifests.has(foldPath(key));
    if (other === undefined || !decisive) this.#log.add('path-collision', entry.path);
    else this.#meet(entry, other, index, ['path-collision', 'manifest-collision']);
  }

  #meet({ path }: TarEntry, first: number, second: number, codes: readonly [ProblemCode, ProblemCode]): void {
    this.#meetings.push({ path, first, second, same: codes[0], different: codes[1] });
  }

  #link({ path, type, linkName }: TarEntry, key: string): void {
    this.#links++;
    if (type === 'symlink' && windsWithin(key, linkName)) this.#winding.push(path);
    else this.#log.add(type === 'hardlink' ? 'hard-link' : (linkProblem(key, linkName) ?? 'link'), path);
    if (this.#options.rules.cutsSpaces && linkName.endsWith(' ')) this.#log.add('name-space-in-gem', path);
  }

  /** True when the file's content is to be kept because it was asked for. */
  #request(key: string, { path, size }: TarEntry, index: number): boolean {
    const name = this.#options.wanted.get(key);
    if (name === undefined) return false;
    if (size > this.#options.limits.maxMemberBytes) {
      this.#log.add('limit-member', path);
      return false;
    }
    this.#requested.set(name, index);
    return true;
  }

  #members(cut: number): Map<string, Uint8Array> {
    const members = new Map<string, Uint8Array>();
    for (const [name, index] of this.#requested) {
      if (index === cut) continue;
      members.set(name, this.#options.content.bytes(index));
      this.#hash(index);
    }
    return members;
  }

  /** Says which problem a meeting is. A member that two entries claim with different content is nobody's. */
  #resolve(meeting: Meeting, members: Map<string, Uint8Array>): void {
    const same = this.#sameContent(meeting.first, meeting.second);
    this.#log.add(same ? meeting.same : meeting.different, meeting.path);
    if (same) return;
    for (const [name, index] of this.#requested) {
      if (index === meeting.first || index === meeting.second) members.delete(name);
    }
  }

  #sameContent(first: number, second: number): boolean {
    const [a, b] = [this.#entries[first], this.#entries[second]];
    if (a?.type !== b?.type) return false;
    if (a?.type !== 'file') return a?.linkTarget === b?.linkTarget;
    return this.#hash(first) === this.#hash(second);
  }

  #hash(index: number): string | undefined {
    const entry = this.#entries[index];
    if (entry?.type !== 'file') return undefined;
    entry.sha256 ??= this.#options.content.digest(index);
    return entry.sha256;
  }
}
