import { isPackageName } from './package-name.js';
import { normaliseVersion } from './package-version.js';
import { shown } from './shown.js';
import type { PackageId } from './subject-facts.js';

/** Why a name and version cannot be those of one release on a registry; null when they can. */
export function registryProblem(id: PackageId): string | null {
  if (!isPackageName(id.name)) return `${shown(id.name)} is not a name that a registry can hold.`;
  if (id.version === '') return 'The entry has no version.';
  if (normaliseVersion(id.version) === null) return `${shown(id.version)} is not one exact version.`;
  return null;
}
