import type { Bom } from '../cyclonedx/index.js';
import { bomShape } from '../shape/bom-shape.js';
import type { Field, List, Shape } from '../shape/shape.js';
import { chunked } from './chunked.js';
import { xmlAttributes, xmlElement, xmlItem } from './xml-element.js';

type Data = Readonly<Record<string, unknown>>;

/**
 * A document as CycloneDX XML in UTF-8 text, in chunks, written as its lists are iterated: memory does not grow with it. It says
 * what the JSON says, in the order of the XSD, with one line for each component, dependency, annotation, claim and piece of evidence.
 *
 * Characters that XML 1.0 cannot hold are replaced, and can be seen: control characters by their pictures (␀ and on), halves of
 * surrogate pairs, U+FFFE and U+FFFF by U+FFFD.
 */
export function renderXml(bom: Bom): Iterable<string> {
  return chunked(pieces(bom));
}

function* pieces(bom: Bom): Generator<string, void, undefined> {
  const data = bom as unknown as Data;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<bom xmlns="http://cyclonedx.org/schema/bom/${bom.specVersion}"${xmlAttributes(data, bomShape)}>\n`;
  yield* fields(data, bomShape);
  yield '</bom>\n';
}

/** The fields of the document and of its declarations, lists item by item. */
function* fields(data: Data, shape: Shape): Generator<string, void, undefined> {
  for (const field of shape.fields()) {
    const value = data[field.key];
    if (value === undefined || field.at !== 'element') continue;
    if (isList(field)) yield* items(field, value as Iterable<unknown>);
    else if (field.name === 'declarations') yield* nested(field.name, value as Data, field.value as Shape);
    else yield `${xmlElement(field.name, value, field.value)}\n`;
  }
}

function* nested(name: string, data: Data, shape: Shape): Generator<string, void, undefined> {
  yield `<${name}>\n`;
  yield* fields(data, shape);
  yield `</${name}>\n`;
}

function isList(field: Field): field is Field & { readonly value: List } {
  return typeof field.value === 'object' && field.value.kind === 'list';
}

function* items({ name, value }: { name: string; value: List }, list: Iterable<unknown>): Generator<string, void> {
  yield `<${name}>\n`;
  for (const item of list) yield `${xmlItem(item, value.items)}\n`;
  yield `</${name}>\n`;
}
