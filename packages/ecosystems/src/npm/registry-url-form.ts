import { baseOf } from './package-name.js';
import { normaliseVersion } from './package-version.js';
import type { PackageId } from './subject-facts.js';

/**
 * True when a URL's path ends as a registry's download URL of this very package does. Clients write a dependency on such a
 * URL as a registry package; whether the host is a registry that may serve the name is for others to judge.
 */
export function hasRegistryForm(url: string, id: PackageId): boolean {
  return id.version !== '' && pathOf(url)?.endsWith(`/${id.name}/-/${baseOf(id.name)}-${id.version}.tgz`) === true;
}

/** The version in a URL whose path ends as a registry's download URL of this package does; empty text for all others. */
export function versionInUrl(url: string, name: string): string {
  const path = pathOf(url) ?? '';
  const start = `/${name}/-/${baseOf(name)}-`;
  const at = path.lastIndexOf(start);
  const version = at < 0 || !path.endsWith('.tgz') ? '' : path.slice(at + start.length, -'.tgz'.length);
  return normaliseVersion(version) === version ? version : '';
}

function pathOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  return new URL(url).pathname.replaceAll('%2f', '/').replaceAll('%2F', '/');
}
