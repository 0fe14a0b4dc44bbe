/** NTIA, The Minimum Elements For a Software Bill of Materials, July 2021. */

import { textIn } from './bom-view.js';
import { hasIdentifier, isInGraph } from './component-facts.js';
import type { Checklist } from './element.js';
import { fills, hasAuthor, hasSupplier, hasTimestamp, hasTopLevel } from './shared-elements.js';

const fields = 'III, Data Fields';

export const ntia: Checklist = {
  id: 'ntia',
  name: 'NTIA Minimum Elements',
  version: '2021',
  url: 'https://www.ntia.gov/report/2021/minimum-elements-software-bill-materials-sbom',
  note: 'Frequency, distribution, access control and how mistakes are dealt with are practices: no document shows them.',
  elements: [
    {
      id: 'ntia-supplier',
      title: 'Supplier name',
      section: fields,
      level: 'must',
      fill: fills.supplier,
      component: hasSupplier,
    },
    {
      id: 'ntia-name',
      title: 'Component name',
      section: fields,
      level: 'must',
      fill: fills.name,
      ofMain: true,
      component: (component) => textIn(component, 'name') !== undefined,
    },
    {
      id: 'ntia-version',
      title: 'Version of the component',
      section: fields,
      level: 'must',
      fill: fills.version,
      component: (component) => textIn(component, 'version') !== undefined,
    },
    {
      id: 'ntia-identifiers',
      title: 'Other unique identifiers',
      section: fields,
      level: 'must',
      fill: fills.identifier,
      component: hasIdentifier,
    },
    {
      id: 'ntia-dependencies',
      title: 'Dependency relationship',
      section: fields,
      level: 'must',
      fill: fills.graph,
      component: (component, view) =>
        isInGraph(component, view) || view.neededRefs.has(textIn(component, 'bom-ref') ?? ''),
    },
    {
      id: 'ntia-author',
      title: 'Author of the data',
      section: fields,
      level: 'must',
      fill: fills.author,
      document: hasAuthor,
    },
    {
      id: 'ntia-timestamp',
      title: 'Timestamp',
      section: fields,
      level: 'must',
      fill: fills.timestamp,
      document: hasTimestamp,
    },
    {
      id: 'ntia-automation',
      title: 'Machine-readable format',
      section: 'IV, Automation Support',
      level: 'must',
      fill: '',
      document: () => true,
    },
    {
      id: 'ntia-depth',
      title: 'All top-level dependencies',
      section: 'IV, Practices and Processes: Depth',
      level: 'must',
      fill: 'Name what the document is about, and list its direct dependencies under `dependencies`.',
      document: hasTopLevel,
    },
    {
      id: 'ntia-known-unknowns',
      title: 'Known unknowns: whether the dependencies of a component are all there',
      section: 'IV, Practices and Processes: Known Unknowns',
      level: 'should',
      fill: fills.completeness,
      component: (component, view) => view.rated.has(textIn(component, 'bom-ref') ?? ''),
    },
  ],
};
