import { nearestWord } from '@assay/model';

/** Longer texts are cut: a value may be as long as the document. */
const longestQuote = 80;

/** More alternatives than these do not help a reader. */
const mostListed = 16;

/** A piece of the document in quotes, control characters escaped, cut to 80 code units. */
export function quoted(text: string): string {
  return JSON.stringify(text.length <= longestQuote ? text : `${text.slice(0, longestQuote).toWellFormed()}…`);
}

/** `"a", "b" and "c"`. */
export function listed(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  const all = words.map(quoted);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1) ?? ''}`;
}

/** What would have been right: the word that was probably meant, all words where they are few, else how many there are. */
export function expectedInstead(found: string, words: readonly string[]): string {
  if (words.length === 0) return 'nothing is allowed here';
  const meant = nearestWord(found, words);
  const near = meant === null ? '' : `; did you mean ${quoted(meant)}?`;
  if (words.length > mostListed) return `it is none of the ${words.length} that are allowed${near}`;
  return words.length === 1 ? `expected is ${listed(words)}` : `allowed are ${listed(words)}${near}`;
}
