import type { DocMap } from '@assay/documents';
import type { LockfileContent, LockfileInput, Scope } from '@assay/model';
import { scopesFrom, stricter } from '../dependency-scope.js';
import { draftInventory, type InventoryDraft, type SubjectFacts } from '../inventory-draft.js';
import { lockedDescriptions } from '../description/locked-description.js';
import { snapshotClaims } from '../manifest-claims/snapshot-claims.js';
import { folderId } from './folder-id.js';
import { shown } from '../shown.js';
import { folderFacts, unsupportedFacts } from '../subject-facts.js';
import { packageFacts } from './package-facts.js';
import { undeclaredTarget } from './pnpm-alias.js';
import { readDeclarations, type PnpmDeclarations } from './pnpm-declarations.js';
import { undeclaredFolder } from './pnpm-folder.js';
import { addDocumentGaps } from './pnpm-gaps.js';
import { pnpmDirectLocks } from './pnpm-direct-locks.js';
import { addPnpmProjects } from './pnpm-projects.js';
import { buildGraph, type PnpmEdge, type PnpmGraph, type PnpmNode } from './pnpm-graph.js';
import { readPnpmLock, type PnpmDocument } from './read-pnpm-lock.js';

/** What is known of one document while its inventory is written. */
interface Lock {
  readonly document: DocMap;
  readonly graph: PnpmGraph;
  readonly declarations: PnpmDeclarations;
  readonly draft: InventoryDraft;
  /** Provisional subject ids by key under `packages`. */
  readonly packageIds: Map<string, string>;
  readonly folderIds: Map<PnpmNode, string>;
  readonly dependentsOf: Dependents;
}

/**
 * Reads pnpm-lock.yaml, version 9 with one document or two, or version 5 or 6. Throws AssayError `ERR_LOCKFILE` or
 * `ERR_LOCKFILE_UNSUPPORTED`; whatever else is odd is a subject that says so, or a gap.
 */
export function parsePnpmLock(input: LockfileInput): LockfileContent {
  const { version, documents } = readPnpmLock(input);
  const draft = draftInventory(input.path);
  const locks = documents.map(({ document, format }) => addDocument({ document, format }, draft));
  addPnpmProjects(
    locks.map(({ graph, ...lock }) => ({ graph, subjectOf: (node) => subjectOf({ graph, ...lock }, node) })),
    { draft, ...(input.manifest === undefined ? {} : { manifest: input.manifest }) },
  );
  const direct = locks.flatMap((lock) => {
    const { graph, declarations } = lock;
    return pnpmDirectLocks(graph, { declarations, subjectOf: (node) => subjectOf(lock, node) });
  });
  return { ...draft.content(`pnpm-lock.yaml ${version}`), direct };
}

function addDocument({ document, format }: PnpmDocument, draft: InventoryDraft): Lock {
  const graph = buildGraph(document, format);
  const lock: Lock = {
    document,
    graph,
    declarations: readDeclarations(document),
    draft,
    packageIds: new Map(),
    folderIds: new Map(),
    dependentsOf: dependentsByTarget(graph),
  };
  addPackages(lock);
  addFolders(lock);
  addEdges(lock);
  addDoubts(lock);
  addDocumentGaps(document, graph, draft);
  return lock;
}

/** Dependents of a package (all its snapshots together), by its key, or of a folder, by its node. */
type Dependents = ReadonlyMap<string | PnpmNode, readonly PnpmEdge[]>;

function dependentsByTarget(graph: PnpmGraph): Dependents {
  const dependents = new Map<string | PnpmNode, PnpmEdge[]>();
  for (const edges of graph.edgesOf.values()) {
    for (const edge of edges) {
      const target = targetOf(edge.to);
      const list = dependents.get(target);
      if (list === undefined) dependents.set(target, [edge]);
      else list.push(edge);
    }
  }
  return dependents;
}

function targetOf(node: PnpmNode): string | PnpmNode {
  return node.kind === 'snapshot' ? node.id : node;
}

/** One subject for each entry of `packages`, and for each snapshot that has none. */
function addPackages(lock: Lock): void {
  const { packages, format } = lock.graph;
  const scopes = packageScopes(lock.graph);
  const claims = snapshotClaims(lock.document, lock.graph, lock.declarations);
  const describe = lockedDescriptions();
  for (const entry of packages.values()) {
    const facts = withClaims(packageFacts(entry), claims.get(entry.key));
    lock.packageIds.set(entry.key, lock.draft.addSubject(facts, describe(entry.meta)));
  }
  for (const { key, line } of packages.values()) {
    const subject = lock.packageIds.get(key) ?? '';
    const parent = parentOf(lock, key);
    const scope = scopes.get(key) ?? 'prod';
    lock.draft.addOccurrence({ subject, line, path: format.shownKey(key), scope, ...aliasesOf(lock, key), ...parent });
  }
}

