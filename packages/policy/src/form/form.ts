/**
 * Forms: what data may look like, written down once. From a form come the check of a file (`issuesOf`), the type of what passed (`Infer`)
 * and the JSON Schema for editors (`formJsonSchema`). A form is a value: each method returns another one.
 */

import type { Bound, Form, FormNode, ListNode, Message, OptionalForm, ScalarNode } from './form-node.js';

/** A text. `regex` must match, as must each further one. */
export interface TextForm extends Form<string> {
  regex(pattern: RegExp, options?: { readonly error: Message }): TextForm;
  /** At most so many UTF-16 units. */
  max(length: number, options: { readonly error: Message }): TextForm;
}

/** A whole number that a double holds exactly. */
export interface NumberForm extends Form<number> {
  min(least: number, options: { readonly error: Message }): NumberForm;
}

/** A list. */
export interface ListForm<T> extends Form<readonly T[]> {
  min(count: number, options: { readonly error: Message }): ListForm<T>;
  max(count: number, options: { readonly error: Message }): ListForm<T>;
}

/** The type of data that has a form. */
export type Infer<F> = F extends Form<infer T> ? T : never;

type Members = Readonly<Record<string, Form>>;
type OptionalKeys<M extends Members> = { [K in keyof M]: M[K] extends OptionalForm<unknown> ? K : never }[keyof M];

/** A mapping with the keys of `M` and no others. */
export type MappingOf<M extends Members> = { readonly [K in Exclude<keyof M, OptionalKeys<M>>]: Infer<M[K]> } & {
  readonly [K in OptionalKeys<M>]?: Infer<M[K]> | undefined;
};

/** A text. */
export function text(): TextForm {
  return textForm({ kind: 'text', bounds: [] });
}

/** A whole number that a double holds exactly. */
export function wholeNumber(): NumberForm {
  return numberForm({ kind: 'number', bounds: [] });
}

/** True or false. */
export function flag(): Form<boolean> {
  return form({ kind: 'flag' });
}

/** This value and no other. */
export function exactly<const T extends string | number | boolean>(value: T): Form<T> {
  return form({ kind: 'words', words: [value] });
}

/** One of several texts. */
export function oneOf<const T extends readonly string[]>(words: T): Form<T[number]> {
  return form({ kind: 'words', words });
}

/** A list of what has the form `item`. */
export function list<T>(item: Form<T>): ListForm<T> {
  return listForm({ kind: 'list', item, bounds: [] });
}

/** A mapping with these keys and no others. */
export function mapping<M extends Members>(members: M): Form<MappingOf<M>> {
  return form({ kind: 'mapping', members: new Map(Object.entries(members)) });
}

/** What has one of several forms. The error is for what is like none of them. */
export function either<F extends Form>(
  options: readonly F[],
  { error = '' }: { readonly error?: string } = {},
): Form<Infer<F>> {
  return form({ kind: 'either', options, error });
}

function form(node: FormNode): Form<never> {
  return {
    node,
    isOptional: false,
    describe: (description) => form({ ...node, description }),
    meta: (keywords) => form({ ...node, keywords }),
    optional: () => optionalForm(node),
  };
}

function optionalForm(node: FormNode): OptionalForm<never> {
  return {
    node,
    isOptional: true,
    describe: (description) => optionalForm({ ...node, description }),
    meta: (keywords) => optionalForm({ ...node, keywords }),
    optional: () => optionalForm(node),
  };
}

function textForm(node: ScalarNode): TextForm {
  return {
    ...form(node),
    regex: (limit, { error } = { error: '' }) => textForm(bounded(node, { keyword: 'pattern', limit, error })),
    max: (limit, { error }) => textForm(bounded(node, { keyword: 'maxLength', limit, error })),
  };
}

function numberForm(node: ScalarNode): NumberForm {
  return { ...form(node), min: (limit, { error }) => numberForm(bounded(node, { keyword: 'minimum', limit, error })) };
}

function listForm(node: ListNode): ListForm<never> {
  return {
    ...form(node),
    min: (limit, { error }) => listForm(bounded(node, { keyword: 'minItems', limit, error })),
    max: (limit, { error }) => listForm(bounded(node, { keyword: 'maxItems', limit, error })),
  };
}

function bounded<N extends ScalarNode | ListNode>(node: N, bound: Bound): N {
  return { ...node, bounds: [...node.bounds, bound] };
}
