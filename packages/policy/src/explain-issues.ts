/** What is not as a form says, as one error that its reader can act on. */

import { nearestWord, type AssayError } from '@assay/model';
import { issuesOf, type Form, type Issue } from './form/index.js';
import { knownKeys, shapeAt } from './known-keys.js';
import { lineAt, plainData, type LocatedDocument, type Path } from './locate.js';
import type { Refuse } from './refuse.js';
import { scalarOption, unionKinds, unionOption } from './union-option.js';

/** What is needed to explain issues. */
export interface IssueContext {
  /** What the document should be, as in `a policy`. */
  readonly what: string;
  readonly shape: Form;
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
    return issue.code === 'keys' ? 1 : 2;
  };
  const line = (issue: Issue) => lineAt(context.document, placeOf(issue));
  const found = issues.flatMap((issue) => settleUnion(issue, context));
  const [issue] = [...found].sort((a, b) => rank(a) - rank(b) || line(a) - line(b));
  if (issue === undefined) return context.refuse([], `this is not ${context.what}`);
  const { what, hint } = explain(issue, context);
  const where = pathText(issue.path);
  return context.refuse(placeOf(issue), where === '' ? what : `${where}: ${what}`, hint);
}

/**
 * What is wrong with a mapping that could be one of several: the issues of the one it is meant to be, not that it is none of them.
 */
function settleUnion(issue: Issue, context: IssueContext): readonly Issue[] {
  if (issue.code !== 'either') return [issue];
  const union = shapeAt(context.shape, issue.path, plainData(context.document.root));
  if (union?.node.kind !== 'either') return [issue];
  const option = isMapping(issue.input) ? unionOption(union.node, issue.input) : scalarOption(union.node);
  if (option === null) return [issueOfKind(issue, unionKinds(union.node))];
  return issuesOf(option, issue.input, issue.path).flatMap((each) => settleUnion(each, context));
}

/** For a union of mappings, that none of its kinds is named; a union of scalars has a message of its own. */
function issueOfKind(issue: Issue, kinds: readonly string[]): Issue {
  if (kinds.length === 0) return issue;
  const { input, path } = issue;
  if (!isMapping(input)) {
    return { code: 'type', expected: 'mapping', input, path };
  }
  const { kind } = input as { readonly kind?: unknown };
  return { code: 'words', words: kinds, input: kind, path: [...path, 'kind'] };
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function placeOf(issue: Issue): Path {
  return issue.code === 'keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
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
  if (issue.code === 'keys') return explainKey(issue, context);
  if (issue.input === undefined) return { what: 'this key is missing', hint: missingHint(issue) };
  if (issue.code === 'type') return explainType(issue, quotedIssue(issue, context));
  if (issue.code === 'words') return explainValue(issue);
  return { what: issue.message };
}

/** Of a publisher, the kind says which other keys there are. */
function missingHint(issue: Issue): string | undefined {
  if (issue.code !== 'words' || issue.path.at(-1) !== 'kind') return undefined;
  return `It is one of ${issue.words.map(String).join(', ')}.`;
}

function explainKey(issue: Extract<Issue, { code: 'keys' }>, { what, shape, document }: IssueContext): Explanation {
  const [key = ''] = issue.keys;
  const known = knownKeys(shape, issue.path, plainData(document.root));
  return {
    what: `"${key}" is not a key of ${what} here`,
    hint: suggestion(key, known) ?? `The keys here are ${known.join(', ')}.`,
  };
}

const typeNames = {
  text: 'a text',
  list: 'a list',
  mapping: 'a mapping',
  flag: 'true or false',
  number: 'a number',
} as const;

type TypeIssue = Extract<Issue, { code: 'type' }>;

/** What would be wrong with a number or flag for a text if it stood in quotes; null where they are all that is missing. */
function quotedIssue({ expected, input, path }: TypeIssue, { shape, document }: IssueContext): string | null {
  if (expected !== 'text' || (typeof input !== 'number' && typeof input !== 'boolean')) return null;
  const text = shapeAt(shape, path, plainData(document.root));
  const [issue] = text === null ? [] : issuesOf(text, String(input), path);
  return issue !== undefined && 'message' in issue ? issue.message : null;
}

function explainType({ expected, input }: TypeIssue, quoted: string | null): Explanation {
  if (quoted !== null) return { what: quoted };
  const name = typeof input === 'number' && expected === 'number' ? 'a whole number' : typeNames[expected];
  const what = `${name} is expected`;
  if (input === null) return { what, hint: 'There is nothing: give it a value, or leave the key out.' };
  if (expected === 'text' && typeof input !== 'object') return { what, hint: 'Put it in quotes.' };
  return expected === 'list' ? { what, hint: 'Write it as [a, b], or with one `- ` line for each.' } : { what };
}

function explainValue({ words: values, input }: Extract<Issue, { code: 'words' }>): Explanation {
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
