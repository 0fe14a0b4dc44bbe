import { asMap, asText } from '@assay/documents';
import type { Scope } from '@assay/model';
import type { LockEntry } from './lock-entry.js';

/** A dependency of one entry, found where node would find it. */
export interface TreeEdge {
  readonly from: LockEntry;
  readonly to: LockEntry;
  readonly name: string;
  /** What was asked for: a range, a tag, `npm:` and so on. */
  readonly spec: string;
  readonly scope: Scope;
}

/** A dependency that has no entry. Peers are not among them: nobody has to install those. */
export interface MissingDependency {
  readonly from: LockEntry;
  readonly name: string;
  readonly scope: Scope;
}

/** Who depends on whom. */
export interface DependencyTree {
  readonly edgesOf: ReadonlyMap<LockEntry, readonly TreeEdge[]>;
  readonly dependentsOf: ReadonlyMap<LockEntry, readonly TreeEdge[]>;
  readonly missing: readonly MissingDependency[];
}

type Wanted = Omit<TreeEdge, 'to'>;

/** Finds every dependency of every entry by node's lookup: the entry's own `node_modules`, then each folder above. */
export function buildTree(entries: ReadonlyMap<string, LockEntry>): DependencyTree {
  const children = childrenByOwner(entries);
  const edgesOf = new Map<LockEntry, TreeEdge[]>();
  const dependentsOf = new Map<LockEntry, TreeEdge[]>();
  const missing: MissingDependency[] = [];
  for (const entry of entries.values()) {
    const wanted = wantedBy(entry);
    if (wanted.length === 0) continue;
    const chain = lookupChain(entry.key, children);
    for (const want of wanted) {
      const to = lookUp(chain, want.name);
      if (to !== undefined) {
        const edge = { ...want, to };
        append(edgesOf, entry, edge);
        append(dependentsOf, to, edge);
      } else if (want.scope !== 'peer') missing.push(want);
    }
  }
  return { edgesOf, dependentsOf, missing };
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

/** What an entry depends on. npm lists an optional dependency under `dependencies` too; then it is optional. */
function wantedBy(entry: LockEntry): readonly Wanted[] {
  const wanted = new Map<string, Wanted>();
  const add = (section: string, scope: Scope) => {
    for (const [name, spec] of asMap(entry.meta.get(section))?.entries() ?? []) {
      wanted.set(name, { from: entry, name, spec: asText(spec) ?? '', scope });
    }
  };
  add('peerDependencies', 'peer');
  if (entry.location.kind !== 'package') add('devDependencies', 'dev');
  add('dependencies', 'prod');
  add('optionalDependencies', 'optional');
  return [...wanted.values()];
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
