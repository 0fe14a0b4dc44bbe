/** The name that the specifier `npm:<name>`, with or without a version, asks for; null for all others. */
export function aliasedName(spec: string): string | null {
  if (!spec.startsWith('npm:')) return null;
  const at = spec.indexOf('@', 'npm:'.length + 1);
  return spec.slice('npm:'.length, at < 0 ? undefined : at);
}
