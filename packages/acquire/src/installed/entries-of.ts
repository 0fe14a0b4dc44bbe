import type { Dir, Dirent } from 'node:fs';

/** The entries of an open folder as they come; it is closed in the end. Throws the system's error. */
export function* entriesOf(folder: Dir): Generator<Dirent, void> {
  try {
    for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) yield entry;
  } finally {
    folder.closeSync();
  }
}
