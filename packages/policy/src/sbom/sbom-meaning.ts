/** What `sbom:` means, for the policy's digest. */

import {
  canonicalJson,
  compareText,
  type DeclaredPart,
  type DeclaredParts,
  type JsonValue,
  type Party,
} from '@assay/model';

/** As data without lines and the order of parts; undefined while the section says nothing. */
export function sbomMeaning(sbom: DeclaredParts): JsonValue | undefined {
  const { manufacturer, supplier, authors, project, parts, suppliers, licenses } = sbom;
  const meaning = {
    manufacturer: partyMeaning(manufacturer),
    supplier: partyMeaning(supplier),
    authors: authors.length === 0 ? undefined : authors.map(({ name, email, url }) => ({ name, email, url })),
    project: Object.keys(project).length === 0 ? undefined : { ...project },
    parts: parts.length === 0 ? undefined : sorted(parts.map(partMeaning)),
    suppliers:
      suppliers.length === 0
        ? undefined
        : suppliers.map((entry) => ({ purl: entry.purl, supplier: partyMeaning(entry.supplier) })),
    licenses: licenses?.map(({ purl, license }) => ({ purl, license })),
  };
  return Object.values(meaning).every((value) => value === undefined) ? undefined : meaning;
}

function partyMeaning(party: Party | undefined): JsonValue | undefined {
  return party === undefined ? undefined : { name: party.name, email: party.email, url: party.url };
}

function partMeaning({ line: _line, digests, supplier, ...members }: DeclaredPart): JsonValue {
  return {
    ...members,
    supplier: partyMeaning(supplier),
    digests: sorted(digests.map(({ alg, value }) => ({ alg, value }))),
  };
}

function sorted(values: readonly JsonValue[]): readonly JsonValue[] {
  const texts = values.map((value) => ({ value, text: canonicalJson(value) }));
  return texts.sort((a, b) => compareText(a.text, b.text)).map(({ value }) => value);
}
