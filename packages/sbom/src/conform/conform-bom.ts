/** Which elements that somebody asks for a document holds. */

import type { ConformityReport } from '@assay/model';
import { viewBom, type OpenBom } from './bom-view.js';
import { bsi } from './bsi.js';
import { cisa } from './cisa.js';
import { cra } from './cra.js';
import { answerElement, type Checklist } from './element.js';
import { ntia } from './ntia.js';

const checklists: ReadonlyMap<string, Checklist> = new Map([bsi, ntia, cisa, cra].map((list) => [list.id, list]));

/** The checklists there are, by the names that {@link conformBom} takes. */
export const checklistIds: readonly string[] = [...checklists.keys()];

/**
 * Answers checklists about any tool's document, valid or not, in the order in which they are named; names that are none are left out.
 * Takes time in proportion to the document. A document conforms when no element of level `must` is unmet.
 */
export function conformBom(bom: OpenBom, ids: readonly string[]): readonly ConformityReport[] {
  const view = viewBom(bom);
  return ids.flatMap((id) => {
    const list = checklists.get(id);
    if (list === undefined) return [];
    const elements = list.elements.map((element) => answerElement(element, view));
    const conforms = elements.every(({ level, state }) => level !== 'must' || state !== 'not-met');
    return [{ id, name: list.name, version: list.version, url: list.url, note: list.note, conforms, elements }];
  });
}
