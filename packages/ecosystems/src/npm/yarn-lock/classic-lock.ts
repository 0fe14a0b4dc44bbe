import { asText, type DocMap } from '@assay/documents';
import type { DirectLock, LockfileContent, LockfileInput, Scope } from '@assay/model';
import { describeProject } from '../description/describe-project.js';
import { draftInventory, type InventoryDraft } from '../inventory-draft.js';
import { isSet } from '../locked-pins.js';
import { readProjectManifest } from '../package-lock/project-manifest.js';
import { shown } from '../shown.js';
import { unsupportedFacts } from '../subject-facts.js';
import { readEntry, type ClassicEntry } from './classic-entry.js';
import { classicFacts, packageName } from './classic-facts.js';
import { addClassicGaps } from './classic-gaps.js';
import { buildClassicGraph, type ClassicEdge, type ClassicGraph } from './classic-graph.js';
import type { ClassicPattern } from './classic-pattern.js';
import { readClassic } from './read-classic.js';
import { readResolutions, type Resolutions } from './resolutions.js';

/** Everything known while the inventory is written. */
interface Lock {
  readonly entries: readonly ClassicEntry[];
  readonly graph: ClassicGraph;
  readonly resolutions: Resolutions;
  readonly draft: InventoryDraft;
  /** Provisional subject ids of an entry, by the registry’s name. */
  readonly ids: Map<ClassicEntry, ReadonlyMap<string, string>>;
  /** Whose packages nobody can be told to need in production alone: what is not reached counts as shipped. */
  readonly manifest: DocMap | undefined;
}

/** Reads a lockfile of Yarn 1. Throws AssayError `ERR_LOCKFILE`; whatever else is odd is a subject that says so, or a gap. */
export function parseClassicLock(input: LockfileInput, lines: readonly string[]): LockfileContent {
  const entries = readClassic(input, lines).map(readEntry);
  const manifest = readProjectManifest(input.manifest, undefined).fields;
  const resolutions = readResolutions(manifest);
  const graph = buildClassicGraph(entries, { manifest, resolutions });
  const lock: Lock = { entries, graph, resolutions, draft: draftInventory(input.path), ids: new Map(), manifest };
  for (const entry of entries) addEntry(entry, lock);
  for (const entry of entries) addOccurrences(entry, lock);
  for (const [from, edges] of graph.edgesOf) addEdges(from, edges, lock);
  addClassicGaps({ entries, graph, draft: lock.draft, manifest, resolutions });
  addProject(lock, input.manifest);
  const members = isSet(manifest?.get('workspaces')) ? { membersUnlisted: true as const } : {};
  return { ...lock.draft.content('yarn.lock v1'), direct: directLocks(lock), ...members };
}

function addEntry(entry: ClassicEntry, { draft, ids, resolutions }: Lock): void {
  const known = new Map<string, string>();
  for (const facts of classicFacts(entry, resolutions)) known.set(facts.name, draft.addSubject(facts));
  ids.set(entry, known);
}

function addOccurrences(entry: ClassicEntry, lock: Lock): void {
  const { graph, draft, ids } = lock;
  const parentEntry = graph.parentOf.get(entry);
  const parent = parentEntry === undefined ? undefined : firstId(parentEntry, lock);
  const scope = graph.scopes.get(entry) ?? 'prod';
  for (const [name, subject] of ids.get(entry) ?? []) {
    const { line } = entry;
    const path = pathOf(entry, name);
    const aliases = aliasesOf(entry, name);
    const found = { subject, line, path, scope, ...(aliases.length === 0 ? {} : { aliases }) };
    draft.addOccurrence(parent === undefined || parent === subject ? found : { ...found, parent });
  }
  addNameDoubt(entry, scope, lock);
}

/** The first pattern that asks for the name. */
function pathOf({ patterns, keys }: ClassicEntry, name: string): string {
  return patterns.find((pattern) => packageName(pattern) === name)?.text ?? keys[0] ?? '';
}

function aliasesOf({ patterns }: ClassicEntry, name: string): readonly string[] {
  const asked = patterns.filter((pattern) => packageName(pattern) === name && pattern.name !== name);
  return [...new Set(asked.map((pattern) => pattern.name))].sort();
}

function firstId(entry: ClassicEntry, { ids }: Lock): string | undefined {
  return ids.get(entry)?.values().next().value;
}

/**
 * Yarn 1 writes `name` where a package from elsewhere calls itself otherwise than it is asked for. A registry was asked for a name: the
 * name that was asked for then stays in the inventory, unjudged, beside the package that took its place.
 */
function addNameDoubt(entry: ClassicEntry, scope: Scope, { draft }: Lock): void {
  const stated = asText(entry.fields.get('name'));
  const [asked] = entry.patterns.filter(({ asks }) => asks.kind === 'registry');
  if (stated === undefined || asked === undefined) return;
  if (stated === asked.name || stated === packageName(asked)) return;
  const { line } = entry;
  const reason = `${shown(stated)} is locked in the place of ${shown(asked.name)}, and nothing asks for that.`;
  const subject = draft.addSubject(unsupportedFacts({ name: asked.name, version: entry.version }, reason));
  draft.addOccurrence({ subject, line, path: asked.text, scope });
  draft.addGap({ code: 'alias-not-declared', line, detail: reason });
}

function addEdges(from: ClassicEntry, edges: readonly ClassicEdge[], lock: Lock): void {
  const targets = new Set(edges.map((edge) => idOf(edge, lock)));
  for (const source of lock.ids.get(from)?.values() ?? []) {
    for (const to of targets) if (to !== undefined && to !== source) lock.draft.addEdge({ from: source, to });
  }
}

function idOf({ to, pattern }: { readonly to: ClassicEntry; readonly pattern: ClassicPattern }, { ids }: Lock) {
  return ids.get(to)?.get(packageName(pattern));
}

/** The lockfile says nothing of the project but what is locked for the very words of its package.json. */
function directLocks(lock: Lock): readonly DirectLock[] {
  return lock.graph.projectEdges.map((edge) => {
    const subject = idOf(edge, lock);
    const { name } = edge.pattern;
    const { line } = edge.to;
    return { project: '.', name, scope: edge.scope, line, ...(subject === undefined ? {} : { subject }) };
  });
}

function addProject(lock: Lock, packageJson: Uint8Array | undefined): void {
  const asked = lock.graph.projectEdges.flatMap((edge) => idOf(edge, lock) ?? []);
  lock.draft.addProject({
    path: '.',
    ...(packageJson === undefined ? {} : describeProject(packageJson)),
    dependsOn: [...new Set(asked)].sort(),
  });
}
