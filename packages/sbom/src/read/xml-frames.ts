import { DocMap, type DocValue } from '@assay/documents';
import type { Field, Inner, Item, Scalar, Shape, Value } from '../shape/shape.js';
import type { BomReadProblem } from './read-bom.js';
import type { XmlElement } from './xml-events.js';

/** Carries a problem out of the reading; caught at its entry. */
export class XmlBomRefusal extends Error {
  readonly problem: BomReadProblem;

  constructor(problem: BomReadProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** An open element, and what has been read of it. Without `value` it is one that says nothing here, and neither does what is in it. */
export interface Frame {
  readonly value?: Value;
  /** Where it goes in the element around it. */
  readonly field?: Field;
  readonly item?: Item;
  readonly line: number;
  readonly map?: DocMap;
  readonly list?: DocValue[];
  text?: string;
}

/** What is known of a shape's parts by their names in XML. */
interface Parts {
  readonly attributes: ReadonlyMap<string, Field>;
  readonly elements: ReadonlyMap<string, Field>;
  readonly content?: Field;
}

const partsOf = new WeakMap<Shape, Parts>();

/** The frame of an element that is known to hold a value of this form. */
export function elementFrame(value: Value, { attributes, line }: XmlElement, place: Place = {}): Frame {
  if (typeof value === 'string') return { ...place, value, line, text: '' };
  if (value.kind === 'list') return { ...place, value, line, list: [] };
  const parts = known(shapeOf(value));
  const map = new DocMap(line);
  for (const { name, uri, value: text } of attributes) {
    const field = uri === '' ? parts.attributes.get(name) : undefined;
    if (field !== undefined) map.set(field.key, scalar(text, field.value as Scalar), line);
  }
  const frame = { ...place, value, line, map };
  return parts.content === undefined ? frame : { ...frame, text: '' };
}

/** The name of the element, or of its first attribute, that its frame says nothing of; undefined where it says everything. */
export function unreadName({ value }: Frame, { name, attributes }: XmlElement): string | undefined {
  if (value === undefined) return name;
  const isRead = typeof value === 'string' || value.kind === 'list' ? nowhere : known(shapeOf(value)).attributes;
  return attributes.find((attribute) => attribute.uri !== '' || !isRead.has(attribute.name))?.name;
}

const nowhere: ReadonlyMap<string, Field> = new Map();

function shapeOf(value: Shape | Inner): Shape {
  return value.kind === 'inner' ? value.shape : value;
}

type Place = Pick<Frame, 'field' | 'item'>;

/** The frame of an element inside of another; `uri` is the namespace of the document. */
export function childFrame(parent: Frame, element: XmlElement, uri: string): Frame {
  const nothing = { line: element.line };
  const { value } = parent;
  if (element.uri !== uri || value === undefined || typeof value === 'string') return nothing;
  if (value.kind === 'list') {
    const item = value.items.find((one) => one.element === element.name);
    return item === undefined ? nothing : elementFrame(item.value, element, { item });
  }
  const field = known(shapeOf(value)).elements.get(element.name);
  return field === undefined ? nothing : elementFrame(field.value, element, { field });
}

/** Puts what an element held into the one around it. */
export function attach(parent: Frame, frame: Frame): void {
  const value = valueOf(frame);
  if (value === undefined) return;
  const { item, field, line } = frame;
  if (item !== undefined) parent.list?.push(item.key === undefined ? value : mapOf(item.key, value, line));
  else if (field !== undefined && parent.map !== undefined) setField(parent.map, field, { value, line });
}

function setField(map: DocMap, field: Field, { value, line }: { value: DocValue; line: number }): void {
  if (field.at === 'spread') {
    for (const [key, part] of (value as DocMap).entries()) map.set(key, part, line);
    return;
  }
  const before = map.get(field.key);
  if (field.at === 'repeated') {
    if (Array.isArray(before)) before.push(value);
    else map.set(field.key, [value], line);
  } else if (before === undefined) map.set(field.key, value, line);
  else if (Array.isArray(before) && Array.isArray(value)) for (const one of value as DocValue[]) before.push(one);
  else {
    const detail = `The element <${field.name}> stands twice in one place.`;
    throw new XmlBomRefusal({ problem: 'duplicate-key', detail, line });
  }
}

function valueOf(frame: Frame): DocValue | undefined {
  const { value, map } = frame;
  if (value === undefined) return undefined;
  if (typeof value === 'string') return scalar(frame.text ?? '', value);
  if (map === undefined || value.kind === 'list') return frame.list;
  setContent(map, known(shapeOf(value)), frame);
  if (value.kind !== 'inner') return map;
  const key = value.keys.find((one) => map.has(one));
  return key === undefined ? map : map.get(key);
}

/** White space between elements is no content. */
function setContent(map: DocMap, { content, elements }: Parts, { text, line }: Frame): void {
  if (content === undefined || text === undefined) return;
  if (elements.size > 0 && trimmed(text) === '') return;
  map.set(content.key, scalar(text, content.value as Scalar), line);
}

function mapOf(key: string, value: DocValue, line: number): DocMap {
  const map = new DocMap(line);
  map.set(key, value, line);
  return map;
}

/** A text that is no number or boolean stays text: what is wrong with it, validation says. */
function scalar(text: string, kind: Scalar): DocValue {
  if (kind === 'text') return text;
  const token = trimmed(text);
  if (kind === 'token') return token;
  if (kind === 'boolean')
    return token === 'true' || token === '1' || (token === 'false' || token === '0' ? false : text);
  const value = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(token) ? Number(token) : NaN;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : Number.isFinite(value) ? value : text;
}

/** Without XML's white space, which is less than what `trim` takes away. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function known(shape: Shape): Parts {
  const before = partsOf.get(shape);
  if (before !== undefined) return before;
  const fields = shape.fields();
  const named = (attributes: boolean): Map<string, Field> =>
    new Map(fields.filter(({ at }) => (at === 'attribute') === attributes).map((field) => [field.name, field]));
  const content = fields.find(({ at }) => at === 'content');
  const elements = named(false);
  elements.delete('');
  const parts = { attributes: named(true), elements, ...(content !== undefined && { content }) };
  partsOf.set(shape, parts);
  return parts;
}
