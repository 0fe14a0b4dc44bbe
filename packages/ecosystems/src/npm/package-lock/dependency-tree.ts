import { asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import type { Scope } from '@assay/model';
import type { ScopedEdge } from '../dependency-scope.js';
import { isArchivePath } from '../project-path.js';
import { askedFolder, folderOf } from './asked-folder.js';
import { isOutsideRange } from '../manifest-claims/dependency-spec.js';
import { entryVersion, type LockEntry } from './lock-entry.js';
import type { ProjectManifest } from './project-manifest.js';

/** A dependency that has no entry. Peers are not among them: nobody has to install those. */
interface MissingDependency {
  readonly from: LockEntry;
  readonly name: string;
  readonly scope: Scope;
}

/** A dependency that is locked in a version that its specifier does not allow. */
interface OutsideDependency {
  readonly from: LockEntry;
  readonly to: LockEntry;
  readonly name: string;
  readonly spec: string;
}

/** Who depends on whom. Only what is asked of it is kept: a lockfile can have a million dependencies. */
export interface DependencyTree {
  readonly edgesOf: ReadonlyMap<LockEntry, readonly ScopedEdge<LockEntry>[]>;
  /** The first dependent of an entry, or the project if it is one of them. */
  readonly parentOf: ReadonlyMap<LockEntry, LockEntry>;
  /** The specifiers by which an entry is asked for that are neither range nor tag: `npm:`, `file:`, URLs. */
  readonly specsOf: ReadonlyMap<LockEntry, readonly string[]>;
  /** The folders that the project, or a folder of it, asks an entry to be: paths from the project. */
  readonly foldersOf: ReadonlyMap<LockEntry, ReadonlySet<string>>;
  readonly missing: readonly MissingDependency[];
  /** Of packages alone: what the project asks for is compared elsewhere, and peers are often given others. */
  readonly outside: readonly OutsideDependency[];
}

interface GrowingTree extends DependencyTree {
  readonly edgesOf: Map<LockEntry, ScopedEdge<LockEntry>[]>;
  readonly parentOf: Map<LockEntry, LockEntry>;
  readonly specsOf: Map<LockEntry, string[]>;
  readonly foldersOf: Map<LockEntry, Set<string>>;
  readonly manifest: ProjectManifest;
  readonly missing: MissingDependency[];
  readonly outside: OutsideDependency[];
}

/**
 * Finds every dependency of every entry by node's lookup: the entry's own `node_modules`, then each folder above. What the
 * project itself asks for is taken from its manifest.
 */
export function buildTree(entries: ReadonlyMap<string, LockEntry>, manifest: ProjectManifest): DependencyTree {
  const children = childrenByOwner(entries);
  const found = { edgesOf: new Map(), parentOf: new Map(), specsOf: new Map(), foldersOf: new Map() };
  const tree: GrowingTree = { ...found, missing: [], outside: [], manifest };
  for (const entry of entries.values()) {
    if (hasDependencies(entry)) addDependencies(entry, lookupChain(entry.key, children), tree);
  }
  return tree;
}

function addDependencies(from: LockEntry, chain: readonly Children[], tree: GrowingTree): void {
  const edges: ScopedEdge<LockEntry>[] = [];
  const stronger: DocMap[] = [];
  for (const [section, scope] of sections) {
    const wanted = wantedIn(from, section);
    if (wanted === undefined) continue;
    for (const [name, spec] of wanted.entries()) {
      if (stronger.some((other) => other.has(name))) continue;
      const to = lookUp(chain, name);
      if (to !== undefined) {
        edges.push({ to, scope });
        addDependent(from, to, tree);
        addSpecs(from, to, { specs: specsOf(from, name, { spec, tree }), tree });
        addOutside({ from, to, name, spec: asText(spec) ?? '' }, { scope, tree });
      } else if (scope !== 'peer') tree.missing.push({ from, name, scope });
    }
    stronger.push(wanted);
  }
  // A copy: a list that was pushed to has room for sixteen more.
  tree.edgesOf.set(from, edges.slice());
}

function addDependent(from: LockEntry, to: LockEntry, tree: GrowingTree): void {
  if (from.location.kind === 'project' || !tree.parentOf.has(to)) tree.parentOf.set(to, from);
}

interface Found {
  readonly scope: Scope;
  readonly tree: GrowingTree;
}

function addOutside(dependency: OutsideDependency, { scope, tree }: Found): void {
  const { from, to, name, spec } = dependency;
  if (scope === 'peer' || from.location.kind !== 'package' || to.linkTo !== null) return;
  if (isOutsideRange(name, spec, entryVersion(to))) tree.outside.push(dependency);
}

interface Asked {
  readonly specs: readonly string[];
  readonly tree: GrowingTree;
}

function specsOf(from: LockEntry, name: string, { spec, tree }: { spec: DocValue; tree: GrowingTree }) {
  return from.location.kind === 'project' ? (tree.manifest.specsOf.get(name) ?? []) : [asText(spec) ?? ''];
}

/** Nearly all specifiers are ranges and tags, of which nothing is kept. */
function addSpecs(from: LockEntry, to: LockEntry, { specs, tree }: Asked): void {
  for (const spec of specs) {
    if (!spec.includes(':') && !/^[./~]/.test(spec) && !isArchivePath(spec)) continue;
    const known = tree.specsOf.get(to);
    if (known === undefined) tree.specsOf.set(to, [spec]);
    else known.push(spec);
    const base = folderOf(from);
    const folder = base === null ? null : askedFolder(spec, base);
    if (folder !== null) tree.foldersOf.set(to, (tree.foldersOf.get(to) ?? new Set()).add(folder));
  }
}

type Children = ReadonlyMap<string, LockEntry>;

function childrenByOwner(entries: ReadonlyMap<string, LockEntry>): Map<string, Map<string, LockEntry>> {
  const children = new Map<string, Map<string, LockEntry>>();
  for (const entry of entries.values()) {
    if (entry.location.kind !== 'package') continue;
    const siblings = children.get(entry.location.owner) ?? new Map<string, LockEntry>();
    children.set(entry.location.owner, siblings.set(entry.location.name, entry));
  }
  return children;
}

/** The `node_modules` folders that node would look into from a key, nearest first; only those that hold something. */
function lookupChain(key: string, children: ReadonlyMap<string, Children>): readonly Children[] {
  const chain: Children[] = [];
  for (let folder: string | null = key; folder !== null; folder = parentFolder(folder)) {
    const found = children.get(folder);
    if (found !== undefined) chain.push(found);
  }
  return chain;
}

function parentFolder(folder: string): string | null {
  if (folder === '' || folder === '..' || folder.endsWith('/..')) return null;
  const slash = folder.lastIndexOf('/');
  return slash < 0 ? '' : folder.slice(0, slash);
}

function lookUp(chain: readonly Children[], name: string): LockEntry | undefined {
  for (const children of chain) {
    const found = children.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Strongest first: npm lists an optional dependency under `dependencies` too, and a name counts where it stands first. */
const sections: readonly (readonly [string, Scope])[] = [
  ['optionalDependencies', 'optional'],
  ['dependencies', 'prod'],
  ['devDependencies', 'dev'],
  ['peerDependencies', 'peer'],
];

function hasDependencies(entry: LockEntry): boolean {
  return sections.some(([section]) => wantedIn(entry, section) !== undefined);
}

/** Of a package's development dependencies nothing is installed. */
function wantedIn(entry: LockEntry, section: string): DocMap | undefined {
  const { kind } = entry.location;
  if (kind === 'hostile' || (kind === 'package' && section === 'devDependencies')) return undefined;
  return asMap(entry.meta.get(section));
}
