/** What several checklists ask for. */

import { asNumber, type DocMap } from '@assay/documents';
import { mapsIn, textIn, type BomView } from './bom-view.js';
import { isNamed, isReachable, partiesOf } from './component-facts.js';

/** Words on what to fill in that several checklists share. */
export const fills = {
  name: 'Name the component.',
  version: 'State its version; of a vendored part, `version` under `sbom.parts` in the policy.',
  identifier: 'State its purl or CPE; of a vendored part, `purl` under `sbom.parts` in the policy.',
  supplier:
    'Say who supplies which packages under `sbom.suppliers` in the policy (`supplier` of each of `sbom.parts`).',
  author: 'Name who makes the document: `sbom.manufacturer` or `sbom.authors` in the policy.',
  timestamp: 'State `metadata.timestamp`.',
  graph: 'List every component under `dependencies`, those that depend on nothing too.',
  completeness: 'Say under `compositions` of which components the dependencies are complete, incomplete or unknown.',
} as const;

/** An RFC 3339 time that there can be. */
export function hasTimestamp({ metadata }: BomView): boolean {
  const text = textIn(metadata, 'timestamp');
  return text !== undefined && /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));
}

/** Somebody who can be reached is named as who made the document: `metadata.supplier` says who supplies the software, not that. */
export function hasReachableAuthor({ metadata }: BomView): boolean {
  return authorsOf(metadata).some(isReachable);
}

/** Somebody is named as who made the document. Tools are nobody. */
export function hasAuthor({ metadata }: BomView): boolean {
  return authorsOf(metadata).some((party) => isNamed(party) || isReachable(party));
}

function authorsOf(metadata: DocMap | undefined): readonly DocMap[] {
  const supplier = metadata?.get('supplier');
  return partiesOf(metadata).filter((party) => party !== supplier);
}

/** Somebody is named as who makes or supplies a component. */
export function hasSupplier(component: DocMap): boolean {
  const authors = mapsIn(component, 'authors');
  const organizations = partiesOf(component).filter((party) => !authors.includes(party));
  return organizations.some(isNamed) || textIn(component, 'publisher') !== undefined;
}

/** The version of the document itself. */
export function hasBomVersion({ root }: BomView): boolean {
  return (asNumber(root.get('version')) ?? 0) >= 1;
}

/** What the document is about has its own line in the graph, and all that it depends on is there. */
export function hasTopLevel(view: BomView): boolean {
  const ref = textIn(view.main, 'bom-ref');
  const direct = ref === undefined ? undefined : view.dependsOn.get(ref);
  if (direct === undefined) return false;
  if (direct.length === 0) return view.components.length === 0;
  const known = new Set(view.components.map((component) => textIn(component, 'bom-ref')));
  return direct.every((each) => known.has(each));
}
