import { readDuration } from './gate/duration.js';
import type { Path } from './locate.js';
import type { AgeRules } from './policy.js';
import { readNamedPurl } from './read-purl.js';
import type { EntryPlace } from './refuse.js';
import type { ReleaseAgeDocument } from './release-age-shape.js';

/** How long ago versions must have been published. Throws what `refuse` makes for an age that no version has, and for a wide exception. */
export function readReleaseAge(
  { minimum, except = [] }: ReleaseAgeDocument,
  placeAt: (path: Path) => EntryPlace,
): AgeRules {
  return {
    minimum: readDuration(minimum, '366d', placeAt(['releaseAge', 'minimum'])),
    except: except.map((purl, index) => {
      const place = placeAt(['releaseAge', 'except', index]);
      return { purl: readNamedPurl(purl, place), line: place.line };
    }),
  };
}
