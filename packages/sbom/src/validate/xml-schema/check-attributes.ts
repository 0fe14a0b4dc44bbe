import type { XmlAttribute, XmlElement } from '../../read/xml-events.js';
import { tell, type ProblemSink } from '../problem-sink.js';
import { expectedInstead, quoted } from '../words.js';
import type { XmlPlace } from '../xml-place.js';
import type { DeclaredType, ElementType } from './element-type.js';
import { normalised, type TextProblem } from './simple-type.js';

const instance = 'http://www.w3.org/2001/XMLSchema-instance';

const nil: TextProblem = { code: 'schema-forbidden', detail: () => 'No element of CycloneDX may be nil.' };

/** Takes what is wrong with attributes, and which of them name another thing of the document. */
export interface AttributeReport {
  readonly sink: ProblemSink<XmlPlace>;
  readonly refer: (ref: string, place: XmlPlace) => void;
}

/** Tells what is wrong with an element's attributes. */
export function checkAttributes(
  element: XmlElement,
  type: ElementType,
  place: XmlPlace,
  { sink, refer }: AttributeReport,
): void {
  if (type.kind === 'anything') {
    if (element.attributes.some(({ name, uri }) => name === 'nil' && uri === instance)) {
      tell(sink, { ...nil, place: attributePlace(place, 'nil') });
    }
    return;
  }
  for (const attribute of element.attributes) {
    const found = problemOf(attribute, type, element);
    if (found !== undefined) tell(sink, { ...found, place: attributePlace(place, attribute.name) });
    else if (isReference(attribute, type)) refer(attribute.value, attributePlace(place, attribute.name));
  }
  for (const [name, { required }] of type.attributes) {
    if (!required || element.attributes.some((attribute) => attribute.uri === '' && attribute.name === name)) continue;
    const detail = () => `The attribute ${quoted(name)} is required here and missing.`;
    tell(sink, { code: 'schema-missing', place, detail });
  }
}

function isReference({ name, uri }: XmlAttribute, type: DeclaredType): boolean {
  return uri === '' && name !== 'bom-ref' && type.attributes.get(name)?.type.isReference === true;
}

function attributePlace(place: XmlPlace, name: string): XmlPlace {
  return { above: place, name: `@${name}`, position: 0, line: place.line };
}

function problemOf(attribute: XmlAttribute, type: DeclaredType, element: XmlElement): TextProblem | undefined {
  const { name, uri, value } = attribute;
  const rule = uri === '' ? type.attributes.get(name) : undefined;
  if (rule !== undefined) return rule.type.problemOf(normalised(value, rule.type));
  if (uri === instance) return problemOfInstance(attribute, type);
  const allowed = type.others === 'any' || (type.others === 'foreign' && uri !== '' && uri !== element.uri);
  if (allowed) return undefined;
  const known = [...type.attributes.keys()];
  const detail = () => `The attribute ${quoted(name)} is not known here; ${expectedInstead(name, known)}.`;
  return { code: 'schema-unknown', detail };
}

/** Attributes about the validation itself (XML Schema part 1 §2.6) may stand everywhere. No type of CycloneDX may be nil. */
function problemOfInstance({ name, value }: XmlAttribute, type: DeclaredType): TextProblem | undefined {
  if (name === 'schemaLocation' || name === 'noNamespaceSchemaLocation') return undefined;
  if (name === 'nil') return nil;
  if (name === 'type' && value.trim().split(':').at(-1) === type.typeName) return undefined;
  if (name !== 'type' && type.others !== 'none') return undefined;
  return {
    code: 'schema-forbidden',
    detail: () => `The element must not state ${quoted(`xsi:${name}`)} as ${quoted(value)}.`,
  };
}