/** Only an archive has a manifest to compare with. */
function withClaims(facts: SubjectFacts, claims: readonly string[] | undefined): SubjectFacts {
  return claims === undefined || facts.files.length === 0 ? facts : { ...facts, claims };
}

/** Names under which others depend on a package that has another. */
function aliasesOf({ dependentsOf, graph }: Lock, key: string): { readonly aliases?: readonly string[] } {
  const name = graph.packages.get(key)?.path?.name ?? key;
  const others = new Set<string>();
  for (const { alias } of dependentsOf.get(key) ?? []) if (alias !== name) others.add(alias);
  return others.size === 0 ? {} : { aliases: [...others].sort() };
}

/** The strictest scope of a package's snapshots; packages that nothing reaches count as shipped. */
function packageScopes(graph: PnpmGraph): ReadonlyMap<string, Scope> {
  const roots = graph.nodes.filter((node) => node.kind === 'importer');
  const reached = scopesFrom(roots, (node) => graph.edgesOf.get(node) ?? []);
  const scopes = new Map<string, Scope>();
  for (const node of graph.nodes) {
    if (node.kind !== 'snapshot') continue;
    const scope = reached.get(node) ?? 'prod';
    scopes.set(node.id, stricter(scope, scopes.get(node.id) ?? scope));
  }
  return scopes;
}

function parentOf(lock: Lock, key: string): { readonly parent?: string } {
  const dependents = lock.dependentsOf.get(key) ?? [];
  if (dependents.some((edge) => isProject(edge.from))) return {};
  for (const { from } of dependents) {
    const parent = subjectOf(lock, from);
    if (parent !== undefined && targetOf(from) !== key) return { parent };
  }
  return {};
}

function isProject(node: PnpmNode): boolean {
  return node.kind === 'importer' && node.key === '.';
}

function subjectOf(lock: Lock, node: PnpmNode): string | undefined {
  return node.kind === 'snapshot' ? lock.packageIds.get(node.id) : lock.folderIds.get(node);
}

/** Members of the workspace and linked folders. The project itself is no subject: it is what is being verified. */
function addFolders(lock: Lock): void {
  for (const node of lock.graph.nodes) {
    if (node.kind === 'snapshot' || isProject(node)) continue;
    const id = folderId(node, lock.dependentsOf.get(node) ?? []);
    const subject = lock.draft.addSubject(folderFacts(id, node.key));
    lock.folderIds.set(node, subject);
    lock.draft.addOccurrence({ subject, line: node.line, path: node.key, scope: 'prod' });
  }
}

function addEdges(lock: Lock): void {
  for (const [node, edges] of lock.graph.edgesOf) {
    const from = subjectOf(lock, node);
    if (from === undefined) continue;
    const targets = new Set(edges.map((edge) => subjectOf(lock, edge.to)));
    for (const to of targets) if (to !== undefined && to !== from) lock.draft.addEdge({ from, to });
  }
}

/** The name that was asked for stays in the inventory, unjudged, beside the package that took its place. */
function addDoubts(lock: Lock): void {
  const { declarations } = lock;
  for (const edges of lock.graph.edgesOf.values()) {
    for (const edge of edges) {
      const target = undeclaredTarget(edge, declarations);
      const folder = undeclaredFolder(edge, declarations);
      if (target !== null) addDoubt(edge, lock, { code: 'alias-not-declared', what: shown(target) });
      if (folder !== null) addDoubt(edge, lock, { code: 'folder-not-declared', what: `The folder ${shown(folder)}` });
    }
  }
}

interface Doubt {
  readonly code: string;
  /** What took the place. */
  readonly what: string;
}

function addDoubt(edge: PnpmEdge, { draft, graph }: Lock, { code, what }: Doubt): void {
  const asked = edge.specifier === undefined ? 'needs' : `asks for as ${shown(edge.specifier)}`;
  const reason = `${what} is locked in the place of ${shown(edge.alias)}, which ${shown(edge.from.key)} ${asked}.`;
  const version = edge.to.path?.reference ?? '';
  const subject = draft.addSubject(unsupportedFacts({ name: edge.alias, version }, reason));
  const path = `${edge.from.kind === 'importer' ? 'importers' : graph.format.section}: ${graph.format.shownKey(edge.from.key)}: ${edge.alias}`;
  draft.addOccurrence({ subject, line: edge.line, path, scope: edge.scope });
  draft.addGap({ code, line: edge.line, detail: reason });
}
