/** The names that SPDX has for licences and exceptions, whatever case they are stated in. */

import exceptions from 'spdx-exceptions/index.json' with { type: 'json' };
import current from 'spdx-license-ids/index.json' with { type: 'json' };
import deprecated from 'spdx-license-ids/deprecated.json' with { type: 'json' };

const licenses: ReadonlyMap<string, string> = new Map(
  [...current, ...deprecated].map((id) => [id.toLowerCase(), id] as const),
);
const others: ReadonlyMap<string, string> = new Map([
  ...exceptions.map((id) => [id.toLowerCase(), id] as const),
  ['and', 'AND'],
  ['or', 'OR'],
  ['with', 'WITH'],
]);

/** The list's spelling of a licence's id; deprecated ones keep theirs. Undefined for what is none. */
export function spdxLicenseId(text: string): string | undefined {
  return licenses.get(text.toLowerCase());
}

/** The spelling of any word of an expression: a licence, an exception, an operator. Undefined for what is none of them. */
export function spdxWord(text: string): string | undefined {
  const word = text.toLowerCase();
  return licenses.get(word) ?? others.get(word);
}
