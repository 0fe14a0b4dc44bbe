import { asMap, asText, DocMap, type DocValue } from '@assay/documents';
import type { LockfileInput } from '@assay/model';
import { isSet } from '../locked-pins.js';
import { isHttp, readSource } from '../locked-source.js';
import { unreadable } from '../lockfile-error.js';
import { isPackageName } from '../package-name.js';
import { versionInUrl } from '../registry-url-form.js';
import { shown } from '../shown.js';
import type { PackageId } from '../subject-facts.js';
import { longestKey, parseLocation, type Location } from './location.js';
import { aliasTarget } from './alias-target.js';
import type { LockEntry } from './lock-entry.js';

/** What the old form is read from. */
export interface LegacyLock {
  readonly input: LockfileInput;
  /** The `dependencies` section; undefined when the project has none. */
  readonly dependencies: DocMap | undefined;
  /** What is known of the project itself: its package.json, or the little that the lockfile says. */
  readonly project: DocMap;
}

/**
 * The entries of a lockfile that npm 6 or older wrote, in the form in which npm 7 and later read it: a key for each place in the nested
 * `dependencies`, `version` taken apart into version, name and location, `requires` as dependencies, and names that are marked `bundled`
 * listed by the package they lie in. Which dependency is optional the old form does not say: all count as needed. Throws AssayError
 * `ERR_LOCKFILE` where two entries claim one place.
 */
export function readLegacyEntries(lock: LegacyLock): Map<string, LockEntry> {
  const entries = new Map<string, LockEntry>([['', projectEntry(lock.project)]]);
  const waiting: Nested[] = lock.dependencies === undefined ? [] : [{ section: lock.dependencies, owner: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [name, value] of next.section.entries()) {
      const read = readEntry({ name, value, line: next.section.lineOf(name), owner: next.owner });
      for (const entry of read) addEntry(entry, entries, lock.input);
      const nested = asMap(asMap(value)?.get('dependencies'));
      const owner = read.at(-1)?.key ?? '';
      if (nested !== undefined) waiting.push({ section: nested, owner });
    }
  }
  return entries;
}

/** A `dependencies` section and the key of the entry it stands in. */
interface Nested {
  readonly section: DocMap;
  readonly owner: string;
}

interface Place {
  readonly name: string;
  readonly value: DocValue;
  readonly line: number;
  readonly owner: string;
}

function projectEntry(project: DocMap): LockEntry {
  return { key: '', line: project.line, location: { kind: 'project' }, meta: project, isMapping: true, linkTo: null };
}

function addEntry(entry: LockEntry, entries: Map<string, LockEntry>, input: LockfileInput): void {
  if (entry.key.length > longestKey) {
    throw unreadable(input, 'dependencies are nested deeper than any project has them.', { line: entry.line });
  }
  if (entries.has(entry.key)) {
    throw unreadable(input, `Two entries of dependencies are about ${shown(entry.key)}.`, { line: entry.line });
  }
  entries.set(entry.key, entry);
}

/** The entry; for a folder, the link in `node_modules` and the folder, below which its own dependencies lie. */
function readEntry(place: Place): readonly LockEntry[] {
  const key = `${place.owner === '' ? '' : `${place.owner}/`}node_modules/${place.name}`;
  const meta = asMap(place.value);
  const { line } = place;
  const location = locate(place.name, key, meta);
  if (meta === undefined) return [{ key, line, location, meta: new DocMap(line), isMapping: false, linkTo: null }];
  const folder = location.kind === 'hostile' ? null : linkedFolder(meta);
  const fields = rewritten(place.name, meta, folder);
  if (folder === null) return [{ key, line, location, meta: fields, isMapping: true, linkTo: null }];
  const link = new DocMap(line);
  link.set('link', true, line);
  link.set('resolved', folder, line);
  const linked = { key, line, location, meta: copied(meta, link), isMapping: true };
  if (folder === '.') return [{ ...linked, linkTo: '' }];
  return [
    { ...linked, linkTo: folder },
    { key: folder, line, location: parseLocation(folder), meta: fields, isMapping: true, linkTo: null },
  ];
}

/** A name that is a path of its own would take another entry's place. */
function locate(name: string, key: string, meta: DocMap | undefined): Location {
  if (!isPackageName(name)) return { kind: 'hostile', why: 'The key is not a package name.' };
  const version = asText(meta?.get('version')) ?? '';
  const resolved = meta?.get('resolved');
  if (isLocated(version) && isSet(resolved) && resolved !== version) {
    return { kind: 'hostile', why: 'The entry names two places that it is fetched from.' };
  }
  return parseLocation(key);
}

/** True for a version that is a place itself. */
function isLocated(version: string): boolean {
  const { kind } = readSource(version);
  return aliasTarget(version) === null && kind !== 'none' && kind !== 'other';
}

/** `file:` and a path that is no archive: npm links the folder. */
function linkedFolder(meta: DocMap): string | null {
  const version = asText(meta.get('version')) ?? '';
  const source = version.startsWith('file:') ? readSource(version) : null;
  return source?.kind === 'directory' ? source.path : null;
}

/** The flags that mean the same in both forms, and a pin, which no folder has. */
function copied(from: DocMap, to: DocMap): DocMap {
  for (const field of ['integrity', 'dev', 'optional']) copy(from, field, to);
  return to;
}

function copy(from: DocMap, field: string, to: DocMap): void {
  const value = from.get(field);
  if (value !== undefined) to.set(field, value, from.lineOf(field));
}

function rewritten(name: string, meta: DocMap, folder: string | null): DocMap {
  const fields = new DocMap(meta.line);
  if (folder === null) {
    addLocation(name, meta, fields);
    copied(meta, fields);
  }
  if (isSet(meta.get('bundled'))) fields.set('inBundle', true, meta.lineOf('bundled'));
  const requires = asMap(meta.get('requires'));
  if (requires !== undefined) fields.set('dependencies', requires, meta.lineOf('requires'));
  const bundled = isSet(meta.get('bundled')) ? [] : bundledNames(meta);
  if (bundled.length > 0) fields.set('bundleDependencies', bundled, meta.line);
  return fields;
}

/** `version` holds whatever the entry is locked to; only beside a version does `resolved` say where it is fetched from. */
function addLocation(name: string, meta: DocMap, fields: DocMap): void {
  const version = asText(meta.get('version')) ?? '';
  const line = meta.lineOf('version');
  if (isLocated(version)) {
    fields.set('resolved', version, line);
    if (isHttp(version)) fields.set('version', versionInUrl(version, name), line);
    return;
  }
  addRelease(aliasTarget(version) ?? { name, version }, name, { line, fields });
  copy(meta, 'resolved', fields);
}

function addRelease(id: PackageId, place: string, { line, fields }: { line: number; fields: DocMap }): void {
  if (id.name !== place) fields.set('name', id.name, line);
  fields.set('version', id.version, line);
}

function bundledNames(meta: DocMap): readonly string[] {
  const names: string[] = [];
  for (const [name, value] of asMap(meta.get('dependencies'))?.entries() ?? []) {
    if (isSet(asMap(value)?.get('bundled'))) names.push(name);
  }
  return names;
}
