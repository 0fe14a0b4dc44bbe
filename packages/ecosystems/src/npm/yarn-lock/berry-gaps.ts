import { asText } from '@assay/documents';
import { withoutCredentials } from '@assay/model';
import type { InventoryDraft } from '../inventory-draft.js';
import { allows } from '../manifest-claims/dependency-spec.js';
import { shown } from '../shown.js';
import { readChecksum } from './berry-checksum.js';
import { berryWants, type BerryEntry } from './berry-entry.js';
import { patchNames, patchedResolution } from './berry-facts.js';
import type { BerryGraph } from './berry-graph.js';
import { parseIdent, parseRange } from './berry-locator.js';

/** What the gaps follow from. */
export interface BerryGaps {
  readonly entries: readonly BerryEntry[];
  readonly graph: BerryGraph;
  readonly draft: InventoryDraft;
  /** What the lockfile’s own section says made its checksums. */
  readonly cacheKey: string;
  readonly hasManifest: boolean;
}

/** Reports what the lockfile leaves open, or says in a way that is not understood. */
export function addBerryGaps(lock: BerryGaps): void {
  for (const entry of lock.entries) addEntryGaps(entry, lock);
  for (const { from, wanted } of lock.graph.missing) {
    const detail = `${shown(from.resolution)} depends on ${shown(`${wanted.name}@${wanted.range}`)}, which has no entry.`;
    const code = wanted.scope === 'optional' ? 'optional-dependency-not-locked' : 'dependency-not-locked';
    lock.draft.addGap({ code, line: from.line, detail });
  }
  addChecksumGaps(lock);
  if (lock.hasManifest) return;
  const detail = 'yarn.lock does not say what is for development only, and no package.json lies beside it.';
  lock.draft.addGap({ code: 'manifest-not-read', detail });
}

const understood: ReadonlySet<string> = new Set([
  'version',
  'resolution',
  'checksum',
  'languageName',
  'linkType',
  'conditions',
  'dependencies',
  'peerDependencies',
  'dependenciesMeta',
  'peerDependenciesMeta',
  'bin',
]);

function addEntryGaps(entry: BerryEntry, { draft }: BerryGaps): void {
  const { line, fields, resolution } = entry;
  for (const field of fields.keys()) {
    if (understood.has(field)) continue;
    const detail = `The field ${shown(field)} of ${shown(resolution)} is not understood.`;
    draft.addGap({ code: 'unknown-field', line, detail });
  }
  if (holdsCredentials(entry)) {
    draft.addGap({
      code: 'credentials-in-lockfile',
      line,
      detail: `The URL of ${shown(resolution)} holds credentials.`,
    });
  }
  if (patchedResolution(entry) !== null) addPatchGap(entry, draft);
  addFileGap(entry, draft);
  addVersionGaps(entry, draft);
}

function holdsCredentials({ locator }: BerryEntry): boolean {
  if (locator === null) return false;
  const { protocol, source, parameters } = locator.range;
  const texts = [`${protocol}${source}`, parameters.get('__archiveUrl') ?? ''];
  return texts.some((text) => text.includes('//') && withoutCredentials(text).hadCredentials);
}

/** A patch changes files after the archive was checked, so the archive does not speak for what is installed. */
function addPatchGap(entry: BerryEntry, draft: InventoryDraft): void {
  const names = patchNames(entry);
  const isOwn = names.every((name) => /^builtin<[^<>]{1,100}>$/.test(name));
  const original = shown(patchedResolution(entry) ?? '');
  const detail = isOwn
    ? `${original} is changed by a patch that comes with Yarn: the installed files differ from the archive.`
    : `${original} is patched locally: the installed files differ from the archive.`;
  if (isOwn || isAskedFor(entry)) {
    draft.addGap({ code: isOwn ? 'patched-by-client' : 'patched-locally', line: entry.line, detail });
    return;
  }
  const undeclared = `${detail} Nobody asks for that patch: the lockfile was changed by hand.`;
  draft.addGap({ code: 'patch-not-declared', line: entry.line, detail: undeclared, doubt: true });
}

/** Yarn writes a patch that `resolutions` or a manifest asks for into the key. */
function isAskedFor({ descriptors }: BerryEntry): boolean {
  return descriptors.every((text) => parseIdent(text)?.range.protocol === 'patch:');
}

const places: ReadonlySet<string> = new Set(['file:', 'link:', 'portal:', 'exec:', 'patch:']);

/** Packages that are fetched have no say about the project’s files; Yarn does what the lockfile says they ask for. */
function addFileGap(entry: BerryEntry, draft: InventoryDraft): void {
  const protocol = entry.locator?.range.protocol ?? '';
  if (protocol === 'workspace:' || protocol === 'link:' || protocol === 'portal:' || protocol === 'file:') return;
  for (const { name, range } of berryWants(entry)) {
    if (!places.has(parseRange(range).protocol)) continue;
    const detail = `${shown(entry.resolution)} is said to need ${shown(`${name}@${range}`)}: a file or folder of the project, of which a fetched package knows nothing.`;
    draft.addGap({ code: 'file-not-declared', line: entry.line, detail, doubt: true });
  }
}

function addVersionGaps(entry: BerryEntry, draft: InventoryDraft): void {
  const { locator, line } = entry;
  if (locator?.range.protocol !== 'npm:') return;
  const fetched = locator.range.source;
  if (entry.version !== fetched) {
    const detail = `${shown(entry.resolution)} says it is version ${shown(entry.version)}; Yarn fetches the one in its reference.`;
    draft.addGap({ code: 'version-disagrees', line, detail });
  }
  for (const text of entry.descriptors) {
    const asked = askedRange(text);
    if (asked === null || allows(asked, fetched)) continue;
    const detail = `${shown(text)} is locked as version ${shown(fetched)}, which it does not allow.`;
    draft.addGap({ code: 'version-outside-range', line, detail });
  }
}

/** The range of versions in `name@npm:range` and `alias@npm:name@range`. */
function askedRange(text: string): string | null {
  const range = parseIdent(text)?.range;
  if (range?.protocol !== 'npm:') return null;
  const at = range.source.indexOf('@', 1);
  return range.source.startsWith('@') || at > 0 ? (at < 0 ? null : range.source.slice(at + 1)) : range.source;
}

/**
 * Two things that no other client’s lockfile has. Yarn’s checksums are of archives that it makes itself; and it compares one only where
 * the archive is of the kind that the checksum was made of, else it writes down another.
 */
function addChecksumGaps({ entries, draft, cacheKey }: BerryGaps): void {
  const checksums = entries.map(({ fields }) => readChecksum(asText(fields.get('checksum'))));
  const made = checksums.filter(({ pins }) => pins.length > 0);
  if (made.length > 0) {
    const kind = cacheKey === '' ? '' : `, of the kind ${shown(cacheKey)}`;
    const detail = `What is pinned are the archives that Yarn makes of packages${kind}: what a registry serves has no pin here.`;
    draft.addGap({ code: 'client-archive-pins', detail });
  }
  const others = made.filter((checksum) => checksum.cacheKey !== '' && checksum.cacheKey !== cacheKey);
  if (others.length === 0) return;
  const detail = `${others.length} checksums are of another kind of archive than ${shown(cacheKey)}: a Yarn that makes that kind replaces them without comparing.`;
  draft.addGap({ code: 'checksum-of-other-kind', detail });
}
