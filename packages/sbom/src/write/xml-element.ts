import type { Field, Inner, Item, Items, Shape, Value } from '../shape/shape.js';
import { xmlText } from './xml-text.js';

type Data = Readonly<Record<string, unknown>>;

/** One value as an element of this name. */
export function xmlElement(name: string, value: unknown, form: Value): string {
  if (typeof form === 'string') return `<${name}>${scalarText(value)}</${name}>`;
  if (form.kind === 'shape') return shapeElement(name, value as Data, form);
  if (form.kind === 'inner') return shapeElement(name, outerOf(value, form), form.shape);
  let items = '';
  for (const item of value as Iterable<unknown>) items += xmlItem(item, form.items);
  return `<${name}>${items}</${name}>`;
}

/** One item of a list, in the element of its kind. */
export function xmlItem(value: unknown, kinds: Items): string {
  const { element, key, value: form } = kinds.length === 1 ? kinds[0] : kindOf(value, kinds);
  return xmlElement(element, key === undefined ? value : (value as Data)[key], form);
}

/** The attributes that a shape's element has, each with a space before it. */
export function xmlAttributes(data: Data, form: Shape): string {
  return attributesText(data, partsOf(form));
}

/** A shape's fields, with what is written around each of them made once. */
interface Parts {
  readonly attributes: readonly { readonly key: string; readonly open: string }[];
  readonly children: readonly Child[];
}

interface Child {
  readonly key: string;
  readonly field: Field;
  /** Around a text; undefined for what is no single text. */
  readonly open: string | undefined;
  readonly close: string;
}

const known = new WeakMap<Shape, Parts>();

function partsOf(form: Shape): Parts {
  const before = known.get(form);
  if (before !== undefined) return before;
  const fields = form.fields();
  const attributes = fields
    .filter(({ at }) => at === 'attribute')
    .map(({ key, name }) => ({ key, open: ` ${name}="` }));
  const children = fields.filter(({ at }) => at !== 'attribute').map(childOf);
  const parts = { attributes, children };
  known.set(form, parts);
  return parts;
}

function childOf(field: Field): Child {
  const { at, key, name, value } = field;
  const single = at === 'element' && typeof value === 'string';
  return { key, field, open: single ? `<${name}>` : undefined, close: `</${name}>` };
}

function attributesText(data: Data, { attributes }: Parts): string {
  let text = '';
  for (const { key, open } of attributes) {
    const value = data[key];
    if (value !== undefined) text += `${open}${scalarText(value)}"`;
  }
  return text;
}

function shapeElement(name: string, data: Data, form: Shape): string {
  const parts = partsOf(form);
  let content = '';
  for (const { key, field, open, close } of parts.children) {
    const value = field.at === 'spread' ? data : data[key];
    if (value === undefined) continue;
    content += open === undefined ? fieldText(value, field) : open + scalarText(value) + close;
  }
  const start = `<${name}${attributesText(data, parts)}`;
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}

function fieldText(value: unknown, field: Field): string {
  if (field.at === 'content') return scalarText(value);
  if (field.at !== 'repeated') return xmlElement(field.name, value, field.value);
  let elements = '';
  for (const item of value as Iterable<unknown>) elements += xmlElement(field.name, item, field.value);
  return elements;
}

function kindOf(value: unknown, kinds: Items): Item {
  const fits = ({ key, when = key }: Item): boolean =>
    when === undefined || (typeof value === 'object' && value !== null && when in value);
  return kinds.find(fits) ?? kinds[0];
}

/** The object that XML has around a value: a list and a text have but one place to be in. */
function outerOf(value: unknown, { shape, keys }: Inner): Data {
  const places = shape.fields().filter(({ key }) => keys.includes(key));
  if (Array.isArray(value)) return { [keyWhere(places, ({ at }) => at === 'repeated')]: value };
  if (typeof value === 'string') return { [keyWhere(places, ({ value: form }) => typeof form === 'string')]: value };
  return value as Data;
}

function keyWhere(places: readonly Field[], fits: (field: Field) => boolean): string {
  return places.find(fits)?.key ?? '';
}

function scalarText(value: unknown): string {
  if (typeof value === 'string') return xmlText(value);
  return typeof value === 'number' ? decimal(value) : String(value);
}

/** `xs:decimal` knows no exponents. */
function decimal(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}
