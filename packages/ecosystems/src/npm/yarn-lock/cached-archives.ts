/**
 * Archives of Yarn 2 and later in the checkout (`.yarn/cache`). Yarn takes an entry's archive from there where it finds one, and otherwise
 * makes it of what the registry serves. Their names are `<name>-<protocol>[-<version>]-<ten digits of the locator's hash>-<…>.zip`, the
 * end being ten digits of the checksum, or the cache key.
 */

import { asText } from '@assay/documents';
import { digestOf, type Gap, type LockfileContent, type Subject, type VendoredArchive } from '@assay/model';
import { shown } from '../shown.js';
import { readChecksum } from './berry-checksum.js';
import type { BerryEntry } from './berry-entry.js';
import { patchedResolution } from './berry-facts.js';
import type { BerryIdent } from './berry-locator.js';

/** What is known of a lockfile when the archives beside it are looked at. */
export interface CachedArchives {
  readonly lockfile: string;
  readonly archives: readonly string[];
  readonly entries: readonly BerryEntry[];
  /** Provisional subject id of what an entry locks; a patch stands for what it changes. */
  readonly subjectOf: (entry: BerryEntry) => string | undefined;
}

/** Says of each subject which archives beside the lockfile are its own, and tells of those that are nobody's. */
export function withCachedArchives(content: LockfileContent, cache: CachedArchives): LockfileContent {
  if (cache.archives.length === 0) return content;
  const entryOf = entriesByHash(cache.entries);
  const bySubject = new Map<string, VendoredArchive[]>();
  const strangers: string[] = [];
  for (const path of cache.archives) {
    const entry = entryOf.get(hashIn(path));
    const subject = entry === undefined ? undefined : cache.subjectOf(entry);
    if (entry === undefined || subject === undefined) strangers.push(path);
    else {
      const own = bySubject.get(subject) ?? [];
      bySubject.set(subject, own);
      own.push(archiveOf(entry, path, cache.lockfile));
    }
  }
  const subjects = content.subjects.map((subject) => withArchives(subject, bySubject.get(subject.id)));
  return { ...content, subjects, gaps: [...content.gaps, ...strangerGaps(strangers, cache.lockfile)] };
}

function withArchives(subject: Subject, vendored: readonly VendoredArchive[] | undefined): Subject {
  return vendored === undefined ? subject : { ...subject, vendored };
}

/** Of folders that are used where they lie, Yarn makes no archive. */
const inPlace: ReadonlySet<string> = new Set(['workspace:', 'link:', 'portal:']);

function entriesByHash(entries: readonly BerryEntry[]): ReadonlyMap<string, BerryEntry> {
  const archived = entries.flatMap((entry) => {
    const { locator } = entry;
    return locator === null || inPlace.has(locator.range.protocol) ? [] : [[locatorHash(locator), entry] as const];
  });
  return new Map(archived);
}

const shownDigits = 10;

/** SHA-512 over the reference behind the hex of the SHA-512 over scope and name, as far as Yarn has it in a file's name. */
function locatorHash({ name, range }: BerryIdent): string {
  const ident = name.startsWith('@') ? name.slice(1).replace('/', '') : name;
  return sha512(`${sha512(ident)}${range.text}`).slice(0, shownDigits);
}

function sha512(text: string): string {
  return digestOf('sha512', text).value;
}

/** File systems that take `A` for `a` give Yarn either: what stands before the hash is not looked at, and the hash in any case of letters. */
function hashIn(path: string): string {
  return path.toLowerCase().split('-').at(-2) ?? '';
}

function archiveOf(entry: BerryEntry, path: string, lockfile: string): VendoredArchive {
  const { pins } = readChecksum(asText(entry.fields.get('checksum')));
  const patch = patchedResolution(entry) === null ? {} : { patch: entry.locator?.range.selector ?? '' };
  return { lockfile, path, format: 'zip', pins, folder: `node_modules/${entry.locator?.name ?? ''}`, ...patch };
}

const mostNamed = 3;

function strangerGaps(paths: readonly string[], lockfile: string): readonly Gap[] {
  const [first] = paths;
  if (first === undefined) return [];
  const more = paths.length > mostNamed ? ` and ${String(paths.length - mostNamed)} more` : '';
  const names = paths
    .slice(0, mostNamed)
    .map((path) => shown(path))
    .join(', ');
  const detail = `No entry is for ${names}${more}: Yarn installs nothing of it, and it was not looked at.`;
  return [{ lockfile, code: 'vendored-archive-not-locked', detail }];
}
