/** The mapping that holds when the user names none. */

import { builtinMappingText } from './builtin-mapping-text.js';
import { parseMapping } from './parse-mapping.js';
import type { StandardsMapping } from './standards-mapping.js';

/** The built-in mapping, for the checks there are. Throws AssayError where it names one that there is not: a defect. */
export function builtinMapping(checks: Iterable<string>): StandardsMapping {
  return parseMapping({ bytes: new TextEncoder().encode(builtinMappingText), file: '(built in)', checks });
}
