/**
 * The outer tar of a gem: metadata.gz, data.tar.gz, checksums.yaml.gz, each with an optional `.sig`.
 *
 * RubyGems looks at a member's name alone, never at its type, and takes the last of several where a signature was
 * checked over another (CVE-2018-1000076): so every member is a plain file, and is there once.
 */

import type { ArchiveEntry, ArchiveListing } from '@assay/model';
import type { ProblemCode } from './archive-problems.js';
import type { EntryContent } from './entry-content.js';
import { readEntryPath } from './entry-path.js';
import { gemRules } from './gem-rules.js';
import { gunzip, isFatal } from './gunzip.js';
import type { ListJob } from './list-options.js';
import { ProblemLog } from './problem-log.js';
import { utf8Length } from './tar-text.js';
import type { TarResult } from './tar-reading.js';
import type { TarHeader } from './tar-header.js';
import type { TarEntry, TarVisitor } from './tar-walker.js';

export const gemData = 'data.tar.gz';

/** Members that are inflated as a whole; each is small. */
const documents: ReadonlySet<string> = new Set(['metadata.gz', 'checksums.yaml.gz']);

const memberNames: ReadonlySet<string> = new Set(
  ['metadata', 'metadata.gz', gemData, 'checksums.yaml.gz'].flatMap((name) => [name, `${name}.sig`]),
);

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** How the walks over a gem ended. */
export interface GemWalk {
  /** Bytes of the outer tar that were seen. */
  readonly walked: number;
  /** True when the outer walk reached the archive's end. */
  readonly ended: boolean;
  /** What data.tar.gz held, if there is one. */
  readonly data: TarResult | undefined;
}

/** Listens to the walk over the outer tar. */
export class GemListing implements TarVisitor {
  readonly #job: ListJob;
  readonly #content: EntryContent;
  readonly #entries: Mutable<ArchiveEntry>[] = [];
  readonly #log = new ProblemLog();
  /** Name to the number of its first entry. */
  readonly #first = new Map<string, number>();
  readonly #duplicated = new Set<string>();
  #pathBytes = 0;
  #full = false;
  #last = { index: -1, end: 0 };

  constructor(job: ListJob, content: EntryContent) {
    this.#job = job;
    this.#content = content;
  }

  /** The number of the first member called data.tar.gz, if that is a file. */
  get dataIndex(): number | undefined {
    const index = this.#first.get(gemData);
    return index !== undefined && this.#entries[index]?.type === 'file' ? index : undefined;
  }

  problem(code: ProblemCode, path?: string): void {
    this.#log.add(code, path);
  }

  extension({ path }: TarHeader): void {
    this.#log.add('gem-member-type', path);
  }

  content(part: Uint8Array): void {
    this.#content.write(part);
  }

  contentEnd(): void {
    this.#content.end();
  }

  entry(entry: TarEntry): boolean {
    if (this.#full || !this.#withinLimits(entry)) return false;
    const { path, type, mode, size } = entry;
    const index = this.#entries.push({ path, type, mode, size }) - 1;
    this.#checkName(path);
    if (entry.starTimes) this.#log.add('tar-prefix', path);
    if (this.#first.has(path)) {
      this.#log.add('gem-duplicate-member', path);
      this.#duplicated.add(path);
    } else {
      this.#first.set(path, index);
    }
    if (type !== 'file') {
      this.#log.add('gem-member-type', path);
      return false;
    }
    this.#last = { index, end: entry.offset + size };
    return this.#content.begin(index, entry, this.#keeps(path, size));
  }

  /** The gem's listing; called once, when all is read. */
  finish({ walked, ended, data }: GemWalk): ArchiveListing {
    const cut = this.#last.end > walked ? this.#last.index : -1;
    const members = new Map(data?.members);
    const names = new Set([...documents, ...this.#job.requested.outer.keys()]);
    for (const name of names) this.#read(name, cut, members);
    if (ended) this.#checkPresence();
    for (const [index, entry] of this.#entries.entries()) {
      if (entry.type === 'file' && index !== cut) entry.sha256 = this.#content.digest(index);
    }
    return {
      format: 'gem',
      entries: [...this.#entries, ...(data?.entries ?? [])],
      problems: [...this.#log.list(), ...(data?.problems ?? [])],
      members,
      complete: ended && !this.#full && data?.complete === true,
      ...this.#licensesIn(data),
    };
  }

  #licensesIn(data: TarResult | undefined): Pick<ArchiveListing, 'licenseFiles'> {
    return this.#job.licenseFiles ? { licenseFiles: data?.licenseFiles ?? [] } : {};
  }

  #withinLimits({ path }: TarEntry): boolean {
    const { maxPathBytes, maxListedPathBytes } = this.#job.limits;
    const length = utf8Length(path);
    this.#pathBytes += length;
    if (length <= maxPathBytes && this.#pathBytes <= maxListedPathBytes) return true;
    this.#log.add('limit-path');
    this.#full = true;
    return false;
  }

  /** RubyGems knows its members by exact name, after cutting off spaces; other tools by what a path means. */
  #checkName(path: string): void {
    if (memberNames.has(path)) return;
    const { key, problems } = readEntryPath(path, gemRules);
    for (const code of problems) this.#log.add(code, path);
    const like = memberNames.has(key.trim().toLowerCase()) || key.includes('\n');
    this.#log.add(like ? 'gem-member-name' : 'gem-unexpected-member', path);
  }

  #keeps(path: string, size: number): boolean {
    if (path === gemData || !(documents.has(path) || this.#job.requested.outer.has(path))) return false;
    if (size <= this.#job.limits.maxMemberBytes) return true;
    this.#log.add('limit-member', path);
    return false;
  }

  /** Reads a member that is there once, as a file, whole, and small enough. */
  #read(name: string, cut: number, members: Map<string, Uint8Array>): void {
    const index = this.#first.get(name);
    const entry = index === undefined ? undefined : this.#entries[index];
    if (index === undefined || index === cut || entry?.type !== 'file' || this.#duplicated.has(name)) return;
    if (name === gemData || entry.size > this.#job.limits.maxMemberBytes || members.has(name)) return;
    const bytes = this.#content.bytes(index);
    const content = documents.has(name) ? this.#inflate(name, bytes) : bytes;
    if (content !== null && this.#job.requested.outer.has(name)) members.set(name, content);
  }

  #inflate(name: string, bytes: Uint8Array): Uint8Array | null {
    const inflated = gunzip(bytes, this.#job.limits.maxMemberBytes);
    if (inflated === null) this.#log.add('limit-member', name);
    else for (const code of inflated.problems) this.#log.add(code, name);
    return inflated === null || inflated.problems.some(isFatal) ? null : inflated.output;
  }

  #checkPresence(): void {
    const plain = this.#first.has('metadata');
    const zipped = this.#first.has('metadata.gz');
    if (!plain && !zipped) this.#log.add('gem-no-metadata');
    if (plain && zipped) this.#log.add('gem-two-metadata');
    if (!this.#first.has(gemData)) this.#log.add('gem-no-data');
  }
}
