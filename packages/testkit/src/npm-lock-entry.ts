import type { MintedPackage } from './minted-package.js';

/** How npm marks an entry that production does not need. */
export type NpmLockScope = 'dev' | 'optional' | 'devOptional' | 'peer';

/** Where an entry is installed and what is written about it whatever its kind. */
export interface NpmLockPlace {
  /** Install path; `node_modules/<name>` when not given. */
  readonly at?: string;
  /** Production when not given. */
  readonly scope?: NpmLockScope;
  /** Overrides the right value; null leaves it out. */
  readonly integrity?: string | null;
  /** Overrides the right value; null leaves it out. */
  readonly resolved?: string | null;
  /** Further fields of the entry, over all others. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/**
 * One entry of a package-lock.json, by where the package comes from.
 *
 * - `registry`: from the registry; an install path that ends in another name than the package's is an alias.
 * - `url`: a tarball outside a registry.
 * - `archive`: a tarball in the project, at `path`.
 * - `git`: a commit of a repository.
 * - `link`: a folder of the project (workspace member or `file:` folder): two entries, as npm writes it.
 * - `bundled`: inside the tarball of the package whose install path `at` begins with: no `resolved`, no `integrity`.
 * - `raw`: exactly `value`, for what no client writes.
 */
export type NpmLockEntry =
  | (NpmLockPlace & { readonly kind: 'registry' | 'bundled'; readonly package: MintedPackage })
  | (NpmLockPlace & { readonly kind: 'url'; readonly package: MintedPackage; readonly url: string })
  | (NpmLockPlace & { readonly kind: 'archive'; readonly package: MintedPackage; readonly path: string })
  | (NpmLockPlace & {
      readonly kind: 'git';
      readonly package: MintedPackage;
      readonly url: string;
      readonly commit: string;
    })
  | (NpmLockPlace & { readonly kind: 'link'; readonly package: MintedPackage; readonly folder: string })
  | { readonly kind: 'raw'; readonly at: string; readonly value: unknown };

/** The install path of an entry. */
export function installPath(entry: NpmLockEntry): string {
  return entry.kind === 'raw' ? entry.at : (entry.at ?? `node_modules/${entry.package.name}`);
}

/** The name a path gives to its package: what follows the last `node_modules/`, or a project folder's own name. */
export function installName(path: string): string {
  const marker = path.includes('node_modules/') ? 'node_modules/' : '/';
  return path.slice(path.lastIndexOf(marker) + marker.length);
}

/** The tarball's URL on a registry: `<registry><name>/-/<base>-<version>.tgz`. */
export function tarballUrl(registry: string, minted: Pick<MintedPackage, 'name' | 'fileName'>): string {
  return `${registry}${minted.name}/-/${minted.fileName}`;
}
