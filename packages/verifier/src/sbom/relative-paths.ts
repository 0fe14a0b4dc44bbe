/** A run's lockfiles as seen from their own folder: a bill of materials says the same wherever the project lies. */

import { basename, relative, resolve, sep } from 'node:path';
import { commonFolder } from '@assay/acquire';
import { inventoryDigest, type Gap, type Inventory, type Report } from '@assay/model';

/** What is told of a run. */
export interface ToldRun {
  readonly report: Report;
  readonly inventory: Inventory;
}

/**
 * The same run with paths relative to the deepest folder that holds all lockfiles. Its report is the one that a run started in that
 * folder gives. What lies outside of it, as a user's own configuration does, keeps its name alone.
 */
export function withRelativePaths({ report, inventory }: ToldRun): ToldRun {
  const root = commonFolder(inventory.lockfiles.map(({ path }) => resolve(path)));
  const rename = (path: string) => nameBelow(root, path);
  const named = [...inventory.lockfiles.map(({ path }) => path), ...inventory.gaps.map(({ lockfile }) => lockfile)];
  if (named.every((path) => rename(path) === path)) return { report, inventory };
  const moved = moveInventory(inventory, rename);
  const { lockfiles, gaps } = moved;
  return { report: { ...report, lockfiles, gaps, inventoryDigest: inventoryDigest(moved) }, inventory: moved };
}

function nameBelow(root: string, path: string): string {
  const below = relative(root, resolve(path));
  const outside = below === '' || below === '..' || below.startsWith(`..${sep}`);
  return outside ? basename(path) : below.split(sep).join('/');
}

function moveInventory(inventory: Inventory, rename: (path: string) => string): Inventory {
  const { lockfiles, occurrences, gaps, projects } = inventory;
  return {
    ...inventory,
    lockfiles: lockfiles.map((one) => ({ ...one, path: rename(one.path) })),
    occurrences: occurrences.map((one) => ({ ...one, lockfile: rename(one.lockfile) })),
    gaps: gaps.map((gap) => moveGap(gap, rename)),
    ...(projects === undefined
      ? {}
      : { projects: projects.map((one) => ({ ...one, lockfile: rename(one.lockfile) })) }),
  };
}

/** The sentence may name the file too. */
function moveGap(gap: Gap, rename: (path: string) => string): Gap {
  const lockfile = rename(gap.lockfile);
  return { ...gap, lockfile, detail: gap.detail.replaceAll(gap.lockfile, lockfile) };
}
