import { asMap, type DocMap } from '@assay/documents';
import type { DependencyPath } from './dependency-path.js';
import type { PnpmFormat } from './pnpm-format.js';

/** An entry of `packages`. */
export interface PnpmPackage {
  readonly key: string;
  /** Null when neither key nor entry names a package. */
  readonly path: DependencyPath | null;
  /** Undefined when a snapshot has no entry, or one that is no mapping. */
  readonly meta: DocMap | undefined;
  readonly line: number;
}

/** Reads the entries of `packages`, in their order. */
export function readPackages(document: DocMap, format: PnpmFormat): Map<string, PnpmPackage> {
  const packages = new Map<string, PnpmPackage>();
  const section = asMap(document.get('packages'));
  for (const [key, value] of section?.entries() ?? []) {
    const meta = asMap(value);
    packages.set(key, { key, path: format.path(key, meta), meta, line: section?.lineOf(key) ?? 1 });
  }
  return packages;
}
