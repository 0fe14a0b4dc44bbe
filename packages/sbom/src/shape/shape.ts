/**
 * How CycloneDX's JSON stands in its XML: for each object its properties in the order of the XSD, and where in the element each of
 * them lies. One table for the writer and the reader. Sources: bom-1.0.xsd to bom-1.7.xsd and the JSON schemas beside them (ECMA-424).
 */

/** Text is kept as it is; a token loses the white space around it, as `xs:anyURI`, `xs:dateTime` and `xs:token` do. */
export type Scalar = 'text' | 'token' | 'number' | 'boolean';

/** An object. Its fields are asked for late, because objects hold each other. */
export interface Shape {
  readonly kind: 'shape';
  readonly fields: () => readonly Field[];
}

/** An element around the items of a list. */
export interface List {
  readonly kind: 'list';
  readonly items: Items;
}

/** XML has an element around what JSON holds directly: the value is that of the one of `keys` that is there. */
export interface Inner {
  readonly kind: 'inner';
  readonly shape: Shape;
  readonly keys: readonly string[];
}

export type Value = Scalar | Shape | List | Inner;

/** One kind of element in a list. */
export interface Item {
  readonly element: string;
  readonly value: Value;
  /** JSON has an object around it, with this one key. */
  readonly key?: string;
  /** The property that tells it from the list's other kinds; `key` unless told. */
  readonly when?: string;
}

export type Items = readonly [Item, ...Item[]];

/** A property, and where it lies: in an attribute, as the element's text, in one element, or in one element per item. */
export type Field =
  | { readonly at: 'attribute'; readonly key: string; readonly name: string; readonly value: Scalar }
  | { readonly at: 'content'; readonly key: string; readonly name: string; readonly value: Scalar }
  | { readonly at: 'element' | 'repeated'; readonly key: string; readonly name: string; readonly value: Value }
  /** An element whose properties JSON has in the object around it. */
  | { readonly at: 'spread'; readonly key: string; readonly name: string; readonly value: Shape };

export function shape(fields: () => readonly Field[]): Shape {
  let made: readonly Field[] | undefined;
  return { kind: 'shape', fields: () => (made ??= fields()) };
}

export function attribute(key: string, value: Scalar = 'text', name = key): Field {
  return { at: 'attribute', key, name, value };
}

export function content(key: string, value: Scalar = 'text'): Field {
  return { at: 'content', key, name: '', value };
}

export function one(key: string, value: Value, name = key): Field {
  return { at: 'element', key, name, value };
}

export function repeated(key: string, value: Value, name = key): Field {
  return { at: 'repeated', key, name, value };
}

export function spread(name: string, value: Shape): Field {
  return { at: 'spread', key: name, name, value };
}

/** A list in an element of its own, its items in elements of one name. */
export function list(key: string, element: string, value: Value): Field {
  return choices(key, [{ element, value }]);
}

/** A list in an element of its own, whose items are of several kinds; the first that fits is written. */
export function choices(key: string, items: Items, name = key): Field {
  return one(key, { kind: 'list', items }, name);
}

export function texts(...keys: readonly string[]): readonly Field[] {
  return keys.map((key) => one(key, 'text'));
}

export function tokens(...keys: readonly string[]): readonly Field[] {
  return keys.map((key) => one(key, 'token'));
}

export function inner(of: Shape, ...keys: readonly string[]): Inner {
  return { kind: 'inner', shape: of, keys };
}

export const bomRef = attribute('bom-ref');

/** `<… ref="x"/>`, which JSON has as "x". */
export const reference: Inner = inner(
  shape(() => [attribute('ref')]),
  'ref',
);
