/** Regulation (EU) 2024/2847 (Cyber Resilience Act): what it asks of a bill of materials itself. */

import type { DocMap } from '@assay/documents';
import { textIn, type BomView } from './bom-view.js';
import { hasIdentifier, isInGraph, isNamed, partiesOf } from './component-facts.js';
import type { Checklist } from './element.js';
import { fills, hasTimestamp, hasTopLevel } from './shared-elements.js';

const partTwo = 'Annex I, Part II(1)';

export const cra: Checklist = {
  id: 'cra',
  name: 'EU Cyber Resilience Act',
  version: '2024/2847',
  url: 'https://eur-lex.europa.eu/eli/reg/2024/2847/oj',
  note: 'The Commission may specify format and elements (Article 13(24)) and had not when this list was made; BSI TR-03183-2 says more. Whether the product conforms, no document shows.',
  elements: [
    {
      id: 'cra-format',
      title: 'A commonly used, machine-readable format',
      section: partTwo,
      level: 'must',
      fill: '',
      document: () => true,
    },
    {
      id: 'cra-product',
      title: 'The product that it is about',
      section: 'Article 3(39)',
      level: 'must',
      fill: 'Name the project: `sbom.project` in the policy.',
      document: ({ main }) => isNamed(main),
    },
    {
      id: 'cra-top-level',
      title: 'At the very least the top-level dependencies',
      section: partTwo,
      level: 'must',
      fill: 'List the direct dependencies of the product under `dependencies`.',
      document: hasTopLevel,
    },
    {
      id: 'cra-names',
      title: 'Top-level dependencies are named',
      section: partTwo,
      level: 'must',
      fill: fills.name,
      component: ofTopLevel((component) => textIn(component, 'name') !== undefined),
    },
    {
      id: 'cra-versions',
      title: 'Top-level dependencies have a version',
      section: partTwo,
      level: 'should',
      fill: fills.version,
      component: ofTopLevel((component) => textIn(component, 'version') !== undefined),
    },
    {
      id: 'cra-identifiers',
      title: 'Components can be looked up, to find their vulnerabilities',
      section: partTwo,
      level: 'should',
      fill: fills.identifier,
      component: hasIdentifier,
    },
    {
      id: 'cra-relationships',
      title: 'Supply chain relationships of the components',
      section: 'Article 3(39)',
      level: 'should',
      fill: fills.graph,
      component: isInGraph,
    },
    {
      id: 'cra-manufacturer',
      title: 'Who makes the product',
      section: 'Annex II(1)',
      level: 'should',
      fill: 'Name the manufacturer: `sbom.manufacturer` in the policy.',
      document: ({ metadata, main }) => [...partiesOf(metadata), ...partiesOf(main)].some(isNamed),
    },
    {
      id: 'cra-timestamp',
      title: 'When it was made',
      section: 'Annex VII(2)(b)',
      level: 'should',
      fill: fills.timestamp,
      document: hasTimestamp,
    },
  ],
};

const topLevels = new WeakMap<BomView, ReadonlySet<string>>();

function ofTopLevel(ask: (component: DocMap) => boolean): (component: DocMap, view: BomView) => boolean | null {
  return (component, view) => {
    const known = topLevels.get(view) ?? new Set(view.dependsOn.get(textIn(view.main, 'bom-ref') ?? ''));
    topLevels.set(view, known);
    return known.has(textIn(component, 'bom-ref') ?? '') ? ask(component) : null;
  };
}
