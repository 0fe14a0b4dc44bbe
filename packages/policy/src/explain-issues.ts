/** What the schema library found, as one error that its reader can act on. */

import type { AssayError } from '@assay/model';
import type { z } from 'zod';
import { nearestWord } from './did-you-mean.js';
import { knownKeys } from './known-keys.js';
import { lineAt, type LocatedDocument, type Path } from './locate.js';
import type { Refuse } from './refuse.js';

type Issue = z.core.$ZodIssue;

/** What is needed to explain issues. */
export interface IssueContext {
  readonly shape: z.ZodType;
  readonly document: LocatedDocument;
  readonly refuse: Refuse;
}

/**
 * The error for the issue that explains most: another version of the format, then a key that does not belong (a mistyped key
 * makes another one missing), then the first in the file.
 */
export function explainIssues(issues: readonly Issue[], context: IssueContext): AssayError {
  const rank = (issue: Issue) => {
    if (issue.path[0] === 'version' && issue.input !== undefined) return 0;
    return issue.code === 'unrecognized_keys' ? 1 : 2;
  };
  const line = (issue: Issue) => lineAt(context.document, placeOf(issue));
  const [issue] = [...issues].sort((a, b) => rank(a) - rank(b) || line(a) - line(b));
  if (issue === undefined) return context.refuse([], 'this is not a policy');
  const { what, hint } = explain(issue, context);
  const where = pathText(issue.path);
  return context.refuse(placeOf(issue), where === '' ? what : `${where}: ${what}`, hint);
}

function placeOf(issue: Issue): Path {
  return issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
}

/** `waivers[0].reason`. */
function pathText(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${String(step)}]` : `${index === 0 ? '' : '.'}${String(step)}`))
    .join('');
}

interface Explanation {
  readonly what: string;
  readonly hint?: string | undefined;
}

function explain(issue: Issue, context: IssueContext): Explanation {
  if (issue.code === 'unrecognized_keys') return explainKey(issue, context);
  if (issue.input === undefined) return { what: 'this key is missing' };
  if (issue.code === 'invalid_type') return explainType(issue);
  if (issue.code === 'invalid_value') return explainValue(issue);
  return { what: issue.message };
}

function explainKey(issue: Extract<Issue, { code: 'unrecognized_keys' }>, { shape }: IssueContext): Explanation {
  const [key = ''] = issue.keys;
  const known = knownKeys(shape, issue.path);
  return {
    what: `"${key}" is not a key of a policy here`,
    hint: suggestion(key, known) ?? `The keys here are ${known.join(', ')}.`,
  };
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['array', 'a list'],
  ['object', 'a mapping'],
  ['boolean', 'true or false'],
  ['number', 'a number'],
  ['int', 'a whole number'],
]);

function explainType({ expected, input }: Extract<Issue, { code: 'invalid_type' }>): Explanation {
  const what = `${typeNames.get(expected) ?? expected} is expected`;
  if (input === null) return { what, hint: 'There is nothing: give it a value, or leave the key out.' };
  if (expected === 'string' && typeof input !== 'object') return { what, hint: 'Put it in quotes.' };
  return expected === 'array' ? { what, hint: 'Write it as [a, b], or with one `- ` line for each.' } : { what };
}

function explainValue({ values, input }: Extract<Issue, { code: 'invalid_value' }>): Explanation {
  const words = values.map(String);
  const what =
    words.length === 1 ? `only ${words.join()} is understood here` : `one of ${words.join(', ')} is expected`;
  if (typeof input !== 'string') return { what };
  return { what, hint: words.includes(input) ? 'Write it without quotes.' : suggestion(input, words) };
}

function suggestion(given: string, words: Iterable<string>): string | undefined {
  const word = nearestWord(given, words);
  return word === null ? undefined : `Did you mean \`${word}\`?`;
}
