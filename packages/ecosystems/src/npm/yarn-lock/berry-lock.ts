import { asText } from '@assay/documents';
import type { LockfileContent, LockfileInput } from '@assay/model';
import { describeProject } from '../description/describe-project.js';
import { draftInventory, type InventoryDraft } from '../inventory-draft.js';
import { unreadable, unsupported } from '../lockfile-error.js';
import { aliasedName } from '../package-lock/aliased-name.js';
import { readProjectManifest } from '../package-lock/project-manifest.js';
import { shown } from '../shown.js';
import { unsupportedFacts } from '../subject-facts.js';
import { dependsOn } from '../depends-on.js';
import { berryDirectLocks } from './berry-direct-locks.js';
import { isRoot, isWorkspace, readBerryEntry, type BerryEntry } from './berry-entry.js';
import { berryFacts, patchedResolution, type BerryContext } from './berry-facts.js';
import { addBerryGaps } from './berry-gaps.js';
import { buildBerryGraph, type BerryGraph } from './berry-graph.js';
import { parseIdent } from './berry-locator.js';
import { withCachedArchives } from './cached-archives.js';
import { regenerate } from './lock-lines.js';
import type { LockBlock } from './lock-tree.js';
import { readBerry } from './read-berry.js';
import { readProjectRules } from '../demand/project-rules.js';
import { readResolutions } from './resolutions.js';

/** Everything known while the inventory is written. */
interface Lock {
  readonly entries: readonly BerryEntry[];
  readonly graph: BerryGraph;
  readonly context: BerryContext;
  readonly draft: InventoryDraft;
  /** Provisional subject ids. The project itself has none. */
  readonly ids: Map<BerryEntry, string>;
}

/** Reads a lockfile of Yarn 2 and later. Throws AssayError `ERR_LOCKFILE` or `ERR_LOCKFILE_UNSUPPORTED`. */
export function parseBerryLock(input: LockfileInput, lines: readonly string[]): LockfileContent {
  const blocks = readBerry(input, lines);
  const metadata = readMetadata(input, blocks);
  const entries = blocks.filter((block) => block !== metadata.block).map(readBerryEntry);
  refuseTwice(input, entries);
  const manifest = readProjectManifest(input.manifest, undefined).fields;
  const resolutions = readResolutions(manifest);
  const graph = buildBerryGraph(entries, {
    manifest,
    resolutions,
    rules: readProjectRules(manifest, input.settings),
  });
  const context = { resolutions, cacheKey: metadata.cacheKey };
  const lock: Lock = { entries, graph, context, draft: draftInventory(input.path), ids: new Map() };
  for (const entry of entries) addSubject(entry, lock);
  for (const entry of entries) addOccurrence(entry, lock);
  for (const entry of entries) addEdges(entry, lock);
  addMetadataGaps(metadata.block, lock.draft);
  addBerryGaps({ entries, graph, draft: lock.draft, cacheKey: metadata.cacheKey, hasManifest: manifest !== undefined });
  addProjects(lock, input.manifest);
  const subjectIdOf = (entry: BerryEntry) => subjectOf(entry, lock);
  const direct = berryDirectLocks({ entries, graph, resolutions, subjectOf: subjectIdOf });
  const content = { ...lock.draft.content(`yarn.lock ${metadata.version}`), direct };
  const { path: lockfile, archives = [] } = input;
  return withCachedArchives(content, { lockfile, archives, entries, subjectOf: subjectIdOf });
}

interface Metadata {
  readonly block: LockBlock;
  readonly version: string;
  readonly cacheKey: string;
}

function readMetadata(input: LockfileInput, blocks: readonly LockBlock[]): Metadata {
  const block = blocks.find(({ keys }) => keys[0] === '__metadata');
  const version = asText(block?.fields.get('version'));
  if (block === undefined || version === undefined) {
    throw unreadable(input, 'The lockfile does not say of which version it is.', {
      line: block?.line ?? 1,
      hint: regenerate,
    });
  }
  const cacheKey = asText(block.fields.get('cacheKey')) ?? '';
  if (/^(?:[2-9]|10)$/.test(version)) return { block, version, cacheKey };
  const message = `The lockfile is of version ${version.slice(0, 40)}; 2 to 10 are read.`;
  throw unsupported(input, message, {
    line: block.fields.lineOf('version'),
    hint: 'Use Yarn 2, 3 or 4, or a newer Assay.',
  });
}

function addMetadataGaps({ fields }: LockBlock, draft: InventoryDraft): void {
  for (const key of fields.keys()) {
    if (key === 'version' || key === 'cacheKey') continue;
    const detail = `The field ${shown(key)} of __metadata is not understood.`;
    draft.addGap({ code: 'unknown-field', line: fields.lineOf(key), detail });
  }
}

/** Of two entries for one package, or one descriptor, Yarn takes the last. */
function refuseTwice(input: LockfileInput, entries: readonly BerryEntry[]): void {
  const seen = new Set<string>();
  for (const { descriptors, resolution, line } of entries) {
    for (const text of [...descriptors, ...(resolution === '' ? [] : [`resolution: ${resolution}`])]) {
      if (seen.has(text)) throw unreadable(input, `Two entries are about ${shown(text)}.`, { line, hint: regenerate });
      seen.add(text);
    }
  }
}

