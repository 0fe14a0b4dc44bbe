/** What the official schemas' patterns mean, by something that only the pattern for it holds. */
const forms: readonly (readonly [string, string])[] = [
  ['a-fA-F0-9]{40}', 'a digest of 32, 40, 64, 96 or 128 hexadecimal digits'],
  ['urn:uuid:', 'a UUID as "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79"'],
  ['/[1-9][0-9]*#', 'a BOM-Link to an element, "urn:cdx:UUID/VERSION#REF"'],
  ['urn:cdx:', 'a BOM-Link to a document, "urn:cdx:UUID/VERSION"'],
  ['[-+a-z0-9.]+/', 'a media type such as "image/jpeg"'],
  ['cpe:2', 'a CPE name (2.2 or 2.3)'],
  ['([a-z]{2})(-', 'a locale such as "de" or "de-CH"'],
  ['CRE:', 'a Common Requirements Enumeration id such as "CRE:764-507"'],
];

/** A pattern for people, for "… is not …". */
export function expectedForm(pattern: string): string {
  const form = forms.find(([part]) => pattern.includes(part));
  return form === undefined ? `of the form ${pattern}` : form[1];
}
