/** Turns what a ZIP walker tells into entries, problems and requested members. */

import type { ArchiveEntry, ArchiveListing, EntryType } from '@assay/model';
import { problemInfo, type ProblemCode } from './archive-problems.js';
import { foldPath, type EntryPath } from './entry-path.js';
import { isLicensePath, LicenseFiles, maxLicenseBytes, type LicenseContent } from './license-files.js';
import { linkProblem } from './link-problem.js';
import type { ListJob } from './list-options.js';
import { PathIndex, type PathKind } from './path-index.js';
import { ProblemLog } from './problem-log.js';
import { decodeText } from './tar-text.js';
import { zipKind } from './zip-attributes.js';
import type { MetEntry, ZipCentral } from './zip-central.js';
import { needsRoot, ZipMembers } from './zip-members.js';
import { readZipPath } from './zip-name.js';
import type { ContentPlan, ZipContent } from './zip-steps.js';

/** What is wanted of an entry's content. */
export type ZipWish = Pick<ContentPlan, 'hash' | 'keep'>;

/** An entry as its local header has it, until the central directory says the rest. */
interface Waiting {
  readonly path: EntryPath;
  /** Names it was asked for under. */
  readonly names: readonly string[];
  readonly sha256?: string;
  readonly bytes?: Uint8Array;
  /** Its content, if it may be a licence. */
  readonly license?: LicenseContent;
  /** The content as text, if it may be a link's target. */
  readonly target?: string;
}

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

const pathKinds: Readonly<Record<EntryType, PathKind>> = {
  file: 'file',
  directory: 'folder',
  symlink: 'link',
  hardlink: 'link',
};

/** Folded paths, the root folder left out, of files that decide what is installed. */
const manifests: ReadonlySet<string> = new Set(['composer.json']);

/** An entry that was met, before its content was. */
interface Met extends Pick<Waiting, 'path' | 'names'> {
  readonly license: boolean;
}

/** Each is kept until the end, so there are not many. */
const mostLicensesMet = 64;

const nothing: Met = { path: { key: '', root: '', problems: [] }, names: [], license: false };

/** Listens to one walk. */
export class ZipListing {
  readonly #job: ListJob;
  readonly #members: ZipMembers;
  readonly #log = new ProblemLog();
  readonly #index = new PathIndex();
  readonly #waiting: Waiting[] = [];
  readonly #entries: Mutable<ArchiveEntry>[] = [];
  readonly #folders = new Set<string>();
  readonly #roots = new Set<string>();
  /** Links, judged when it is known whether there is one root folder. */
  readonly #links: { readonly key: string; readonly path: string; readonly target: string }[] = [];
  readonly #requested = new Map<string, number[]>();
  /** Names for which a file has been met. */
  readonly #asked = new Set<string>();
  #pathBytes = 0;
  /** Bytes of content that is kept because it may be a link's target. */
  #targetBytes = 0;
  #next = nothing;
  /** Files that hold licences if they lie at the root, and if all lies in one folder. */
  readonly #licenses: LicenseFiles<LicenseContent>;
  readonly #licensesBelow: LicenseFiles<LicenseContent>;
  #licensesMet = 0;
  /** True when a file lies in no folder. */
  #rootless = false;

  constructor(job: ListJob) {
    this.#job = job;
    this.#members = new ZipMembers(job.names);
    this.#licenses = new LicenseFiles(job.licenseFiles);
    this.#licensesBelow = new LicenseFiles(job.licenseFiles);
  }

  /** Entries that the central directory has confirmed. */
  get confirmed(): number {
    return this.#entries.length;
  }

  /** Distinct paths and folders so far. */
  get folders(): number {
    return this.#index.size;
  }

  /** `what`: the detail that tells this case from others of the same code. */
  problem(code: ProblemCode, path?: string, what?: string): void {
    this.#log.add(code, path, what === undefined ? undefined : `${problemInfo(code).text} They differ in: ${what}.`);
  }

