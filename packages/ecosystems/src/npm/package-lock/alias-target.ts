import type { PackageId } from '../subject-facts.js';

/** Name and version of `npm:name@version`, as lockfiles of npm 6 write an alias; null for all others. */
export function aliasTarget(version: string): PackageId | null {
  if (!version.startsWith('npm:')) return null;
  const at = version.lastIndexOf('@');
  return at <= 'npm:'.length ? null : { name: version.slice('npm:'.length, at), version: version.slice(at + 1) };
}
