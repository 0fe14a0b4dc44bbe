import { readDuration } from './gate/duration.js';
import type { Path } from './locate.js';
import type { AgeRules } from './policy.js';
import { readNamedPurl } from './read-purl.js';
import type { EntryPlace } from './refuse.js';
import type { ReleaseAgeDocument } from './release-age-shape.js';

/** How long ago versions must have been published; null without a word. Throws what `refuse` makes for a span that is too long, and for a wide exception. */
export function readReleaseAge(
  section: ReleaseAgeDocument | undefined,
  placeAt: (path: Path) => EntryPlace,
): AgeRules | null {
  if (section === undefined) return null;
  const { minimum, except = [] } = section;
  return {
    minimum: readDuration(minimum, '366d', placeAt(['releaseAge', 'minimum'])),
    except: except.map((purl, index) => {
      const place = placeAt(['releaseAge', 'except', index]);
      return { purl: readNamedPurl(purl, place), line: place.line };
    }),
  };
}
