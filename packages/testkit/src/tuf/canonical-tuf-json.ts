/** JSON as TUF metadata is made of. */
export type TufJson = string | number | boolean | null | readonly TufJson[] | { readonly [name: string]: TufJson };

/** Canonical JSON as TUF means it (OLPC): members sorted, no white space, only `"` and `\` escaped. */
export function canonicalTufJson(value: TufJson): string {
  if (typeof value === 'string') return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  if (value === null || typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(canonicalTufJson).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${canonicalTufJson(name)}:${canonicalTufJson(member)}`).join(',')}}`;
}

function isList(value: TufJson): value is readonly TufJson[] {
  return Array.isArray(value);
}
