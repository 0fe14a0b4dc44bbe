import { excluder, findLockfiles, type FoundLockfiles } from '@assay/acquire';
import { ecosystems } from '@assay/ecosystems';

/** Lockfiles in `folder` and below it: installed packages, hidden folders and links are passed over, and there are bounds. Reads no file. */
export function findProjectLockfiles(
  folder: string,
  { exclude = [] }: { readonly exclude?: readonly string[] } = {},
): Promise<FoundLockfiles> {
  return findLockfiles(folder, ecosystems, { exclude });
}

/** Says of a path with `/` whether a search below its folder leaves it out, or a folder that it is in. */
export function isExcludedBy(exclude: readonly string[]): (path: string) => boolean {
  const isOut = excluder(exclude);
  return (path) => {
    const parts = path.split('/');
    return parts.some((_, index) => isOut(parts.slice(0, index + 1).join('/')));
  };
}
