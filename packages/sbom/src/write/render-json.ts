import type { Bom } from '../cyclonedx/index.js';
import { chunked } from './chunked.js';
import { forVersion, ofItsVersion, type Data } from './for-version.js';
import { jsonText } from './json-text.js';

type Change = (part: unknown) => unknown;

/**
 * A document as CycloneDX JSON in UTF-8 text, in chunks, written as its lists are iterated: memory does not grow with it. The same
 * document gives the same text. Compact, with one line for each component, dependency, annotation, claim and piece of evidence: a
 * third smaller than indented JSON, and still something that `diff`, `grep` and `wc -l` understand.
 *
 * Properties stand in the order in which the document's objects have them. What only 1.7 knows is left out of 1.6. Half of a
 * surrogate pair is written as U+FFFD.
 */
export function renderJson(bom: Bom): Iterable<string> {
  return chunked(pieces(bom));
}

function* pieces(bom: Bom): Generator<string, void, undefined> {
  yield* members(ofItsVersion(bom), forVersion(bom.specVersion));
  yield '\n';
}

/** The members of the document and of its declarations, each on lines of its own. */
function* members(data: Data, change: Change): Generator<string, void, undefined> {
  let separator = '{\n';
  for (const [key, value] of Object.entries(data)) {
    if (value === undefined) continue;
    yield `${separator}${jsonText(key)}:`;
    if (key === 'declarations') yield* members(value as Data, change);
    else if (isIterable(value)) yield* items(value, change);
    else yield jsonText(change(value));
    separator = ',\n';
  }
  yield separator === '{\n' ? '{}' : '\n}';
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function* items(list: Iterable<unknown>, change: Change): Generator<string, void, undefined> {
  let separator = '\n';
  yield '[';
  for (const item of list) {
    yield separator + jsonText(change(item));
    separator = ',\n';
  }
  yield ']';
}