function addSubject(entry: BerryEntry, lock: Lock): void {
  if (isRoot(entry)) return;
  if (patchedResolution(entry) === null) lock.ids.set(entry, lock.draft.addSubject(berryFacts(entry, lock.context)));
  else if (originalOf(entry, lock) === undefined) lock.ids.set(entry, lock.draft.addSubject(lostPatch(entry)));
}

function lostPatch({ locator, version }: BerryEntry) {
  const id = { name: locator?.name ?? '', version };
  return unsupportedFacts(id, 'The entry patches a package that the lockfile does not have.');
}

/** What a patch, or a patch of a patch, changes in the end. */
function originalOf(entry: BerryEntry, { graph }: Lock): BerryEntry | undefined {
  const seen = new Set<BerryEntry>();
  let original = graph.originalOf.get(entry);
  while (original !== undefined && patchedResolution(original) !== null && !seen.has(original)) {
    seen.add(original);
    original = graph.originalOf.get(original);
  }
  return original === undefined || patchedResolution(original) !== null ? undefined : original;
}

/** A patch stands for what it changes. */
function subjectOf(entry: BerryEntry, lock: Lock): string | undefined {
  const original = lock.ids.has(entry) ? entry : originalOf(entry, lock);
  return original === undefined ? undefined : lock.ids.get(original);
}

function addOccurrence(entry: BerryEntry, lock: Lock): void {
  const subject = subjectOf(entry, lock);
  if (subject === undefined) return;
  const { line } = entry;
  const parentEntry = lock.graph.parentOf.get(entry);
  const parent = parentEntry === undefined ? undefined : subjectOf(parentEntry, lock);
  const scope = lock.graph.scopes.get(entry) ?? 'prod';
  const path = entry.resolution === '' ? (entry.descriptors[0] ?? '') : entry.resolution;
  const aliases = aliasesOf(entry);
  const found = { subject, line, path, scope, ...(aliases.length === 0 ? {} : { aliases }) };
  lock.draft.addOccurrence(parent === undefined || parent === subject ? found : { ...found, parent });
  addNameDoubts(entry, lock);
}

function aliasesOf({ descriptors, locator }: BerryEntry): readonly string[] {
  const names = descriptors.flatMap((text) => parseIdent(text)?.name ?? []);
  return [...new Set(names.filter((name) => name !== locator?.name))].sort();
}

/**
 * A descriptor that asks for one name and is resolved to another, although it does not say `npm:` and that name, is how a package is put
 * in another’s place; Yarn notices with `--check-resolutions` and in hardened mode alone. The name that was asked for stays in the
 * inventory, unjudged.
 */
function addNameDoubts(entry: BerryEntry, lock: Lock): void {
  const { locator, line } = entry;
  if (locator === null || isWorkspace(entry)) return;
  for (const text of entry.descriptors) {
    const asked = parseIdent(text);
    if (asked === null || asked.name === locator.name || aliasedName(asked.range.text) === locator.name) continue;
    if (asked.range.protocol !== 'npm:' && asked.range.protocol === locator.range.protocol) continue;
    const reason = `${shown(entry.resolution)} is locked in the place of ${shown(text)}, which asks for no such name.`;
    const subject = lock.draft.addSubject(unsupportedFacts({ name: asked.name, version: entry.version }, reason));
    lock.draft.addOccurrence({ subject, line, path: text, scope: lock.graph.scopes.get(entry) ?? 'prod' });
    lock.draft.addGap({ code: 'alias-not-declared', line, detail: reason });
  }
}

function addEdges(entry: BerryEntry, lock: Lock): void {
  const from = subjectOf(entry, lock);
  if (from === undefined) return;
  for (const to of askedFor(entry, lock)) lock.draft.addEdge({ from, to });
}

function askedFor(entry: BerryEntry, lock: Lock): readonly string[] {
  const targets = (lock.graph.edgesOf.get(entry) ?? []).map(({ to }) => subjectOf(to, lock));
  return dependsOn(subjectOf(entry, lock), targets);
}

/** The project itself, and the members of its workspace. */
function addProjects(lock: Lock, packageJson: Uint8Array | undefined): void {
  const root = lock.entries.find(isRoot);
  lock.draft.addProject({
    path: '.',
    ...(root?.locator === undefined || root.locator === null ? {} : { name: root.locator.name }),
    ...(packageJson === undefined ? {} : describeProject(packageJson)),
    dependsOn: root === undefined ? [] : askedFor(root, lock),
  });
  for (const entry of lock.entries) {
    const { locator } = entry;
    if (locator === null || !isWorkspace(entry) || entry === root) continue;
    const subject = subjectOf(entry, lock);
    const member = { path: locator.range.source, name: locator.name, dependsOn: askedFor(entry, lock) };
    lock.draft.addProject(subject === undefined ? member : { ...member, subject });
  }
}
