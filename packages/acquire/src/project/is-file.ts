import { stat } from 'node:fs/promises';

/** True when something that can be read as a file lies at `path`. */
export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
