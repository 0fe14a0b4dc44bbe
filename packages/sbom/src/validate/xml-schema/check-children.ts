import type { XmlElement } from '../../read/xml-events.js';
import { tell, type ProblemSink } from '../problem-sink.js';
import { expectedInstead, listed, quoted } from '../words.js';
import type { XmlPlace } from '../xml-place.js';
import { foreign, type ContentState } from './content-model.js';
import type { DeclaredType, ElementRule, ParentElementType } from './element-type.js';
import type { Frame } from './frame.js';

interface Context {
  readonly type: DeclaredType;
  readonly namespace: string;
  readonly sink: ProblemSink<XmlPlace>;
}

/**
 * The declaration of the next child, after telling where it may not stand. What is not allowed does not count for the order of what
 * follows, and is validated all the same where it is known: one misplaced element must not hide the problems in it.
 */
export function checkOrder(
  element: XmlElement,
  parent: Frame,
  { type, namespace, sink }: Context,
): ElementRule | undefined {
  const place: XmlPlace = {
    above: parent,
    name: element.name,
    position: (parent.counts?.get(element.name) ?? 0) + 1,
    line: element.line,
  };
  if (type.kind === 'text' || type.kind === 'empty') {
    const holds = type.kind === 'text' ? 'text alone' : 'nothing';
    tell(sink, {
      code: 'schema-unknown',
      place,
      detail: () => `${quoted(element.name)} must not stand here; ${quoted(parent.name)} holds ${holds}.`,
    });
    return undefined;
  }
  const isOwn = element.uri === namespace;
  const word = isOwn || element.uri === '' ? element.name : foreign;
  const before = parent.state;
  const state = isOwn || element.uri !== '' ? before?.after(word) : undefined;
  if (state !== undefined) parent.state = state;
  else tell(sink, misplaced(element, place, { type, before, isOwn }));
  return isOwn ? type.children.get(element.name)?.() : undefined;
}

interface Misplaced {
  readonly type: ParentElementType;
  readonly before: ContentState | undefined;
  readonly isOwn: boolean;
}

function misplaced({ name, uri }: XmlElement, place: XmlPlace, { type, before, isOwn }: Misplaced) {
  const detail = (): string => {
    if (uri === '') return `${quoted(name)} has no namespace and must have that of the document.`;
    if (!isOwn) return `An element of another namespace must not stand here.`;
    if (!type.children.has(name))
      return `${quoted(name)} is not known here; ${expectedInstead(name, [...type.children.keys()])}.`;
    return `${quoted(name)} must not stand at this place; ${expectedNext(before)}.`;
  };
  return { code: isOwn && type.children.has(name) ? 'schema-order' : 'schema-unknown', place, detail } as const;
}

function expectedNext(state: ContentState | undefined): string {
  const expected = state?.expected ?? [];
  if (expected.length === 0) return 'nothing may follow here';
  const next =
    expected.length > 8
      ? `one of ${listed(expected.slice(0, 8))} and ${expected.length - 8} others`
      : listed(expected, 'or');
  return state?.complete === true ? `what may follow is ${next}` : `expected is ${next}`;
}

export function tellIncomplete(frame: Frame, state: ContentState, sink: ProblemSink<XmlPlace>): void {
  tell(sink, {
    code: 'schema-missing',
    place: frame,
    detail: () => `${quoted(frame.name)} is not complete; ${expectedNext(state)}.`,
  });
}

export function tellMisplacedText(frame: Frame, text: string, sink: ProblemSink<XmlPlace>): void {
  if (frame.textTold) return;
  frame.textTold = true;
  const detail = () => `${quoted(frame.name)} must not hold the text ${quoted(text.trim())}.`;
  tell(sink, { code: 'schema-unknown', place: frame, detail });
}
