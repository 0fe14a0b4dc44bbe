/** What forms are made of: plain data, and the methods that all of them have. */

import type { JsonValue } from '@assay/model';

/** Keywords of a JSON Schema. */
export type JsonObject = Readonly<Record<string, JsonValue>>;

/** What data may look like; what has passed is a T. */
export interface Form<T = unknown> {
  readonly node: FormNode;
  /** Whether the key that has this form may be left out. */
  readonly isOptional: boolean;
  /** Never there: it carries the type. */
  readonly data?: T;
  /** For people, in the JSON Schema. */
  describe(description: string): Form<T>;
  /** Further keywords of the JSON Schema: what it can say and a form cannot. */
  meta(keywords: JsonObject): Form<T>;
  /** The same, for a key that may be left out. */
  optional(): OptionalForm<T>;
}

/** The form of a key that may be left out. */
export interface OptionalForm<T> extends Form<T> {
  readonly isOptional: true;
  describe(description: string): OptionalForm<T>;
  meta(keywords: JsonObject): OptionalForm<T>;
}

/** What is said to whoever wrote the file; a function is given what stands there. */
export type Message = string | ((found: { readonly input: unknown }) => string);

/** A limit of texts, numbers or lists, under the JSON Schema's keyword for it. */
export type Bound = { readonly error: Message } & (
  | { readonly keyword: 'pattern'; readonly limit: RegExp }
  | { readonly keyword: 'maxLength' | 'minimum' | 'minItems' | 'maxItems'; readonly limit: number }
);

interface About {
  readonly description?: string;
  readonly keywords?: JsonObject;
}

/** A text, or a whole number. */
export interface ScalarNode extends About {
  readonly kind: 'text' | 'number';
  readonly bounds: readonly Bound[];
}

/** True or false. */
interface FlagNode extends About {
  readonly kind: 'flag';
  readonly bounds?: undefined;
}

/** One of some values. */
export interface WordsNode extends About {
  readonly kind: 'words';
  readonly words: readonly (string | number | boolean)[];
  readonly bounds?: undefined;
}

/** A list. */
export interface ListNode extends About {
  readonly kind: 'list';
  readonly item: Form;
  readonly bounds: readonly Bound[];
}

/** A mapping. */
export interface MappingNode extends About {
  readonly kind: 'mapping';
  readonly members: ReadonlyMap<string, Form>;
  readonly bounds?: undefined;
}

/** One of several forms. */
export interface EitherNode extends About {
  readonly kind: 'either';
  readonly options: readonly Form[];
  readonly error: string;
  readonly bounds?: undefined;
}

/** What a form is made of. */
export type FormNode = ScalarNode | FlagNode | WordsNode | ListNode | MappingNode | EitherNode;
