/** BSI TR-03183-2, version 2.1.0 (20 August 2025). Which fields of CycloneDX are meant, its §8.2 explains. */

import { asBoolean, type DocMap } from '@assay/documents';
import { mapsIn, textIn, type BomView } from './bom-view.js';
import {
  hasHash,
  hasIdentifier,
  hasLicense,
  isInGraph,
  isReachable,
  partiesOf,
  propertyOf,
  referencesOf,
} from './component-facts.js';
import type { Checklist, ComponentElement, Element } from './element.js';
import { fills, hasReachableAuthor, hasTimestamp } from './shared-elements.js';

const required = '§5.2.2';
const additional = '§5.2.4';
const optional = '§5.2.5';
const byHand = 'Nobody looked, so Assay does not say it: state it by hand where you know it.';

/** Of the document. */
const ofDocument: readonly Element[] = [
  {
    id: 'bsi-format',
    title: 'CycloneDX 1.6 or later',
    section: '§4',
    level: 'must',
    fill: 'Make the document in CycloneDX 1.6 or 1.7.',
    document: ({ specVersion }) => isAtLeast16(specVersion),
  },
  {
    id: 'bsi-vulnerabilities',
    title: 'No information on vulnerabilities',
    section: '§3.1',
    level: 'must',
    fill: 'Leave `vulnerabilities` out, and publish them as CSAF or VEX.',
    document: ({ root }) => mapsIn(root, 'vulnerabilities').length === 0,
  },
  {
    id: 'bsi-creator',
    title: 'Creator of the SBOM: e-mail address or URL',
    section: '§5.2.1',
    level: 'must',
    fill: 'State `email` or `url` of `sbom.manufacturer` in the policy.',
    document: hasReachableAuthor,
  },
  {
    id: 'bsi-timestamp',
    title: 'Timestamp',
    section: '§5.2.1',
    level: 'must',
    fill: fills.timestamp,
    document: hasTimestamp,
  },
  {
    id: 'bsi-uri',
    title: 'SBOM-URI',
    section: '§5.2.3',
    level: 'should',
    fill: 'State the document’s `serialNumber`.',
    document: ({ root }) => textIn(root, 'serialNumber') !== undefined,
  },
];

/** Of every component, and of what the document is about. */
const ofEach: readonly Omit<ComponentElement, 'ofMain'>[] = [
  {
    id: 'bsi-component-creator',
    title: 'Component creator: e-mail address or URL',
    section: required,
    level: 'must',
    fill: `Make the document at \`--depth registry\`, so that authors are read. ${fills.supplier} State its \`email\` or \`url\` too.`,
    component: (component) => partiesOf(component).some(isReachable),
  },
  {
    id: 'bsi-component-name',
    title: 'Component name',
    section: required,
    level: 'must',
    fill: fills.name,
    component: (component) => textIn(component, 'name') !== undefined,
  },
  {
    id: 'bsi-component-version',
    title: 'Component version',
    section: required,
    level: 'must',
    fill: `${fills.version} Of the project, \`sbom.project.version\`.`,
    component: (component) => textIn(component, 'version') !== undefined,
  },
  {
    id: 'bsi-dependencies',
    title: 'Dependencies on other components',
    section: required,
    level: 'must',
    fill: fills.graph,
    component: isInGraph,
  },
  {
    id: 'bsi-completeness',
    title: 'Completeness of the dependencies',
    section: required,
    level: 'must',
    fill: fills.completeness,
    component: (component, view) => view.rated.has(textIn(component, 'bom-ref') ?? ''),
  },
  {
    id: 'bsi-distribution-licences',
    title: 'Distribution licences',
    section: `${required}, §6.1`,
    level: 'must',
    fill: 'State the licence that you distribute it under: `sbom.licenses` in the policy, of the project `sbom.project.license`. What a package declares is its original licence, and Assay concludes none.',
    // Who makes the product declares what it is distributed under.
    component: (component, { main }) =>
      hasLicense(component, component === main ? ['concluded', 'none', 'declared'] : ['concluded', 'none']),
  },
];

