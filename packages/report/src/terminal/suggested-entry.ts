/** The policy entry that a finding suggests on first use, as lines to paste. */

import type { Finding } from '@assay/model';

/** What a detail says, and the entry that it ends with: lines of YAML for `publishers`; none where it suggests nothing. */
export interface Suggestion {
  readonly said: string;
  readonly entry: readonly string[];
}

const quoted = '"(?:[^"\\\\]|\\\\.)*"';
const pair = `[A-Za-z]+: (?:${quoted}|\\[${quoted}\\])`;
const form = new RegExp(`^(.*): - \\{ purl: (${quoted}), allow: \\[\\{ (${pair}(?:, ${pair})*) \\}\\] \\}$`, 'u');
const eachPair = new RegExp(pair, 'gu');

/**
 * Splits the detail of a `publisher` finding that ends with an entry on one line. Anything that has not exactly that form stays text: a
 * half-understood entry must not be pasted.
 */
export function splitSuggestion({ check, code, detail }: Finding): Suggestion {
  const none = { said: detail, entry: [] };
  if (check !== 'publisher' || code !== 'no-publisher-expected') return none;
  const [, said, purl, pairs] = form.exec(detail) ?? [];
  if (said === undefined || purl === undefined || pairs === undefined) return none;
  const fields = [...pairs.matchAll(eachPair)].map(([field], index) => `${index === 0 ? '    - ' : '      '}${field}`);
  return { said: `${said}:`, entry: [`- purl: ${purl}`, '  allow:', ...fields] };
}