  /** An entry's name was read; says what is wanted of its content, or why the walk cannot go on. */
  meet(text: string, bytes: number): ZipWish | ProblemCode {
    this.#pathBytes += bytes;
    if (this.#pathBytes > this.#job.limits.maxListedPathBytes) return 'limit-path';
    const path = readZipPath(text);
    if (path.problems.includes('limit-depth')) return 'limit-depth';
    const names = text.endsWith('/') ? [] : this.#members.namesOf(path.key);
    const first = names.some((name) => !this.#asked.has(name));
    for (const name of names) this.#asked.add(name);
    const license = this.#mayBeLicense(text, path.key);
    this.#next = { path, names, license };
    const { maxMemberBytes, maxPathBytes } = this.#job.limits;
    const keep = license ? Math.max(maxLicenseBytes, maxPathBytes) : maxPathBytes;
    // One file for each name is kept: a second one makes it nobody's.
    return { hash: names.length > 0 || license || this.#job.hashEntries, keep: first ? maxMemberBytes : keep };
  }

  /** The content of the entry just met was read. */
  content({ size, sha256, bytes }: ZipContent): void {
    const { path, names, license } = this.#next;
    const kept = names.length > 0 && bytes !== undefined ? { bytes: new Uint8Array(bytes) } : {};
    const target = this.#targetOf(bytes);
    this.#waiting.push({
      path,
      names,
      ...kept,
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(target === undefined ? {} : { target }),
      ...(license && sha256 !== undefined ? { license: licenseContent(size, sha256, bytes) } : {}),
    });
  }

  /** The central directory agrees with the local header; returns why the walk cannot go on, if it cannot. */
  confirm(index: number, met: MetEntry, central: ZipCentral): ProblemCode | null {
    const waiting = this.#waiting[index];
    if (waiting === undefined) return 'zip-central';
    if (central.commented) this.#log.add('zip-entry-comment', met.path);
    for (const code of waiting.path.problems) this.#log.add(code, met.path);
    const kind = zipKind(met.path, central.madeBy, central.external);
    if (typeof kind === 'string') return kind;
    if (kind.mode > 0o777) this.#log.add('mode-special', met.path);
    const entry: Mutable<ArchiveEntry> = { path: met.path, type: kind.type, mode: kind.mode, size: 0 };
    if (kind.type === 'file') this.#file(entry, met, waiting);
    if (kind.type === 'symlink' && !this.#link(entry, met, waiting)) return 'limit-path';
    const at = this.#entries.push(entry) - 1;
    this.#place(entry, waiting, at);
    return this.#index.size > this.#job.limits.maxEntries ? 'limit-entries' : null;
  }

  /** The listing; called once, when the walk is over. */
  finish(complete: boolean): ArchiveListing {
    const single = this.#roots.size === 1 && !this.#rootless;
    for (const { key, path, target } of this.#links) {
      const inside = single ? key.slice(key.indexOf('/') + 1) : key;
      this.#log.add(linkProblem(inside, target) ?? 'link', path);
    }
    const members = complete ? this.#found(single) : new Map<string, Uint8Array>();
    const licenses = (single ? this.#licensesBelow : this.#licenses).list((content) => (complete ? content : null));
    return { format: 'zip', entries: this.#entries, problems: this.#log.list(), members, complete, ...licenses };
  }

  /** Where the root folder is shows at the end; until then, both that it is this archive's and that it is not must be thought of. */
  #mayBeLicense(text: string, key: string): boolean {
    if (!this.#job.licenseFiles || this.#licensesMet >= mostLicensesMet || text.endsWith('/')) return false;
    if (!isLicensePath(key) && !isLicensePath(belowRoot(key))) return false;
    this.#licensesMet++;
    return true;
  }

  /** Only the central directory tells which small files are links. Text of more than one line is none. */
  #targetOf(bytes: Uint8Array | undefined): string | undefined {
    const { maxPathBytes, maxListedPathBytes } = this.#job.limits;
    if (bytes === undefined || bytes.length > maxPathBytes || bytes.some((byte) => byte < 0x20)) return undefined;
    if (this.#targetBytes + bytes.length > maxListedPathBytes) return undefined;
    this.#targetBytes += bytes.length;
    return decodeText(bytes, 0, bytes.length) ?? undefined;
  }

  #file(entry: Mutable<ArchiveEntry>, met: MetEntry, { sha256 }: Waiting): void {
    entry.size = met.size;
    if (sha256 !== undefined) entry.sha256 = sha256;
  }

  /** False when there is no telling where the link points, because all the targets together are too long. */
  #link(entry: Mutable<ArchiveEntry>, met: MetEntry, { target, path }: Waiting): boolean {
    const { maxPathBytes, maxListedPathBytes } = this.#job.limits;
    if (met.size > maxPathBytes || this.#targetBytes + met.size > maxListedPathBytes) return false;
    if (target === undefined || target === '') {
      this.#log.add('zip-link-target', met.path);
      return true;
    }
    entry.linkTarget = target;
    this.#links.push({ key: path.key, path: met.path, target });
    return true;
  }

  /** Puts the entry among the others. */
  #place(entry: ArchiveEntry, { path: { key }, names, license }: Waiting, at: number): void {
    this.#root(entry, key);
    const met = this.#index.add(key, pathKinds[entry.type], at);
    for (const code of met.problems) if (code !== 'path-collision') this.#log.add(code, entry.path);
    const again = entry.type === 'directory' && this.#folders.has(key);
    if (entry.type === 'directory') this.#folders.add(key);
    if (met.same !== undefined || again) this.#log.add('zip-duplicate', entry.path);
    if (met.problems.includes('path-collision')) this.#log.add(collisionCode(key), entry.path);
    if (entry.type !== 'file') return;
    for (const name of names) this.#request(name, at);
    if (license === undefined) return;
    this.#licenses.take(key, license);
    if (key.includes('/')) this.#licensesBelow.take(belowRoot(key), license);
  }

  #root(entry: ArchiveEntry, key: string): void {
    const slash = key.indexOf('/');
    if (slash < 0 && entry.type !== 'directory') this.#rootless = true;
    else if (key !== '') this.#roots.add(slash < 0 ? key : key.slice(0, slash));
  }

  #request(name: string, at: number): void {
    const known = this.#requested.get(name);
    if (known === undefined) this.#requested.set(name, [at]);
    else known.push(at);
  }

  /** A name that several entries claim is nobody's. */
  #found(single: boolean): Map<string, Uint8Array> {
    const members = new Map<string, Uint8Array>();
    for (const [name, [at = -1, ...others]] of this.#requested) {
      if (others.length > 0 || (needsRoot(name) && !single)) continue;
      const bytes = this.#waiting[at]?.bytes;
      if (bytes === undefined) this.#log.add('limit-member', this.#entries[at]?.path);
      else members.set(name, bytes);
    }
    return members;
  }
}

/** What a path is where its first folder holds all. */
function belowRoot(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}

function licenseContent(size: number, sha256: string, bytes: Uint8Array | undefined): LicenseContent {
  const small = bytes !== undefined && bytes.length <= maxLicenseBytes;
  return { size, sha256, ...(small ? { bytes: new Uint8Array(bytes) } : {}) };
}

function collisionCode(key: string): ProblemCode {
  const folded = foldPath(key);
  const decisive = manifests.has(folded) || manifests.has(folded.slice(folded.indexOf('/') + 1));
  return decisive ? 'manifest-collision' : 'path-collision';
}
