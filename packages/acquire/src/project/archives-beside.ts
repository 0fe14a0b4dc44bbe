/** Archives that lie beside a lockfile, in a folder where its client looks before it asks a registry. */

import { opendir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Gap } from '@assay/model';
import { isAbsent } from './is-absent.js';

/** The folders of `.zip` archives, by the lockfile's name: Yarn 2 and later keep what they fetched there, also for a checkout (“zero-install”). */
const folders: ReadonlyMap<string, string> = new Map([['yarn.lock', '.yarn/cache']]);

/** So many are listed; no project of people has more packages. */
const mostArchives = 100_000;

/** What lies beside a lockfile. */
export interface ArchivesBeside {
  /** Paths from the lockfile's folder, sorted; of whatever kind they are. */
  readonly archives: readonly string[];
  /** Leave the run in doubt: a folder that is there and was not listed whole. */
  readonly gaps: readonly Gap[];
}

/** Lists them. `at`: where the files of this lockfile are. */
export async function archivesBeside(lockfile: string, at: (path: string) => string): Promise<ArchivesBeside> {
  const folder = folders.get(basename(lockfile));
  if (folder === undefined) return { archives: [], gaps: [] };
  const place = join(dirname(lockfile), folder);
  const names = await namesIn(at(place));
  if (names !== null) return { archives: names.map((name) => `${folder}/${name}`).sort(), gaps: [] };
  const detail = `${place}, from which Yarn installs, could not be listed, or holds more than ${String(mostArchives)} archives: nothing in it was looked at.`;
  return { archives: [], gaps: [{ lockfile, code: 'vendored-archives-not-listed', detail, doubt: true }] };
}

async function namesIn(folder: string): Promise<readonly string[] | null> {
  const names: string[] = [];
  try {
    for await (const { name } of await opendir(folder)) {
      if (name.toLowerCase().endsWith('.zip')) names.push(name);
      if (names.length > mostArchives) return null;
    }
    return names;
  } catch (error) {
    return isAbsent(error) ? [] : null;
  }
}
