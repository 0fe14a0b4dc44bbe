/** CISA and partners, 2026 Minimum Elements for a Software Bill of Materials (version 2.1, 29 July 2026), which replaces its 2025 draft. */

import { asMap } from '@assay/documents';
import { mapsIn, textIn, type BomView } from './bom-view.js';
import { hasHash, hasIdentifier, hasLicense, isInGraph, isNamed, partiesOf, referencesOf } from './component-facts.js';
import type { Checklist } from './element.js';
import { fills, hasAuthor, hasBomVersion, hasSupplier, hasTimestamp, hasTopLevel } from './shared-elements.js';

const fields = 'Appendix A, Table 1';
const practices = 'Practices and Processes';
const anyLicense = ['declared', 'concluded', 'none'];

export const cisa: Checklist = {
  id: 'cisa',
  name: 'CISA Minimum Elements',
  version: '2.1 (2026)',
  url: 'https://www.cisa.gov/resources-tools/resources/2026-minimum-elements-software-bill-materials-sbom',
  note: 'All fields are a baseline without grades; a signature beside the document is not seen here. It holds what the draft of August 2025 asked for.',
  elements: [
    {
      id: 'cisa-author',
      title: 'SBOM author',
      section: fields,
      level: 'must',
      fill: fills.author,
      document: hasAuthor,
    },
    {
      id: 'cisa-signature',
      title: 'SBOM author signature',
      section: fields,
      level: 'should',
      fill: 'Sign the document; a signature that lies beside it counts as well, and is not seen here.',
      document: ({ root }) => asMap(root.get('signature')) !== undefined,
    },
    {
      id: 'cisa-format',
      title: 'Data format name and version',
      section: fields,
      level: 'must',
      fill: '',
      document: () => true,
    },
    {
      id: 'cisa-context',
      title: 'Generation context',
      section: fields,
      level: 'must',
      fill: 'State under `metadata.lifecycles` when it was made: pre-build, build, post-build.',
      document: ({ metadata }) =>
        mapsIn(metadata, 'lifecycles').some((each) => (textIn(each, 'phase') ?? textIn(each, 'name')) !== undefined),
    },
    {
      id: 'cisa-timestamp',
      title: 'Timestamp',
      section: fields,
      level: 'must',
      fill: fills.timestamp,
      document: hasTimestamp,
    },
    {
      id: 'cisa-tool-name',
      title: 'Tool name',
      section: fields,
      level: 'must',
      fill: 'Name the tool under `metadata.tools`.',
      document: (view) => toolsOf(view).some(isNamed),
    },
    {
      id: 'cisa-tool-version',
      title: 'Tool version',
      section: fields,
      level: 'must',
      fill: 'State the tool’s version under `metadata.tools`.',
      document: (view) => toolsOf(view).some((tool) => isNamed(tool) && textIn(tool, 'version') !== undefined),
    },
    {
      id: 'cisa-version',
      title: 'SBOM version',
      section: fields,
      level: 'must',
      fill: 'State the document’s own `version`.',
      document: hasBomVersion,
    },
    {
      id: 'cisa-name',
      title: 'Component name',
      section: fields,
      level: 'must',
      fill: fills.name,
      ofMain: true,
      component: (component) => textIn(component, 'name') !== undefined,
    },
    {
      id: 'cisa-component-version',
      title: 'Component version',
      section: fields,
      level: 'must',
      fill: fills.version,
      ofMain: true,
      component: (component) => textIn(component, 'version') !== undefined,
    },
    {
      id: 'cisa-producer',
      title: 'Component producer',
      section: fields,
      level: 'must',
      fill: fills.supplier,
      component: (component) => hasSupplier(component) || partiesOf(component).some(isNamed),
    },
    {
      id: 'cisa-identifiers',
      title: 'Component identifiers',
      section: fields,
      level: 'must',
      fill: fills.identifier,
      component: hasIdentifier,
    },
    {
      id: 'cisa-hash',
      title: 'Component hash: value and algorithm',
      section: fields,
      level: 'must',
      fill: 'Lock the package with a digest, or make the document at `--depth artifacts`; of a vendored part, `digests` under `sbom.parts`.',
      component: (component) =>
        hasHash(component) || referencesOf(component, ['distribution']).some((reference) => hasHash(reference)),
    },
    {
      id: 'cisa-license',
      title: 'Component licence',
      section: fields,
      level: 'must',
      fill: 'Make the document at `--depth registry` or `artifacts`, so that what packages declare is read; of a vendored part, `license` under `sbom.parts`.',
      component: (component) => hasLicense(component, anyLicense),
    },
    {
      id: 'cisa-dependencies',
      title: 'Component dependency relationship',
      section: fields,
      level: 'must',
      fill: fills.graph,
      ofMain: true,
      component: isInGraph,
    },
    {
      id: 'cisa-coverage',
      title: 'Coverage: all components, transitive ones too',
      section: `${practices}: Coverage`,
      level: 'should',
      fill: 'Mend what the lockfile leaves open, so that `compositions` can call the dependencies complete.',
      document: (view) => hasTopLevel(view) && view.complete.has(textIn(view.main, 'bom-ref') ?? ''),
    },
    {
      id: 'cisa-unknowns',
      title: 'What is unknown is said to be',
      section: `${practices}: Explicitly Identifying Unknown Information`,
      level: 'should',
      fill: fills.completeness,
      component: (component, view) => view.rated.has(textIn(component, 'bom-ref') ?? ''),
    },
  ],
};

/** Before 1.5 a list of tools, after it a mapping of components and services. */
function toolsOf({ metadata }: BomView): ReturnType<typeof mapsIn> {
  const tools = asMap(metadata?.get('tools'));
  return [...mapsIn(metadata, 'tools'), ...mapsIn(tools, 'components'), ...mapsIn(tools, 'services')];
}
