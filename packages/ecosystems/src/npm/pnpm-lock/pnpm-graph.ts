import { asMap, asText, type DocMap } from '@assay/documents';
import type { Scope } from '@assay/model';
import { normalisePath, pathFrom } from '../project-path.js';
import { parseSnapshotKey, referredKey } from './dependency-path.js';

/** A project of the workspace, a snapshot, or a folder that something links to. */
export interface PnpmNode {
  readonly kind: 'importer' | 'snapshot' | 'folder';
  /** The key under `importers` or `snapshots`, or the folder's path. */
  readonly key: string;
  /** For snapshots: the key under `packages`. */
  readonly id: string;
  readonly isPatched: boolean;
  readonly line: number;
  readonly meta: DocMap | undefined;
}

/** A dependency of a node on another. */
export interface PnpmEdge {
  readonly from: PnpmNode;
  readonly to: PnpmNode;
  readonly alias: string;
  /** What the project's package.json asks for; only importers say so. */
  readonly specifier: string | undefined;
  /** The section it stands in. */
  readonly section: string;
  readonly scope: Scope;
  readonly line: number;
}

/** A dependency that has no snapshot. */
interface MissingSnapshot {
  readonly from: PnpmNode;
  readonly key: string;
  readonly line: number;
}

/** The nodes and edges of one document. */
export interface PnpmGraph {
  readonly nodes: readonly PnpmNode[];
  readonly edgesOf: ReadonlyMap<PnpmNode, readonly PnpmEdge[]>;
  readonly missing: readonly MissingSnapshot[];
}

const importerSections: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'prod'],
  ['optionalDependencies', 'optional'],
  ['devDependencies', 'dev'],
  ['configDependencies', 'prod'],
  ['packageManagerDependencies', 'prod'],
];

const snapshotSections: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'prod'],
  ['optionalDependencies', 'optional'],
];

/** Builds the graph of one document: importers and snapshots as nodes, their dependencies as edges. */
export function buildGraph(document: DocMap): PnpmGraph {
  const importers = readNodes(document, 'importer');
  const snapshots = readNodes(document, 'snapshot');
  const packages = asMap(document.get('packages'));
  const folders = new Map<string, PnpmNode>();
  const edgesOf = new Map<PnpmNode, PnpmEdge[]>();
  const missing: MissingSnapshot[] = [];
  for (const from of [...importers.values(), ...snapshots.values()]) {
    const peers = asMap(asMap(packages?.get(from.id))?.get('peerDependencies'));
    const edges: PnpmEdge[] = [];
    for (const want of wantedBy(from)) {
      const to = findTarget(want, { importers, snapshots, folders });
      const scope = from.kind === 'snapshot' && peers?.has(want.alias) === true ? 'peer' : want.scope;
      if (to === undefined) missing.push({ from, key: want.reference, line: want.line });
      else edges.push({ ...edgeOf(want, to), scope });
    }
    edgesOf.set(from, edges);
  }
  return { nodes: [...importers.values(), ...snapshots.values(), ...folders.values()], edgesOf, missing };
}

function edgeOf({ reference: _reference, ...want }: Wanted, to: PnpmNode): PnpmEdge {
  return { ...want, to };
}

interface Targets {
  readonly importers: ReadonlyMap<string, PnpmNode>;
  readonly snapshots: ReadonlyMap<string, PnpmNode>;
  readonly folders: Map<string, PnpmNode>;
}

interface Wanted extends Omit<PnpmEdge, 'to'> {
  readonly reference: string;
}

function readNodes(document: DocMap, kind: 'importer' | 'snapshot'): Map<string, PnpmNode> {
  const nodes = new Map<string, PnpmNode>();
  const section = asMap(document.get(kind === 'importer' ? 'importers' : 'snapshots'));
  if (section === undefined) return nodes;
  for (const [key, value] of section.entries()) {
    const { id, isPatched } = kind === 'snapshot' ? parseSnapshotKey(key) : { id: '', isPatched: false };
    nodes.set(key, { kind, key, id, isPatched, line: section.lineOf(key), meta: asMap(value) });
  }
  return nodes;
}

/** What a node depends on. Importers give a specifier and a version, snapshots the version alone. */
function wantedBy(from: PnpmNode): readonly Wanted[] {
  const wanted: Wanted[] = [];
  for (const [name, scope] of from.kind === 'importer' ? importerSections : snapshotSections) {
    const section = asMap(from.meta?.get(name));
    if (section === undefined) continue;
    for (const [alias, value] of section.entries()) {
      const reference = asText(value) ?? asText(asMap(value)?.get('version')) ?? '';
      const specifier = asText(asMap(value)?.get('specifier'));
      wanted.push({ from, alias, reference, specifier, section: name, scope, line: section.lineOf(alias) });
    }
  }
  return wanted;
}

function findTarget(want: Wanted, { importers, snapshots, folders }: Targets): PnpmNode | undefined {
  const key = referredKey(want.alias, want.reference);
  if (key !== null) return snapshots.get(key);
  const path = linkedPath(want);
  const known = importers.get(path) ?? folders.get(path);
  if (known !== undefined) return known;
  const folder: PnpmNode = { kind: 'folder', key: path, id: '', isPatched: false, line: want.line, meta: undefined };
  folders.set(path, folder);
  return folder;
}

/** An importer's links are relative to it; all others to the lockfile's folder. */
function linkedPath({ from, reference }: Wanted): string {
  const path = reference.slice('link:'.length);
  return from.kind === 'importer' ? pathFrom(from.key, path) : normalisePath(path);
}
