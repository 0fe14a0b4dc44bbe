import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder for as long as `use(folder)` takes: a home without caches, or a place for what is measured. */
export async function inFreshFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
