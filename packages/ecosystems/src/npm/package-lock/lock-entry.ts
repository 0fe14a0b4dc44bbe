import { asMap, asText, DocMap } from '@assay/documents';
import { isSet } from '../locked-pins.js';
import { normalisePath } from '../project-path.js';
import { folderName, parseLocation, type Location } from './location.js';

/** One entry of `packages`. */
export interface LockEntry {
  readonly key: string;
  /** 1-based. */
  readonly line: number;
  readonly location: Location;
  /** The entry's fields; empty when the entry is no mapping. */
  readonly meta: DocMap;
  readonly isMapping: boolean;
  /** For `link: true`: the key of the entry it points to, whether or not there is one. */
  readonly linkTo: string | null;
}

/** Reads all entries of `packages`, by key, in the lockfile's order. */
export function readEntries(packages: DocMap): Map<string, LockEntry> {
  const entries = new Map<string, LockEntry>();
  for (const [key, value] of packages.entries()) {
    const line = packages.lineOf(key);
    const meta = asMap(value);
    entries.set(key, {
      key,
      line,
      location: parseLocation(key),
      meta: meta ?? new DocMap(line),
      isMapping: meta !== undefined,
      linkTo: meta === undefined ? null : linkTarget(meta),
    });
  }
  return entries;
}

/** The name the entry is locked under: its `name`, which npm writes where the path does not say it, or the path's. */
export function entryName(entry: LockEntry): string {
  const stated = asText(entry.meta.get('name'));
  if (stated !== undefined && stated !== '') return stated;
  return entry.location.kind === 'package' ? entry.location.name : folderName(entry.key);
}

/** The entry's version as it stands, or empty text. */
export function entryVersion(entry: LockEntry): string {
  return asText(entry.meta.get('version')) ?? '';
}

/** npm resolves a link's `resolved` as a path from the project. */
function linkTarget(meta: DocMap): string | null {
  if (!isSet(meta.get('link'))) return null;
  const path = normalisePath(asText(meta.get('resolved')) ?? '');
  return path === '.' ? '' : path;
}
