import { lstat } from 'node:fs/promises';
import { isAbsent } from './is-absent.js';

/**
 * True when anything stands at `path`, be it a folder, a link to nowhere or what may not be looked at: whoever then reads it fails
 * loudly, where it would be passed over as if there were nothing.
 */
export async function isPresent(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    return !isAbsent(error);
  }
}
