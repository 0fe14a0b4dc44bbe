import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Calls `use` with a fresh folder for copies of the repository; what lies beside the repository lies beside a copy too. */
export async function withSandbox(use) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-mutation-'));
  const shared = join(process.cwd(), '../shared');
  if (existsSync(shared)) symlinkSync(shared, join(folder, 'shared'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
