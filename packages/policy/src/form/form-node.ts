/** Forms as plain data. */

import type { JsonValue } from '@assay/model';
import type { Form } from './form.js';

/** Keywords of a JSON Schema. */
export type JsonObject = Readonly<Record<string, JsonValue>>;

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
export interface FlagNode extends About {
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
