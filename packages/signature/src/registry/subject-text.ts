/**
 * `name@version:`, the beginning of what a registry signs; null when name or version hold a separator, so that one signed text
 * could be read as two different packages. An npm name has an `@` at its start only, and no version has one.
 */
export function subjectText(name: string, version: string): string | null {
  const isPlain = name !== '' && version !== '' && !`${name}${version}`.includes(':');
  if (!isPlain || name.lastIndexOf('@') > 0 || version.includes('@')) return null;
  const text = `${name}@${version}:`;
  // Half a surrogate pair has no UTF-8: two different names would give one text.
  return text.isWellFormed() ? text : null;
}
