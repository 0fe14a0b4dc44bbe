/** `sbom:` of a policy. */

import type { DeclaredParts, Party } from '@assay/model';
import { given } from '../given.js';
import { compareSpecificity } from '../purl-specificity.js';
import { readPackagePurl } from '../read-purl.js';
import type { Refuse } from '../refuse.js';
import { readParts } from './read-part.js';
import { readParty } from './read-party.js';
import { readPartPurl } from './read-part-purl.js';
import type { SbomPlace } from './sbom-place.js';
import type { SbomDocument } from './sbom-shape.js';

/**
 * What is declared. Suppliers stand in the order in which they are asked: the most specific purl first. Throws what `refuse` makes for
 * a purl that cannot be used or stands twice, for a part that stands twice or contradicts itself, and for a party without a word.
 */
export function readSbom(document: SbomDocument, place: SbomPlace): DeclaredParts {
  const { manufacturer, supplier, authors = [], project = {}, parts = [], suppliers = [] } = document;
  const { refuse } = place;
  return {
    ...readMaker('manufacturer', manufacturer, refuse),
    ...readMaker('supplier', supplier, refuse),
    authors: authors.map((author, index) => readParty(author, { path: ['sbom', 'authors', index], refuse })),
    project: readProject(project, refuse),
    parts: readParts(parts, place),
    suppliers: readSuppliers(suppliers, place),
  };
}

function readMaker(
  key: 'manufacturer' | 'supplier',
  party: SbomDocument['manufacturer'],
  refuse: Refuse,
): { readonly [K in typeof key]?: Party } {
  return party === undefined ? {} : { [key]: readParty(party, { path: ['sbom', key], refuse }) };
}

function readProject(
  { purl, ...members }: NonNullable<SbomDocument['project']>,
  refuse: Refuse,
): DeclaredParts['project'] {
  const path = ['sbom', 'project', 'purl'];
  return given({ ...members, purl: purl === undefined ? undefined : readPartPurl(purl, { path, refuse }) });
}

type SupplierDocument = NonNullable<SbomDocument['suppliers']>[number];

function readSuppliers(entries: readonly SupplierDocument[], place: SbomPlace): DeclaredParts['suppliers'] {
  const seen = new Set<string>();
  const read = entries.map((entry, index) => {
    const path = ['sbom', 'suppliers', index];
    const purl = readPackagePurl(entry.purl, { ...place, path: [...path, 'purl'] });
    if (seen.has(purl)) throw place.refuse([...path, 'purl'], 'this purl stands twice', 'Only one supplier is stated.');
    seen.add(purl);
    return { purl, supplier: readParty(entry.supplier, { path: [...path, 'supplier'], refuse: place.refuse }) };
  });
  return read.toReversed().sort((a, b) => compareSpecificity(b.purl, a.purl));
}
