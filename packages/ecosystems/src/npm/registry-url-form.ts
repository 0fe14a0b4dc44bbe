import { baseOf } from './package-name.js';
import type { PackageId } from './subject-facts.js';

/**
 * True when a URL's path ends as a registry's download URL of this very package does. Clients write a dependency on such a
 * URL as a registry package; whether the host is a registry that may serve the name is for others to judge.
 */
export function hasRegistryForm(url: string, id: PackageId): boolean {
  if (id.version === '' || !URL.canParse(url)) return false;
  const path = new URL(url).pathname.replaceAll('%2f', '/').replaceAll('%2F', '/');
  return path.endsWith(`/${id.name}/-/${baseOf(id.name)}-${id.version}.tgz`);
}
