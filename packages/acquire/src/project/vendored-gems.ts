/**
 * Whether a project brings its gems along. Bundler installs the archives that lie in `vendor/cache` before it asks any server, and compares
 * them with a lockfile's CHECKSUMS only where there are such: what a server was asked about says nothing of them.
 */

import { opendir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Gap } from '@assay/model';
import { readBoundedFile } from './read-bounded-file.js';

const maxConfigBytes = 1024 * 1024;

/** Gaps that leave a run in doubt; `at`: where the files of this lockfile are. */
export async function vendoredGemGaps(lockfile: string, at: (path: string) => string): Promise<readonly Gap[]> {
  const project = dirname(lockfile);
  const cache = join(project, 'vendor', 'cache');
  const config = join(project, '.bundle', 'config');
  const [found, isMoved] = await Promise.all([firstArchive(at(cache)), movesCache(at(config))]);
  const advice =
    'Install without it, or compare the archives with the lockfile’s CHECKSUMS and accept this code under `acceptGaps`.';
  const tell = (what: string): Gap => ({
    lockfile,
    code: 'vendored-gems-not-read',
    detail: `${what} ${advice}`,
    doubt: true,
  });
  return [
    ...(found === null ? [] : [tell(`Bundler installs what lies in ${cache} (${found}), which was not looked at.`)]),
    ...(isMoved
      ? [tell(`${config} names a folder of archives, which Bundler installs and which was not looked at.`)]
      : []),
  ];
}

/** The first archive, or unpacked repository, that Bundler could take; a folder that cannot be listed may hold some. */
async function firstArchive(folder: string): Promise<string | null> {
  try {
    for await (const entry of await opendir(folder)) {
      if (!entry.isFile() || entry.name.toLowerCase().endsWith('.gem')) return JSON.stringify(entry.name);
    }
    return null;
  } catch (error) {
    return isAbsent(error) ? null : 'it cannot be listed';
  }
}

/** Bundler's `cache_path`, which the checkout may set to any folder. */
async function movesCache(config: string): Promise<boolean> {
  try {
    const options = { maxBytes: maxConfigBytes, code: 'ERR_CONFIG', what: 'configuration' } as const;
    const text = new TextDecoder().decode(await readBoundedFile(config, options));
    return text.toUpperCase().includes('CACHE_PATH');
  } catch (error) {
    return !isAbsent(error instanceof Error ? (error.cause ?? error) : error);
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
