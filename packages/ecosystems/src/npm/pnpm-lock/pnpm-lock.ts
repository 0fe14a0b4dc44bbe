import { asMap, type DocMap, type DocValue } from '@assay/documents';
import type { LockfileContent, LockfileInput, Scope } from '@assay/model';
import { scopesFrom, stricter } from '../dependency-scope.js';
import { draftInventory, type InventoryDraft, type SubjectFacts } from '../inventory-draft.js';
import { lockedDescriptions } from '../description/locked-description.js';
import { snapshotClaims } from '../manifest-claims/snapshot-claims.js';
import { folderId } from './folder-id.js';
import { isOutside, outsideProblem } from '../project-path.js';
import { shown } from '../shown.js';
import { plainFacts, unsupportedFacts } from '../subject-facts.js';
import { parseDependencyPath } from './dependency-path.js';
import { packageFacts } from './package-facts.js';
import { undeclaredTarget } from './pnpm-alias.js';
import { readDeclarations } from './pnpm-declarations.js';
import { undeclaredFolder } from './pnpm-folder.js';
import { addDocumentGaps } from './pnpm-gaps.js';
import { pnpmDirectLocks } from './pnpm-direct-locks.js';
import { addPnpmProjects } from './pnpm-projects.js';
import { buildGraph, type PnpmEdge, type PnpmGraph, type PnpmNode } from './pnpm-graph.js';
import { readPnpmLock } from './read-pnpm-lock.js';

/** What is known of one document while its inventory is written. */
interface Lock {
  readonly document: DocMap;
  readonly graph: PnpmGraph;
  readonly draft: InventoryDraft;
  /** Provisional subject ids by key under `packages`. */
  readonly packageIds: Map<string, string>;
  readonly folderIds: Map<PnpmNode, string>;
  readonly dependentsOf: ReadonlyMap<string, readonly PnpmEdge[]>;
}

/**
 * Reads pnpm-lock.yaml, version 9, with one document or two. Throws AssayError `ERR_LOCKFILE` or
 * `ERR_LOCKFILE_UNSUPPORTED`; whatever else is odd is a subject that says so, or a gap.
 */
export function parsePnpmLock(input: LockfileInput): LockfileContent {
  const { version, documents } = readPnpmLock(input);
  const draft = draftInventory(input.path);
  const locks = documents.map((document) => addDocument(document, draft));
  addPnpmProjects(
    locks.map(({ graph, ...lock }) => ({ graph, subjectOf: (node) => subjectOf({ graph, ...lock }, node) })),
    { draft, ...(input.manifest === undefined ? {} : { manifest: input.manifest }) },
  );
  const direct = locks.flatMap((lock) =>
    pnpmDirectLocks(lock.graph, {
      declarations: readDeclarations(lock.document),
      subjectOf: (node) => subjectOf(lock, node),
    }),
  );
  return { ...draft.content(`pnpm-lock.yaml ${version}`), direct };
}

function addDocument(document: DocMap, draft: InventoryDraft): Lock {
  const graph = buildGraph(document);
  const dependentsOf = dependentsByTarget(graph);
  const lock: Lock = { document, graph, draft, packageIds: new Map(), folderIds: new Map(), dependentsOf };
  addPackages(lock);
  addFolders(lock);
  addEdges(lock);
  addDoubts(lock);
  addDocumentGaps(document, graph, draft);
  return lock;
}

/** Dependents of a package (all its snapshots together), or of a folder. */
function dependentsByTarget(graph: PnpmGraph): ReadonlyMap<string, readonly PnpmEdge[]> {
  const dependents = new Map<string, PnpmEdge[]>();
  for (const edges of graph.edgesOf.values()) {
    for (const edge of edges) {
      const key = targetKey(edge.to);
      const list = dependents.get(key);
      if (list === undefined) dependents.set(key, [edge]);
      else list.push(edge);
    }
  }
  return dependents;
}

function targetKey(node: PnpmNode): string {
  return node.kind === 'snapshot' ? `package ${node.id}` : `folder ${node.key}`;
}

/** One subject for each entry of `packages`, and for each snapshot that has none. */
function addPackages(lock: Lock): void {
  const packages = asMap(lock.document.get('packages'));
  const scopes = packageScopes(lock.graph);
  const claims = snapshotClaims(lock.document, lock.graph);
  const entries: (readonly [string, DocValue | undefined, number])[] = [];
  for (const [key, value] of packages?.entries() ?? []) entries.push([key, value, packages?.lineOf(key) ?? 1]);
  for (const node of lock.graph.nodes) {
    if (node.kind === 'snapshot' && packages?.has(node.id) !== true) entries.push([node.id, undefined, node.line]);
  }
  const describe = lockedDescriptions();
  for (const [key, value] of entries) {
    const meta = asMap(value);
    const facts = withClaims(packageFacts(key, meta), claims.get(key));
    lock.packageIds.set(key, lock.draft.addSubject(facts, describe(meta)));
  }
  for (const [key, , line] of entries) {
    const subject = lock.packageIds.get(key) ?? '';
    const parent = parentOf(lock, `package ${key}`);
    const scope = scopes.get(key) ?? 'prod';
    lock.draft.addOccurrence({ subject, line, path: key, scope, ...aliasesOf(lock, key), ...parent });
  }
}

/** Only an archive has a manifest to compare with. */
function withClaims(facts: SubjectFacts, claims: readonly string[] | undefined): SubjectFacts {
  return claims === undefined || facts.files.length === 0 ? facts : { ...facts, claims };
}

/** Names under which others depend on a package that has another. */
function aliasesOf({ dependentsOf }: Lock, key: string): { readonly aliases?: readonly string[] } {
  const name = parseDependencyPath(key)?.name ?? key;
  const others = new Set<string>();
  for (const { alias } of dependentsOf.get(`package ${key}`) ?? []) if (alias !== name) others.add(alias);
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
    if (parent !== undefined && targetKey(from) !== key) return { parent };
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
    const id = folderId(node, lock.dependentsOf.get(targetKey(node)) ?? []);
    const facts = isOutside(node.key)
      ? unsupportedFacts(id, outsideProblem(node.key))
      : plainFacts(id, { kind: 'directory', path: node.key });
    const subject = lock.draft.addSubject(facts);
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
  const declarations = readDeclarations(lock.document);
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

function addDoubt(edge: PnpmEdge, { draft }: Lock, { code, what }: Doubt): void {
  const asked = edge.specifier === undefined ? 'needs' : `asks for as ${shown(edge.specifier)}`;
  const reason = `${what} is locked in the place of ${shown(edge.alias)}, which ${shown(edge.from.key)} ${asked}.`;
  const version = parseDependencyPath(edge.to.id)?.reference ?? '';
  const subject = draft.addSubject(unsupportedFacts({ name: edge.alias, version }, reason));
  const path = `${edge.from.kind === 'importer' ? 'importers' : 'snapshots'}: ${edge.from.key}: ${edge.alias}`;
  draft.addOccurrence({ subject, line: edge.line, path, scope: edge.scope });
  draft.addGap({ code, line: edge.line, detail: reason });
}
