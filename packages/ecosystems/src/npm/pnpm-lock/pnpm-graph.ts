import { asMap, asText, type DocMap } from '@assay/documents';
import type { Scope } from '@assay/model';
import { normalisePath, pathFrom } from '../project-path.js';
import type { DependencyPath } from './dependency-path.js';
import { importersOf } from './pnpm-importers.js';
import type { PnpmFormat } from './pnpm-format.js';
import { readPackages, type PnpmPackage } from './pnpm-packages.js';

/** A project of the workspace, a snapshot, or a folder that something links to. */
export interface PnpmNode {
  readonly kind: 'importer' | 'snapshot' | 'folder';
  /** The key under `importers` or `snapshots`, or the folder's path. */
  readonly key: string;
  /** For snapshots: the key under `packages`. */
  readonly id: string;
  /** For snapshots: what that key says. */
  readonly path: DependencyPath | null;
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
  readonly format: PnpmFormat;
  /** By key, those included that only a snapshot names. */
  readonly packages: ReadonlyMap<string, PnpmPackage>;
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
export function buildGraph(document: DocMap, format: PnpmFormat): PnpmGraph {
  const importers = readImporters(document, format);
  const packages = readPackages(document, format);
  const snapshots = readSnapshots(document, packages, format);
  const folders = new Map<string, PnpmNode>();
  const edgesOf = new Map<PnpmNode, PnpmEdge[]>();
  const missing: MissingSnapshot[] = [];
  const targets = { format, importers, snapshots, folders };
  for (const from of [...importers.values(), ...snapshots.values()]) {
    const isPeer = from.kind === 'snapshot' ? peersOf(packages.get(from.id)?.meta) : none;
    const edges: PnpmEdge[] = [];
    for (const { alias, reference, specifier, section, scope, line } of wantedBy(from)) {
      const to = findTarget({ from, alias, reference, line }, targets);
      if (to === undefined) missing.push({ from, key: reference, line });
      else edges.push({ from, to, alias, specifier, section, scope: isPeer(alias) ? 'peer' : scope, line });
    }
    edgesOf.set(from, edges);
  }
  const nodes = [...importers.values(), ...snapshots.values(), ...folders.values()];
  return { format, packages, nodes, edgesOf, missing };
}

const none = () => false;

/** pnpm up to 6 does not repeat under `peerDependencies` what stands under `peerDependenciesMeta` alone. */
function peersOf(meta: DocMap | undefined): (alias: string) => boolean {
  const [peers, more] = [asMap(meta?.get('peerDependencies')), asMap(meta?.get('peerDependenciesMeta'))];
  if (peers === undefined && more === undefined) return none;
  return (alias) => peers?.has(alias) === true || more?.has(alias) === true;
}

interface Targets {
  readonly format: PnpmFormat;
  readonly importers: ReadonlyMap<string, PnpmNode>;
  readonly snapshots: ReadonlyMap<string, PnpmNode>;
  readonly folders: Map<string, PnpmNode>;
}

interface Wanted extends Omit<PnpmEdge, 'to'> {
  readonly reference: string;
}

type Reference = Pick<Wanted, 'from' | 'alias' | 'reference' | 'line'>;

const plainNode = { id: '', path: null, isPatched: false } as const;

function readImporters(document: DocMap, format: PnpmFormat): Map<string, PnpmNode> {
  const nodes = new Map<string, PnpmNode>();
  for (const { key, line, meta } of importersOf(document, format)) {
    nodes.set(key, { ...plainNode, kind: 'importer', key, line, meta });
  }
  return nodes;
}

/** Adds what no entry of `packages` is about to them, so that nothing is dropped. */
function readSnapshots(
  document: DocMap,
  packages: Map<string, PnpmPackage>,
  format: PnpmFormat,
): ReadonlyMap<string, PnpmNode> {
  const nodes = new Map<string, PnpmNode>();
  const section = asMap(document.get(format.section));
  for (const [key, value] of section?.entries() ?? []) {
    const meta = asMap(value);
    const line = section?.lineOf(key) ?? 1;
    const { id, isPatched } = format.snapshotKey(key, meta);
    const known = packages.get(id) ?? { key: id, path: format.path(id, undefined), meta: undefined, line };
    packages.set(id, known);
    nodes.set(key, { kind: 'snapshot', key, id, path: known.path, isPatched, line, meta });
  }
  return nodes;
}

/** What a node depends on. Importers give a specifier and a version (in 5, specifiers stand apart), snapshots the version alone. */
function* wantedBy(from: PnpmNode): Iterable<Wanted> {
  const specifiers = from.kind === 'importer' ? asMap(from.meta?.get('specifiers')) : undefined;
  for (const [name, scope] of from.kind === 'importer' ? importerSections : snapshotSections) {
    const section = asMap(from.meta?.get(name));
    if (section === undefined) continue;
    for (const [alias, value] of section.entries()) {
      const reference = asText(value) ?? asText(asMap(value)?.get('version')) ?? '';
      const specifier = asText(asMap(value)?.get('specifier')) ?? asText(specifiers?.get(alias));
      yield { from, alias, reference, specifier, section: name, scope, line: section.lineOf(alias) };
    }
  }
}

function findTarget(want: Reference, { format, importers, snapshots, folders }: Targets): PnpmNode | undefined {
  const key = format.referredKey(want.alias, want.reference);
  if (key !== null) return snapshots.get(key);
  const path = linkedPath(want);
  const known = importers.get(path) ?? folders.get(path);
  if (known !== undefined) return known;
  const folder: PnpmNode = { ...plainNode, kind: 'folder', key: path, line: want.line, meta: undefined };
  folders.set(path, folder);
  return folder;
}

/** An importer's links are relative to it; all others to the lockfile's folder. */
function linkedPath({ from, reference }: Reference): string {
  const path = reference.slice('link:'.length);
  return from.kind === 'importer' ? pathFrom(from.key, path) : normalisePath(path);
}
