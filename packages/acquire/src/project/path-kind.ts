import { stat } from 'node:fs/promises';

/** What a path leads to, through links; null for what is not there or may not be looked at. */
export async function pathKind(path: string): Promise<'folder' | 'file' | null> {
  const info = await stat(path).catch(() => null);
  if (info === null) return null;
  return info.isDirectory() ? 'folder' : 'file';
}
