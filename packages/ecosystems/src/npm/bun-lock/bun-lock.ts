import type { LockfileContent, LockfileInput, Scope } from '@assay/model';
import { scopesFrom } from '../dependency-scope.js';
import { draftInventory, type InventoryDraft } from '../inventory-draft.js';
import { unreadable } from '../lockfile-error.js';
import { readProjectManifest } from '../package-lock/project-manifest.js';
import { readWorkspaces } from '../package-lock/workspace-folders.js';
import { npmPurl } from '../package-purl.js';
import { folderFacts, unsupportedFacts } from '../subject-facts.js';
import { isUndeclaredAlias, aliasReason } from './bun-alias.js';
import { readBunDeclarations } from './bun-declarations.js';
import { bunDirectLocks } from './bun-direct-locks.js';
import { addBunGaps } from './bun-gaps.js';
import { buildBunGraph, type BunGraph } from './bun-graph.js';
import { readPackages, readProjects, type BunNode, type BunPackage, type BunProject } from './bun-node.js';
import { addBunProjects } from './bun-projects.js';
import { bundleFolders, findBundled } from './bundled.js';
import { folderProblem, type FolderClaims } from './folder-claim.js';
import { packageFacts } from './package-facts.js';
import { readBunLock } from './read-bun-lock.js';

const mostGarbage = 100;

/** Everything known about a lockfile's rows while its inventory is written. */
interface Lock {
  readonly graph: BunGraph;
  readonly claims: FolderClaims;
  readonly bundlerOf: ReadonlyMap<BunPackage, BunPackage>;
  readonly scopes: ReadonlyMap<BunNode, Scope>;
  readonly draft: InventoryDraft;
  /** Provisional subject ids. The project itself is no subject: it is what is being verified. */
  readonly ids: Map<BunNode, string>;
}

/**
 * Reads bun.lock, versions 0 to 3, as bun installs from it. Throws AssayError `ERR_LOCKFILE` or `ERR_LOCKFILE_UNSUPPORTED`; whatever
 * else is odd is a subject that says so, or a gap.
 */
export function parseBunLock(input: LockfileInput): LockfileContent {
  const document = readBunLock(input);
  const declarations = readBunDeclarations(document.root);
  const packages = readPackages(document);
  refuseGarbage(packages, input);
  const graph = buildBunGraph({ projects: readProjects(document), packages, declarations });
  const manifest = readProjectManifest(input.manifest, undefined);
  const isWorkspaceFolder = manifest.fields === undefined ? null : readWorkspaces(manifest.fields);
  const lock: Lock = {
    graph,
    claims: { graph, declarations, isWorkspaceFolder },
    bundlerOf: findBundled(graph.packages),
    scopes: scopesOf(graph),
    draft: draftInventory(input.path),
    ids: new Map(),
  };
  addMembers(lock);
  addPackages(lock);
  addOccurrences(lock);
  addDoubts(lock);
  addEdges(lock);
  addBunGaps(document, graph, lock.draft);
  addBundleGap(lock);
  addBunProjects({ graph, draft: lock.draft, subjectOf: (node) => lock.ids.get(node) }, input.manifest);
  const direct = bunDirectLocks({ graph, declarations, subjectOf: (node) => lock.ids.get(node) });
  return { ...lock.draft.content(`bun.lock v${document.version}`), direct };
}

/** bun stops at the first row that is none. A few are reported one by one; a megabyte of them is no lockfile. */
function refuseGarbage(packages: readonly BunPackage[], input: LockfileInput): void {
  const wrong = packages.filter((row) => row.problem !== null || typeof row.path === 'string')[mostGarbage];
  if (wrong === undefined) return;
  const message = `More than ${mostGarbage} entries of packages are none that bun writes.`;
  throw unreadable(input, message, { line: wrong.line, hint: 'Write it anew with bun: bun install --lockfile-only' });
}

