import type { Bom } from '../cyclonedx/index.js';
import { bomShape } from '../shape/bom-shape.js';
import type { List, Shape, Value } from '../shape/shape.js';
import { chunked } from './chunked.js';
import { forVersion, ofItsVersion, type Data } from './for-version.js';
import { xmlAttributes, xmlElement, xmlItem } from './xml-element.js';

type Change = (part: unknown) => unknown;

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
  const data = ofItsVersion(bom);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<bom xmlns="http://cyclonedx.org/schema/bom/${bom.specVersion}"${xmlAttributes(data, bomShape)}>\n`;
  yield* elements(data, bomShape, forVersion(bom.specVersion));
  yield '</bom>\n';
}

/** The elements of the document and of its declarations, lists item by item. */
function* elements(data: Data, shape: Shape, change: Change): Generator<string, void, undefined> {
  for (const { at, key, name, value: form } of shape.fields()) {
    const value = data[key];
    if (value === undefined || at !== 'element') continue;
    if (isList(form)) yield* around(name, items(value as Iterable<unknown>, form, change));
    else if (key === 'declarations') yield* around(name, elements(value as Data, form as Shape, change));
    else yield `${xmlElement(name, change(value), form)}\n`;
  }
}

function isList(form: Value): form is List {
  return typeof form === 'object' && form.kind === 'list';
}

function* around(name: string, content: Iterable<string>): Generator<string, void, undefined> {
  yield `<${name}>\n`;
  yield* content;
  yield `</${name}>\n`;
}

function* items(list: Iterable<unknown>, form: List, change: Change): Generator<string, void, undefined> {
  for (const item of list) yield `${xmlItem(change(item), form.items)}\n`;
}
