/** What pnpm's specifiers ask for. */

import { isArchivePath } from '../project-path.js';

/** The name after the specifier's prefix, without its range; null when there is no prefix. */
export function aliasedName(specifier: string): string | null {
  const colon = specifier.indexOf(':');
  if (colon < 0) return null;
  const at = specifier.indexOf('@', colon + 2);
  return specifier.slice(colon + 1, at < 0 ? undefined : at);
}

/** True for the specifiers of folders, of archives in the project and of workspace members. */
export function asksForFolder(specifier: string): boolean {
  if (/^(?:file|link|workspace|portal):|^[./]|^~\//.test(specifier)) return true;
  return !specifier.includes(':') && isArchivePath(specifier);
}
