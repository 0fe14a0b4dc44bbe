import type { Bom, Declarations } from '../cyclonedx/index.js';
import { chunked } from './chunked.js';
import { jsonText } from './json-text.js';

/**
 * A document as CycloneDX JSON in UTF-8 text, in chunks, written as its lists are iterated: memory does not grow with it. The same
 * document gives the same text. Compact, with one line for each component, dependency, annotation, claim and piece of evidence: a
 * third smaller than indented JSON, and still something that `diff`, `grep` and `wc -l` understand.
 *
 * Properties stand in the order in which the document's objects have them. Half of a surrogate pair is written as U+FFFD.
 */
export function renderJson(bom: Bom): Iterable<string> {
  return chunked(pieces(bom));
}

function* pieces(bom: Bom): Generator<string, void, undefined> {
  yield '{';
  let separator = '\n';
  for (const [key, value] of Object.entries(bom) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${separator}${jsonText(key)}:`;
    yield* rootValue(key, value);
    separator = ',\n';
  }
  yield '\n}\n';
}

function* rootValue(key: string, value: unknown): Generator<string, void, undefined> {
  if (key === 'declarations') yield* declarations(value as Declarations);
  else if (typeof value === 'object' && value !== null && Symbol.iterator in value)
    yield* list(value as Iterable<unknown>);
  else yield jsonText(value);
}

function* declarations(value: Declarations): Generator<string, void, undefined> {
  yield '{';
  let separator = '\n';
  for (const [key, part] of Object.entries(value) as [string, unknown][]) {
    if (part === undefined) continue;
    yield `${separator}${jsonText(key)}:`;
    yield* rootValue(key === 'declarations' ? '' : key, part);
    separator = ',\n';
  }
  yield '}';
}

/** One item a line. */
function* list(items: Iterable<unknown>): Generator<string, void, undefined> {
  let separator = '\n';
  yield '[';
  for (const item of items) {
    yield separator + jsonText(item);
    separator = ',\n';
  }
  yield ']';
}
