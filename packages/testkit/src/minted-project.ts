import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A lockfile and what belongs beside it. */
export interface MintedProject {
  /** The lockfile's name. */
  readonly lockfile: string;
  /** The lockfile's text. */
  readonly text: string;
  /** Every file of the checkout by relative path: the lockfile, manifests, vendored archives. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** Writes files below a folder, making folders as needed. The paths are the test's own: never hostile ones. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
