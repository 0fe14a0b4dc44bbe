/** Elements of a checklist as data, and how they are answered. */

import type { DocMap } from '@assay/documents';
import type { ConformityReport, ElementLevel, ElementResult } from '@assay/model';
import type { BomView } from './bom-view.js';
import { labelOf } from './component-facts.js';

interface ElementText {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  readonly level: ElementLevel;
  readonly fill: string;
}

/** Asked of the document. Null: it is not asked of this one. */
interface DocumentElement extends ElementText {
  readonly document: (view: BomView) => boolean | null;
}

/** Asked of each component. Null: it is not asked of this one. */
export interface ComponentElement extends ElementText {
  readonly component: (component: DocMap, view: BomView) => boolean | null;
  /** True to ask it also of what the document is about. */
  readonly ofMain?: true;
}

export type Element = DocumentElement | ComponentElement;

/** A checklist. */
export interface Checklist extends Omit<ConformityReport, 'conforms' | 'elements'> {
  readonly elements: readonly Element[];
}

const shownMissing = 10;

/** Answers one element. */
export function answerElement(element: Element, view: BomView): ElementResult {
  const { id, title, section, level, fill } = element;
  const text = { id, title, section, level, fill };
  if ('document' in element) {
    const answer = element.document(view);
    const counts = { met: answer === true ? 1 : 0, of: answer === null ? 0 : 1 };
    return { ...text, about: 'document', ...counts, state: stateOf(counts), missing: [] };
  }
  return { ...text, about: 'component', ...answerComponents(element, view) };
}

function answerComponents(
  { component: ask, ofMain }: ComponentElement,
  view: BomView,
): Pick<ElementResult, 'met' | 'of' | 'state' | 'missing'> {
  const asked = ofMain === true && view.main !== undefined ? [view.main, ...view.components] : view.components;
  const counts = { met: 0, of: 0 };
  const missing: string[] = [];
  for (const component of asked) {
    const answer = ask(component, view);
    if (answer === null) continue;
    counts.of++;
    if (answer) counts.met++;
    else if (missing.length < shownMissing) missing.push(labelOf(component));
  }
  return { ...counts, state: stateOf(counts), missing };
}

function stateOf({ met, of }: { readonly met: number; readonly of: number }): ElementResult['state'] {
  if (of === 0) return 'not-applicable';
  return met === of ? 'met' : 'not-met';
}
