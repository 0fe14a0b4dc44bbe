import { asList, asMap, asText, DocMap, type DocValue } from '@assay/documents';
import { normalisePath } from '../project-path.js';
import { parsePackagePath, type PackagePath } from './package-path.js';
import type { BunLockDocument } from './read-bun-lock.js';
import { parseResolution, type BunResolution } from './resolution.js';

/** The project itself or a member of its workspace. */
export interface BunProject {
  readonly kind: 'project';
  /** Its folder; `''` for the project itself. */
  readonly key: string;
  readonly line: number;
  readonly name: string;
  readonly version: string;
  readonly info: DocMap;
}

/** A row of `packages`. */
export interface BunPackage {
  readonly kind: 'package';
  readonly key: string;
  readonly line: number;
  /** Where it is installed, or why the key is none that bun writes. */
  readonly path: PackagePath | string;
  readonly name: string;
  readonly resolution: BunResolution;
  /** Dependencies, commands and platforms; empty where the row has none. */
  readonly info: DocMap;
  /** Where a release is fetched from; empty text: from the registry that bun's configuration names. */
  readonly url: string;
  /** What bun checks out of a repository. */
  readonly tag: string;
  readonly integrity: DocValue | undefined;
  /** What of the row is not as bun writes it. */
  readonly problem: string | null;
}

/** Anything that depends on something. */
export type BunNode = BunProject | BunPackage;

/** The projects, by folder. */
export function readProjects({ workspaces }: BunLockDocument): ReadonlyMap<string, BunProject> {
  const projects = new Map<string, BunProject>();
  for (const [path, value] of workspaces.entries()) {
    const info = asMap(value) ?? new DocMap(workspaces.lineOf(path));
    const key = path === '' ? '' : normalisePath(path);
    const [name, version] = [asText(info.get('name')) ?? '', asText(info.get('version')) ?? ''];
    projects.set(key, { kind: 'project', key, line: workspaces.lineOf(path), name, version, info });
  }
  return projects;
}

/** The rows of `packages`, in the lockfile's order. */
export function readPackages({ packages, version }: BunLockDocument): readonly BunPackage[] {
  const rows: BunPackage[] = [];
  for (const [key, value] of packages?.entries() ?? []) {
    const row = asList(value) ?? [];
    rows.push(readRow({ key, line: packages?.lineOf(key) ?? 1, row, isFirstVersion: version === 0 }));
  }
  return rows;
}

interface Row {
  readonly key: string;
  readonly line: number;
  readonly row: readonly DocValue[];
  /** In version 0 the row of a member repeats what it depends on. */
  readonly isFirstVersion: boolean;
}

type Part = 'url' | 'info' | 'tag' | 'integrity';

function readRow({ key, line, row, isFirstVersion }: Row): BunPackage {
  const first = asText(row[0]);
  const { name, resolution } = parseResolution(first ?? '');
  const parts = partsOf(resolution, isFirstVersion);
  const at = (part: Part) => (parts.includes(part) ? row[parts.indexOf(part) + 1] : undefined);
  const info = asMap(at('info'));
  const [url, tag] = [asText(at('url')), asText(at('tag'))];
  return {
    kind: 'package',
    key,
    line,
    path: parsePackagePath(key),
    name,
    resolution,
    info: info ?? new DocMap(line),
    url: url ?? '',
    tag: tag ?? '',
    integrity: at('integrity'),
    problem: first === undefined ? 'The entry names no package.' : shapeProblem(row, parts),
  };
}

/** What follows the resolution, by its kind. */
function partsOf(resolution: BunResolution, isFirstVersion: boolean): readonly Part[] {
  switch (resolution.kind) {
    case 'release':
      return ['url', 'info', 'integrity'];
    case 'located':
      return resolution.source.kind === 'git' ? ['info', 'tag', 'integrity'] : ['info', 'integrity'];
    case 'member':
      return isFirstVersion ? ['info'] : [];
    default:
      return ['info'];
  }
}

/** An integrity may be missing where bun learned to write it late. */
function shapeProblem(row: readonly DocValue[], parts: readonly Part[]): string | null {
  if (row.length > parts.length + 1) return 'The entry has more parts than bun writes.';
  const optional = parts.at(-1) === 'integrity' && parts[0] !== 'url' ? 1 : 0;
  if (row.length < parts.length + 1 - optional) return 'The entry has fewer parts than bun writes.';
  const isRight = row.slice(1).every((part, i) => (parts[i] === 'info' ? asMap(part) : asText(part)) !== undefined);
  return isRight ? null : 'A part of the entry is of another type than bun writes.';
}
