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
  const { manufacturer, supplier, authors = [], project = {}, parts = [], suppliers = [], licenses = [] } = document;
  const { refuse } = place;
  return {
    ...readMaker('manufacturer', manufacturer, refuse),
    ...readMaker('supplier', supplier, refuse),
    authors: authors.map((author, index) => readParty(author, { path: ['sbom', 'authors', index], refuse })),
    project: readProject(project, refuse),
    parts: readParts(parts, place),
    suppliers: readSuppliers(suppliers, place),
    ...(licenses.length === 0 ? {} : { licenses: readByPurl(licenses, 'licenses', place) }),
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
  const read = entries.map(({ purl, supplier }, index) => {
    const path = ['sbom', 'suppliers', index, 'supplier'];
    return { purl, supplier: readParty(supplier, { path, refuse: place.refuse }) };
  });
  return readByPurl(read, 'suppliers', place);
}

/** Entries with their purls as they are compared, the most specific first. */
function readByPurl<T extends { readonly purl: string }>(
  entries: readonly T[],
  key: 'suppliers' | 'licenses',
  place: SbomPlace,
): readonly T[] {
  const seen = new Set<string>();
  const read = entries.map((entry, index) => {
    const path = ['sbom', key, index, 'purl'];
    const purl = readPackagePurl(entry.purl, { ...place, path });
    if (seen.has(purl)) throw place.refuse(path, 'this purl stands twice', 'Only one of the two can be stated.');
    seen.add(purl);
    return { ...entry, purl };
  });
  return read.toReversed().sort((a, b) => compareSpecificity(b.purl, a.purl));
}
