/** Holds data to a form. */

import type { Bound, EitherNode, Form, ListNode, MappingNode } from './form-node.js';

/** What is not as the form says. `path` leads from the data that was given to the value; what is missing has no `input`. */
export type Issue = { readonly path: readonly PropertyKey[]; readonly input: unknown } & (
  | { readonly code: 'type'; readonly expected: 'text' | 'number' | 'flag' | 'list' | 'mapping' }
  | { readonly code: 'words'; readonly words: readonly (string | number | boolean)[] }
  | { readonly code: 'keys'; readonly keys: readonly string[] }
  | { readonly code: 'either'; readonly message: string }
  | { readonly code: 'bound'; readonly message: string }
);

/**
 * What is wrong with data that should have this form, in the order of the form's keys; nothing for data that has it. Data is plain: mappings
 * are objects with own keys. Depth is the form's.
 */
export function issuesOf({ node }: Form, input: unknown, path: readonly PropertyKey[] = []): readonly Issue[] {
  switch (node.kind) {
    case 'mapping':
      return isMapping(input)
        ? issuesOfMapping(node, input, path)
        : [{ code: 'type', expected: 'mapping', path, input }];
    case 'list':
      return Array.isArray(input) ? issuesOfList(node, input, path) : [{ code: 'type', expected: 'list', path, input }];
    case 'either':
      return issuesOfEither(node, input, path);
    case 'words':
      return node.words.some((word) => word === input) ? [] : [{ code: 'words', words: node.words, path, input }];
    case 'text':
    case 'number':
    case 'flag':
      return hasType(node.kind, input)
        ? issuesOfBounds(node.bounds ?? [], input, path)
        : [{ code: 'type', expected: node.kind, path, input }];
  }
}

function hasType(kind: 'text' | 'number' | 'flag', input: unknown): boolean {
  if (kind === 'number') return Number.isSafeInteger(input);
  return typeof input === (kind === 'text' ? 'string' : 'boolean');
}

function issuesOfMapping({ members }: MappingNode, input: object, path: Issue['path']): readonly Issue[] {
  const record = input as Readonly<Record<string, unknown>>;
  const issues: Issue[] = [];
  for (const [key, form] of members) {
    if (Object.hasOwn(record, key)) issues.push(...issuesOf(form, record[key], [...path, key]));
    else if (!form.isOptional) issues.push(...issuesOf(form, undefined, [...path, key]));
  }
  const keys = Object.keys(record).filter((key) => !members.has(key));
  if (keys.length > 0) issues.push({ code: 'keys', keys, path, input });
  return issues;
}

function issuesOfList({ item, bounds }: ListNode, input: readonly unknown[], path: Issue['path']): readonly Issue[] {
  const ofList = issuesOfBounds(bounds, input, path);
  const ofItems = input.flatMap((each, index) => issuesOf(item, each, [...path, index]));
  return [...ofList, ...ofItems];
}

/** Where one option alone fits but for its limits, they are what is wrong. */
function issuesOfEither({ options, error }: EitherNode, input: unknown, path: Issue['path']): readonly Issue[] {
  const found: (readonly Issue[])[] = [];
  for (const option of options) {
    const issues = issuesOf(option, input, path);
    if (issues.length === 0) return [];
    found.push(issues);
  }
  const [near, ...others] = found.filter((issues) => issues.every(({ code }) => code === 'bound'));
  return near !== undefined && others.length === 0 ? near : [{ code: 'either', message: error, path, input }];
}

function issuesOfBounds(bounds: readonly Bound[], input: unknown, path: Issue['path']): readonly Issue[] {
  const broken = bounds.filter((bound) => !isWithin(bound, input));
  return broken.map(({ error }) => {
    const message = typeof error === 'string' ? error : error({ input });
    return { code: 'bound', message, path, input };
  });
}

function isWithin({ keyword, limit }: Bound, input: unknown): boolean {
  if (keyword === 'pattern') return limit.test(input as string);
  if (keyword === 'minimum') return (input as number) >= limit;
  const { length } = input as string | readonly unknown[];
  return keyword === 'minItems' ? length >= limit : length <= limit;
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
