/** Reads one small file that a package manager wrote beside or in a package; follows no link, waits for nothing. */

import { closeSync, fstatSync } from 'node:fs';
import { descend, openFileIn, type Way } from './descend.js';
import { OpenFolder } from './open-folder.js';
import { readWhole } from './read-open-file.js';
import { attempt } from './system-code.js';

/** The bytes; null when there is no such file, when it is larger, or when it cannot be read. */
export function readSmallFile(way: Way, name: string, maxBytes: number): Uint8Array | null {
  const folder = descend(way);
  if (!(folder instanceof OpenFolder)) return null;
  const descriptor = openFileIn(folder, name);
  folder.close();
  if (typeof descriptor !== 'number') return null;
  try {
    return attempt(
      () => {
        const stats = fstatSync(descriptor);
        return stats.isFile() && stats.size <= maxBytes ? readWhole({ descriptor, stats }) : null;
      },
      () => null,
    );
  } finally {
    closeSync(descriptor);
  }
}
