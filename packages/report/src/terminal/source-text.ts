/** Where a package comes from, in words, for terminals. */

import type { SubjectSource } from '@assay/model';
import { describeSource } from '../describe-source.js';
import { escapeTerminal } from './escape-terminal.js';

/** One escaped line. */
export function sourceText(source: SubjectSource): string {
  return describeSource(source, escapeTerminal);
}
