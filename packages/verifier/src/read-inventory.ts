/** Lockfiles → one inventory. */

import { digestOf, mergeInventory, type Gap, type Inventory, type InventoryPart } from '@assay/model';
import type { LockfileOnDisk } from '@assay/acquire';

/** Parses each lockfile and merges them. Throws AssayError `ERR_LOCKFILE…` for one that cannot be read. */
export function readInventory(lockfiles: readonly LockfileOnDisk[], gaps: readonly Gap[]): Inventory {
  const inventory = mergeInventory(lockfiles.map(readPart));
  return gaps.length === 0 ? inventory : { ...inventory, gaps: [...inventory.gaps, ...gaps] };
}

function readPart({ path, bytes, ecosystem, manifest }: LockfileOnDisk): InventoryPart {
  const content = ecosystem.parseLockfile({ path, bytes, ...(manifest === undefined ? {} : { manifest }) });
  const digest = { ...digestOf('sha256', bytes), covers: 'document' as const };
  return { ref: { path, ecosystem: ecosystem.id, format: content.format, digest }, content };
}
