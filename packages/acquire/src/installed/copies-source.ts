/**
 * Answers requests for copies of a licence package: every copy that a package manager left on this machine, read and listed. No code
 * of any package is run, no link is followed out of the place that is read, and what cannot be read is among the copies, as one that
 * could not be.
 */

import { AssayError, type Evidence, type EvidenceSource, type LocalCopyRead } from '@assay/model';
import { bundledCopies } from './bundled-copies.js';
import { composerArchives, installedComposerPackages } from './composer-copies.js';
import { composerPlaces, type ComposerPlaces } from './composer-places.js';
import { copyQuestion, showPath, type CopiesPlace, type CopyQuestion } from './copy-question.js';
import { gemArchives, installedGems } from './gem-copies.js';
import { foundCopies } from './found-copies.js';
import { findGemFolders, type GemFolders } from './gem-folders.js';
import { findNpmPlaces, installedNpmPackages, npmArchives, type NpmPlaces, type RegistryOf } from './npm-copies.js';
import { Pace } from './pace.js';
import { UnknownPlace } from './unknown-place.js';

/** Where copies are looked for. */
export interface CopiesSourceOptions extends CopiesPlace {
  /** Base URL of the registry that a request's package comes from: npm's cache is by URL. Default: the request's `registry`. */
  readonly registryOf?: RegistryOf;
}

/**
 * A source for requests of kind `copies`; everything else is `path-refused`. `found` holds at least one copy; `absent` (404) means
 * that there is none in this phase; `path-refused` that it cannot be told where copies would be, with the reason.
 */
export function createCopiesSource(options: CopiesSourceOptions): EvidenceSource {
  const places = new KnownPlaces(options);
  const shown = showPath(options);
  const pace = new Pace();
  return {
    get: async (request) => {
      // Most of what is read is read without waiting: who asks for a thousand packages would hold up everything else.
      if (pace.isDue()) await pace.rest();
      const question = copyQuestion(request, shown);
      if (typeof question === 'string') return refused(question);
      try {
        return foundCopies(await copiesOf(question, places));
      } catch (error) {
        if (error instanceof UnknownPlace) return refused(error.message);
        // The user's own configuration cannot be read.
        if (error instanceof AssayError) return refused(`${error.message}.`);
        throw error;
      }
    },
  };
}

/** Places are found once, for the first request that asks for them. */
class KnownPlaces {
  readonly place: CopiesSourceOptions;
  #gems: Promise<GemFolders> | undefined;
  #npm: Promise<NpmPlaces> | undefined;
  #composer: Promise<ComposerPlaces> | undefined;

  constructor(place: CopiesSourceOptions) {
    this.place = place;
  }

  gems(): Promise<GemFolders> {
    this.#gems ??= findGemFolders(this.place);
    return this.#gems;
  }

  composer(): Promise<ComposerPlaces> {
    this.#composer ??= composerPlaces(this.place);
    return this.#composer;
  }

  npm(): Promise<NpmPlaces> {
    this.#npm ??= findNpmPlaces(this.place);
    return this.#npm;
  }
}

async function copiesOf(question: CopyQuestion, places: KnownPlaces): Promise<readonly LocalCopyRead[]> {
  const { request, wanted } = question;
  const { place } = places;
  if (wanted.phase === 'bundled') return bundledCopies(question, place.projectRoot);
  const isAfter = wanted.phase === 'after';
  switch (request.ecosystem) {
    case 'rubygems':
      return isAfter ? gemArchives(question, await places.gems()) : installedGems(question, await places.gems());
    case 'npm':
      if (!isAfter) return installedNpmPackages(question, place, await places.npm());
      return npmArchives(question, await places.npm(), place.registryOf ?? (({ registry }) => registry));
    case 'composer':
      if (isAfter) return composerArchives(question, await places.composer());
      return installedComposerPackages(question, await places.composer(), place.projectRoot);
    case 'generic':
      // No package manager keeps it.
      return [];
  }
}

function refused(detail: string): Evidence {
  return { state: 'unreachable', reason: 'path-refused', detail };
}
