import type { BunPackage } from './bun-node.js';

/**
 * Which rows bun takes out of another package's archive instead of fetching them: row → the package whose archive it lies in, the
 * outermost of several. The row says so itself (`"bundled": true`), and its owner has to be an archive: of what a project, a folder or a
 * repository bundles nothing can be looked up.
 */
export function findBundled(packages: readonly BunPackage[]): ReadonlyMap<BunPackage, BunPackage> {
  const marked = packages.filter((row) => row.info.get('bundled') === true && typeof row.path !== 'string');
  const bundlerOf = new Map<BunPackage, BunPackage>();
  if (marked.length === 0) return bundlerOf;
  const byKey = new Map(packages.map((row) => [row.key, row]));
  const isMarked = new Set(marked);
  for (const row of marked) {
    let owner = ownerOf(row, byKey);
    while (owner !== undefined && isMarked.has(owner)) owner = ownerOf(owner, byKey);
    if (owner !== undefined && hasArchive(owner)) bundlerOf.set(row, owner);
  }
  return bundlerOf;
}

function ownerOf(row: BunPackage, byKey: ReadonlyMap<string, BunPackage>): BunPackage | undefined {
  return typeof row.path === 'string' ? undefined : byKey.get(row.path.owner);
}

function hasArchive({ resolution }: BunPackage): boolean {
  return resolution.kind === 'release' || (resolution.kind === 'located' && resolution.source.kind !== 'git');
}

/** For each bundling package: the folders below its archive's root in which the lockfile says others lie. */
export function bundleFolders(
  bundlerOf: ReadonlyMap<BunPackage, BunPackage>,
): ReadonlyMap<BunPackage, readonly string[]> {
  const folders = new Map<BunPackage, string[]>();
  for (const [row, bundler] of bundlerOf) {
    const list = folders.get(bundler) ?? [];
    folders.set(bundler, list);
    list.push(folderIn(row.key.slice(bundler.key.length + 1)));
  }
  for (const list of folders.values()) list.sort();
  return folders;
}

/** `a/@scope/b` lies in `node_modules/a/node_modules/@scope/b`. */
function folderIn(path: string): string {
  const parts = path
    .split('/')
    .map((part, i, all) => (all[i - 1]?.startsWith('@') === true ? part : `node_modules/${part}`));
  return parts.join('/');
}