/** Of components that are files. */
const ofFiles: readonly ComponentElement[] = [
  {
    id: 'bsi-filename',
    title: 'Filename of the component',
    section: required,
    level: 'must',
    fill: 'State the property `bsi:component:filename`; of a vendored file, `path` and `digests` under `sbom.parts` in the policy.',
    component: ofFile((component) => {
      const name = propertyOf(component, ['bsi:component:filename']);
      return name !== undefined && !/[\\/]/.test(name);
    }),
  },
  {
    id: 'bsi-hash',
    title: 'SHA-512 of the deployable component',
    section: required,
    level: 'must',
    fill: 'Make the document at `--depth artifacts`, so that it is computed: it stands on the reference of type `distribution`.',
    component: ofFile((component) =>
      referencesOf(component, ['distribution']).some((reference) => hasHash(reference, ['SHA-512'])),
    ),
  },
  wordElement('bsi-executable', 'Executable property', 'bsi:component:executable', ['executable', 'non-executable']),
  wordElement('bsi-archive', 'Archive property', 'bsi:component:archive', ['archive', 'no archive']),
  wordElement('bsi-structured', 'Structured property', 'bsi:component:structured', ['structured', 'unstructured']),
];

/** Asked for where they exist, which no document shows; and optional ones. */
const ofSome: readonly ComponentElement[] = [
  {
    id: 'bsi-source-uri',
    title: 'Source code URI, where it exists',
    section: additional,
    level: 'should',
    fill: 'Make the document at `--depth registry`, so that repositories are read; otherwise a reference of type `source-distribution` or `vcs`.',
    component: ofFile((component) => referencesOf(component, ['source-distribution', 'vcs']).length > 0),
  },
  {
    id: 'bsi-deployable-uri',
    title: 'URI of the deployable form, where it exists',
    section: additional,
    level: 'should',
    fill: 'State a reference of type `distribution`; Assay does where the lockfile or the registry names a URL.',
    component: ofFile((component) => referencesOf(component, ['distribution']).length > 0),
  },
  {
    id: 'bsi-identifiers',
    title: 'Other unique identifiers, where they exist',
    section: additional,
    level: 'should',
    fill: fills.identifier,
    component: hasIdentifier,
  },
  {
    id: 'bsi-original-licences',
    title: 'Original licences, where they exist',
    section: `${additional}, §6.1`,
    level: 'should',
    fill: 'Make the document at `--depth registry` or `artifacts`; of a vendored part, `license` under `sbom.parts` in the policy.',
    component: (component) => hasLicense(component, ['declared']),
  },
  {
    id: 'bsi-effective-licence',
    title: 'Effective licence',
    section: optional,
    level: 'may',
    fill: byHand,
    component: (component) =>
      propertyOf(component, ['bsi:component:effectiveLicence', 'bsi:component:effectiveLicense']) !== undefined,
  },
  {
    id: 'bsi-source-hash',
    title: 'Hash of the source code',
    section: optional,
    level: 'may',
    fill: byHand,
    component: ofFile((component) =>
      referencesOf(component, ['source-distribution']).some((reference) => hasHash(reference)),
    ),
  },
  {
    id: 'bsi-security-txt',
    title: 'URL of the security.txt',
    section: optional,
    level: 'may',
    fill: byHand,
    component: (component) => referencesOf(component, ['rfc-9116']).length > 0,
  },
];

export const bsi: Checklist = {
  id: 'bsi',
  name: 'BSI TR-03183-2',
  version: '2.1.0',
  url: 'https://bsi.bund.de/dok/TR-03183-en',
  note: 'What must be stated where it exists counts as should: that it does not exist, no document shows. Whether the scope of delivery is right is not seen here.',
  elements: [...ofDocument, ...ofEach.map((element) => ({ ...element, ofMain: true as const })), ...ofFiles, ...ofSome],
};

/** A property with one of two words. */
function wordElement(id: string, title: string, property: string, words: readonly string[]): ComponentElement {
  return {
    id,
    title,
    section: required,
    level: 'must',
    fill: `State the property \`${property}\`: \`${words.join('` or `')}\`. ${byHand}`,
    component: ofFile((component) => words.includes(propertyOf(component, [property]) ?? '')),
  };
}

/** What lies outside of the delivery is named, and no file of it is at hand. */
function ofFile(ask: (component: DocMap, view: BomView) => boolean): ComponentElement['component'] {
  return (component, view) => (asBoolean(component.get('isExternal')) === true ? null : ask(component, view));
}

function isAtLeast16(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 1 || (major === 1 && minor >= 6);
}
