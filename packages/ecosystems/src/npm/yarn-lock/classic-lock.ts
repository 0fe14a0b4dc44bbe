import { asText } from '@assay/documents';
import type { DirectLock, LockfileContent, LockfileInput, Scope } from '@assay/model';
import { draftInventory, type InventoryDraft } from '../inventory-draft.js';
import { isSet } from '../locked-pins.js';
import { shown } from '../shown.js';
import { unsupportedFacts } from '../subject-facts.js';
import { readEntry, type ClassicEntry } from './classic-entry.js';
import { classicFacts, packageName } from './classic-facts.js';
import { addClassicGaps } from './classic-gaps.js';
import { buildClassicGraph, type ClassicEdge, type ClassicGraph } from './classic-graph.js';
import type { ClassicPattern } from './classic-pattern.js';
import { classicProjects, type ClassicProject } from './classic-projects.js';
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
}

/** Reads a lockfile of Yarn 1. Throws AssayError `ERR_LOCKFILE`; whatever else is odd is a subject that says so, or a gap. */
export function parseClassicLock(input: LockfileInput, lines: readonly string[]): LockfileContent {
  const entries = readClassic(input, lines).map(readEntry);
  const projects = classicProjects(input);
  const [{ fields }] = projects;
  const resolutions = readResolutions(fields);
  const graph = buildClassicGraph(entries, { projects, resolutions });
  const lock: Lock = { entries, graph, resolutions, draft: draftInventory(input.path), ids: new Map() };
  for (const entry of entries) addEntry(entry, lock);
  for (const entry of entries) addOccurrences(entry, lock);
  for (const [from, edges] of graph.edgesOf) addEdges(from, edges, lock);
  const membersUnlisted = isSet(fields?.get('workspaces')) && projects.length === 1;
  addClassicGaps({ entries, graph, draft: lock.draft, manifest: fields, membersUnlisted, resolutions });
  addProjects(projects, lock);
  const content = lock.draft.content('yarn.lock v1');
  return { ...content, direct: directLocks(lock), ...(membersUnlisted ? { membersUnlisted } : {}) };
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

/** The lockfile says nothing of a project but what is locked for the very words of its package.json. */
function directLocks(lock: Lock): readonly DirectLock[] {
  const { projectEdges, metByMember } = lock.graph;
  const locked = projectEdges.map((edge): DirectLock => {
    const subject = idOf(edge, lock);
    const { project, pattern, scope, to } = edge;
    const direct = { project: project.path, name: pattern.name, scope, line: to.line };
    return subject === undefined ? direct : { ...direct, subject };
  });
  const members = metByMember.flatMap(({ from, wanted: { name, scope } }): readonly DirectLock[] =>
    'path' in from ? [{ project: from.path, name, scope, line: 1, member: true }] : [],
  );
  return [...locked, ...members];
}

function addProjects(projects: readonly ClassicProject[], lock: Lock): void {
  const asked = new Map<ClassicProject, Set<string>>(projects.map((project) => [project, new Set()]));
  for (const edge of lock.graph.projectEdges) {
    const subject = idOf(edge, lock);
    if (subject !== undefined) asked.get(edge.project)?.add(subject);
  }
  for (const [{ fields: _fields, ...described }, subjects] of asked) {
    lock.draft.addProject({ ...described, dependsOn: [...subjects].sort() });
  }
}
