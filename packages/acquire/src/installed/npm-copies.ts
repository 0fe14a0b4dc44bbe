/** Copies of an npm package: the archives in npm's cache, the files in pnpm's store, and the installed files. */

import type { EvidenceRequest, LocalCopyRead } from '@assay/model';
import type { CopiesPlace, CopyQuestion } from './copy-question.js';
import { installedNodePackages, nestedModules, type InstalledModules } from './node-modules.js';
import { npmCachedArchives } from './npm-cache.js';
import { npmCachePlace } from './npm-cache-place.js';
import { pnpmStoredPackages } from './pnpm-store.js';
import { pnpmStores } from './pnpm-store-place.js';
import { entriesNamed, readInstalledEntries, type InstalledEntry } from './package-lock-entries.js';

/** What is known of npm's places for all packages of a project. */
export interface NpmPlaces extends InstalledModules {
  /** Null where there is none. */
  readonly cache: string | null;
  /** pnpm's stores, where the project is one of pnpm's. */
  readonly stores: readonly string[];
}

/** Finds them. Throws UnknownPlace where npm's settings cannot be read. */
export async function findNpmPlaces(place: CopiesPlace): Promise<NpmPlaces> {
  let nested: ReturnType<InstalledModules['nested']> | undefined;
  return {
    cache: await npmCachePlace(place),
    entries: await readInstalledEntries(place.projectRoot),
    // Looked through once for all packages, and only if installed files are asked for.
    nested: () => (nested ??= nestedModules(place.projectRoot)),
    stores: await pnpmStores(place),
  };
}

/** The registry of a request, where the caller knows it. */
export type RegistryOf = (request: EvidenceRequest) => string | undefined;

/** Every copy in what npm and pnpm downloaded. */
export async function npmArchives(
  question: CopyQuestion,
  places: NpmPlaces,
  registryOf: RegistryOf,
): Promise<readonly LocalCopyRead[]> {
  const { name, version } = question.wanted;
  const isIt = (entry: InstalledEntry) => entry.version === null || entry.version === version;
  const hints = { registry: registryOf(question.request), installed: entriesNamed(places.entries, name).filter(isIt) };
  const copies = places.cache === null ? [] : [...(await npmCachedArchives(question, places.cache, hints))];
  for (const store of places.stores) copies.push(...(await pnpmStoredPackages(question, store)));
  return copies;
}

/** Every installed copy. */
export function installedNpmPackages(
  question: CopyQuestion,
  place: CopiesPlace,
  places: NpmPlaces,
): Promise<readonly LocalCopyRead[]> {
  return installedNodePackages(question, place.projectRoot, places);
}