/** The row of a member leads on to the member. */
function scopesOf(graph: BunGraph): ReadonlyMap<BunNode, Scope> {
  return scopesFrom<BunNode>(graph.projects.values(), (node) => {
    const member = memberOf(node, graph);
    return member === undefined ? (graph.edgesOf.get(node) ?? []) : [{ to: member, scope: 'prod' as const }];
  });
}

function memberOf(node: BunNode, { projects }: BunGraph): BunProject | undefined {
  if (node.kind === 'project' || node.resolution.kind !== 'member') return undefined;
  return projects.get(node.resolution.path);
}

function addMembers(lock: Lock): void {
  for (const project of lock.graph.projects.values()) {
    if (project.key === '') continue;
    const id = { name: project.name, version: project.version };
    const subject = lock.draft.addSubject(folderFacts(id, project.key));
    lock.ids.set(project, subject);
    lock.draft.addOccurrence({ subject, line: project.line, path: project.key, scope: 'prod' });
  }
}

function addPackages(lock: Lock): void {
  const bundles = bundleFolders(lock.bundlerOf);
  for (const row of lock.graph.packages) {
    const bundler = lock.bundlerOf.get(row);
    const facts = packageFacts(row, {
      within: bundler === undefined ? null : npmPurl(bundler.name, versionOf(bundler)),
      folderProblem: folderProblem(row, lock.claims),
    });
    const inside = bundles.get(row);
    const member = memberOf(row, lock.graph);
    if (facts !== null)
      lock.ids.set(row, lock.draft.addSubject(inside === undefined ? facts : { ...facts, bundles: inside }));
    else if (member !== undefined) lock.ids.set(row, lock.ids.get(member) ?? '');
  }
}

function versionOf({ resolution }: BunPackage): string {
  return resolution.kind === 'release' ? resolution.version : '';
}

function addOccurrences(lock: Lock): void {
  for (const row of lock.graph.packages) {
    const subject = lock.ids.get(row);
    if (subject === undefined) continue;
    const parent = lock.graph.parentOf.get(row);
    const parentId = parent === undefined ? undefined : lock.ids.get(parent);
    lock.draft.addOccurrence({
      subject,
      line: row.line,
      path: row.key,
      scope: lock.scopes.get(row) ?? 'prod',
      ...aliasesOf(row),
      ...(parentId === undefined || parentId === subject ? {} : { parent: parentId }),
    });
  }
}

function aliasesOf(row: BunPackage): { readonly aliases?: readonly string[] } {
  return typeof row.path === 'string' || row.path.name === row.name ? {} : { aliases: [row.path.name] };
}

/** The name that was asked for stays in the inventory, unjudged, beside the package that took its place. */
function addDoubts(lock: Lock): void {
  for (const row of lock.graph.packages) {
    if (typeof row.path === 'string' || lock.bundlerOf.has(row) || !isUndeclaredAlias(row, lock.claims)) continue;
    const reason = aliasReason(row, row.path.name);
    const subject = lock.draft.addSubject(unsupportedFacts({ name: row.path.name, version: versionOf(row) }, reason));
    lock.draft.addOccurrence({ subject, line: row.line, path: row.key, scope: lock.scopes.get(row) ?? 'prod' });
    lock.draft.addGap({ code: 'alias-not-declared', line: row.line, detail: reason });
  }
}

function addEdges(lock: Lock): void {
  for (const [node, edges] of lock.graph.edgesOf) {
    const from = lock.ids.get(node);
    if (from === undefined) continue;
    const targets = new Set(edges.map((edge) => lock.ids.get(edge.to)));
    for (const to of targets) if (to !== undefined && to !== from) lock.draft.addEdge({ from, to });
  }
}

/** What bun's lockfile pins of them is what the registry has, which is not what lies in the archive. */
function addBundleGap({ bundlerOf, draft }: Lock): void {
  if (bundlerOf.size === 0) return;
  const detail = `${bundlerOf.size} packages have no pin of their own: they are bundled in the archives of others.`;
  draft.addGap({ code: 'bundled-without-pin', detail });
}
