/** Changes of documents: JSON by its values, whatever is text by its words, and now and then any byte. */

import type { Random } from '../random.js';
import { mutateBytes } from './mutate-bytes.js';
import { mutateUtf8 } from './mutate-gem.js';
import { mutateJson } from './mutate-json.js';

/** Changes text by words and lines, one time in eight a byte. */
export function mutateDocument(random: Random, input: Uint8Array, other: Uint8Array): Uint8Array {
  return (random.below(8) === 0 ? mutateBytes : mutateUtf8)(random, input, other);
}

/** Changes JSON by its values half of the time, so that readers are reached behind the parser. */
export function mutateJsonDocument(random: Random, input: Uint8Array, other: Uint8Array): Uint8Array {
  const mutant = random.below(2) === 0 ? mutateJson(random, input, other) : null;
  return mutant ?? mutateDocument(random, input, other);
}
