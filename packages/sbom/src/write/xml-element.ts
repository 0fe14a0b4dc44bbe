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
  let attributes = '';
  for (const { at, key, name } of form.fields()) {
    if (at !== 'attribute') break;
    const value = data[key];
    if (value !== undefined) attributes += ` ${name}="${scalarText(value)}"`;
  }
  return attributes;
}

function shapeElement(name: string, data: Data, form: Shape): string {
  let content = '';
  for (const field of form.fields()) {
    if (field.at === 'attribute') continue;
    const value = field.at === 'spread' ? data : data[field.key];
    if (value !== undefined) content += fieldText(value, field);
  }
  const attributes = xmlAttributes(data, form);
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
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
