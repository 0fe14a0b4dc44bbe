import { asList, asMap, DocMap, type DocValue } from '@assay/documents';
import type { JsonVersion } from '../bom-schemas.js';
import type { Place } from '../place.js';
import { tell, type ProblemSink } from '../problem-sink.js';
import { checkExpression, checkPurl } from './text-rules.js';

/** Warns of texts that have a form of their own which the schema does not hold: package URLs and licence expressions. */
export function checkTexts(value: DocValue, place: Place, warnings: ProblemSink<Place>): void {
  if (value instanceof DocMap) checkMembers(value, place, warnings);
  else
    for (const [key, item] of (asList(value) ?? []).entries())
      checkNested(item, place, { key, holder: asList(value) ?? [], warnings });
}

interface Member {
  readonly key: string | number;
  readonly holder: DocMap | readonly DocValue[];
  readonly warnings: ProblemSink<Place>;
}

function checkMembers(map: DocMap, place: Place, warnings: ProblemSink<Place>): void {
  for (const [key, value] of map.entries()) {
    if (typeof value !== 'string') checkNested(value, place, { key, holder: map, warnings });
    else if (key === 'purl') checkPurl(value, { above: place, key, holder: map }, warnings);
    else if (key === 'expression' && place.above?.key === 'licenses')
      checkExpression(value, { above: place, key, holder: map }, warnings);
  }
}

/** Scalars need no place. */
function checkNested(value: DocValue, above: Place, { key, holder, warnings }: Member): void {
  if (asMap(value) !== undefined || asList(value) !== undefined) checkTexts(value, { above, key, holder }, warnings);
}

/**
 * Up to 1.5 the published schemas required `version`; the specification calls it optional with the default 1, and so do the
 * maintainers' own libraries and every later schema.
 */
export function checkStatedVersion(
  value: DocValue,
  version: JsonVersion,
  { place, warnings }: { place: Place; warnings: ProblemSink<Place> },
): void {
  if (asMap(value)?.has('version') === true || version === '1.6' || version === '1.7') return;
  tell(warnings, {
    code: 'version-missing',
    place,
    detail: () => `"version" is missing; readers that hold to the first schema of ${version} refuse that.`,
  });
}
