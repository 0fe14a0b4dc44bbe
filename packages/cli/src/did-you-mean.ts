/** What a mistyped word was probably meant to be. */

import { nearestWord } from '@assay/model';

/** `; did you mean \`verify\`?`, to go on a sentence with; empty when no word is near. */
export function didYouMean(given: string | undefined, words: Iterable<string>): string {
  const word = given === undefined ? null : nearestWord(given, words);
  return word === null || word === given ? '' : `; did you mean \`${word}\`?`;
}
