import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A private folder that nothing is in. The caller removes it. */
export async function emptyFolder(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'assay-empty-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
