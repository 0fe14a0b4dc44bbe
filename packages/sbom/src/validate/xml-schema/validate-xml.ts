import type { XmlElement, XmlHandler } from '../../read/xml-events.js';
import { tell, type ProblemSink } from '../problem-sink.js';
import type { XmlPlace } from '../xml-place.js';
import { checkAttributes } from './check-attributes.js';
import { checkOrder, tellIncomplete, tellMisplacedText } from './check-children.js';
import type { XmlSchema } from './compile-xsd.js';
import type { ElementRule } from './element-type.js';
import type { Frame } from './frame.js';
import { normalised } from './simple-type.js';
import { createUniqueRefs } from './unique-refs.js';

/** Where problems go, and who else wants to know where what stands. */
export interface XmlValidation {
  readonly schema: XmlSchema;
  readonly sink: ProblemSink<XmlPlace>;
  readonly observer: XmlObserver;
}

/** Is told of elements as they are read. */
export interface XmlObserver {
  readonly open: (element: XmlElement, place: XmlPlace) => void;
  /** An element or attribute names another thing of the document. */
  readonly refer: (ref: string, place: XmlPlace) => void;
  /** An element ends; `text` is all its character data, of elements that the schema gives text alone. */
  readonly close: (place: XmlPlace, text: string) => void;
}

/** Validates a document while it is read: each element once, when its tags come by. Memory grows with the depth alone. */
export function validateXml({ schema, sink, observer }: XmlValidation): XmlHandler {
  let frame: Frame | null = null;
  const unique = createUniqueRefs(sink);
  return {
    open: (element) => {
      const opened = openFrame(element, frame, ruleOf(element, frame, { schema, sink }));
      const type = opened.rule?.type;
      if (type !== undefined) checkAttributes(element, type, opened, { sink, refer: observer.refer });
      if (opened.rule !== undefined) unique.open(element, opened);
      if (opened.rule?.uniqueRefs === true) unique.begin();
      observer.open(element, opened);
      frame = opened;
    },
    text: (text) => {
      if (frame !== null) takeText(frame, text, sink);
    },
    close: () => {
      if (frame === null) return;
      checkEnd(frame, sink, observer);
      if (frame.rule?.uniqueRefs === true) unique.end();
      observer.close(frame, frame.text);
      frame = frame.above;
    },
  };
}

function openFrame(element: XmlElement, above: Frame | null, rule: ElementRule | undefined): Frame {
  const type = rule?.type;
  const isParent = type?.kind === 'elements' || type?.kind === 'mixed';
  return {
    above,
    name: element.name,
    position: above === null ? 0 : positionIn(above, element.name),
    line: element.line,
    rule,
    counts: undefined,
    state: isParent ? type.start() : undefined,
    text: '',
    textTold: false,
  };
}

function positionIn(parent: Frame, name: string): number {
  parent.counts ??= new Map();
  const position = (parent.counts.get(name) ?? 0) + 1;
  parent.counts.set(name, position);
  return position;
}

/** The declaration of an element; undefined where there is none, and nothing in it is validated. */
function ruleOf(
  element: XmlElement,
  parent: Frame | null,
  { schema, sink }: Pick<XmlValidation, 'schema' | 'sink'>,
): ElementRule | undefined {
  const type = parent?.rule?.type;
  if (parent === null || type === undefined || type.kind === 'anything') {
    return element.uri === schema.namespace ? schema.roots.get(element.name) : undefined;
  }
  return checkOrder(element, parent, { type, namespace: schema.namespace, sink });
}

function takeText(frame: Frame, text: string, sink: ProblemSink<XmlPlace>): void {
  const kind = frame.rule?.type.kind;
  if (kind === 'text') frame.text += text;
  else if (kind === 'empty' || (kind === 'elements' && /[^ \t\n\r]/.test(text))) tellMisplacedText(frame, text, sink);
}

function checkEnd(frame: Frame, sink: ProblemSink<XmlPlace>, { refer }: XmlObserver): void {
  const { rule, state } = frame;
  if (state?.complete === false) tellIncomplete(frame, state, sink);
  if (rule?.type.kind !== 'text') return;
  const text = frame.text === '' ? (rule.default ?? '') : frame.text;
  const problem = rule.type.text.problemOf(normalised(text, rule.type.text));
  if (problem !== undefined) tell(sink, { ...problem, place: frame });
  else if (rule.type.text.isReference === true) refer(text, frame);
}
