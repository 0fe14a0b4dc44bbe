/** npm package names: `base` or `@scope/base`. */

/** The longest name the registry takes today; nothing longer was ever published. */
const longestName = 214;

/**
 * True for names that npm can fetch from a registry: one part, or `@scope/` and one part, each URL-safe as it stands and
 * not starting with a dot or (unscoped) an underscore. Everything else an attacker may write as a key (`..`, `a/b`, control
 * characters, ten thousand letters) is no name (THREATS rows 23 and 41).
 */
export function isPackageName(name: string): boolean {
  if (name.length > longestName || !name.isWellFormed()) return false;
  if (!name.startsWith('@')) return isPart(name) && !name.startsWith('_');
  const slash = name.indexOf('/');
  return slash > 0 && isPart(name.slice(1, slash)) && isPart(name.slice(slash + 1));
}

/** The part after the scope; the whole name when there is none. */
export function baseOf(name: string): string {
  return name.startsWith('@') ? name.slice(name.indexOf('/') + 1) : name;
}

/** The name as one path segment of registry metadata: `@scope%2fbase`, as npm asks for it. */
export function metadataSegment(name: string): string {
  return name.startsWith('@')
    ? `@${encodeURIComponent(name.slice(1, name.indexOf('/')))}%2f${encodeURIComponent(baseOf(name))}`
    : encodeURIComponent(name);
}

function isPart(part: string): boolean {
  return part !== '' && !part.startsWith('.') && encodeURIComponent(part) === part;
}
