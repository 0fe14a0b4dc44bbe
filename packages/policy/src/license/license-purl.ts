/** Purls of licence packages. */

import { purlOf, type EcosystemId, type LicensePackage } from '@assay/model';
import type { Readers } from '../vocabulary.js';

const ecosystems: ReadonlyMap<string, EcosystemId> = new Map([
  ['npm', 'npm'],
  ['gem', 'rubygems'],
  ['composer', 'composer'],
  ['generic', 'generic'],
]);

/** The canonical purl of a package, without a version: as `assay.lock` names it. */
export function licensePurl({ ecosystem, name }: Pick<LicensePackage, 'ecosystem' | 'name'>): string {
  return purlOf(ecosystem, name, '');
}

/** The canonical purl of a licence package, its version as its ecosystem lists it: what rules, waivers and publishers name it by. */
export function licenseVersionPurl(
  { ecosystem, name, version }: Pick<LicensePackage, 'ecosystem' | 'name' | 'version'>,
  normalise: Readers['normaliseVersion'],
): string {
  return purlOf(ecosystem, name, normalise(ecosystem, version) ?? version);
}

/** True for a purl without version and qualifiers that {@link licensePurl} writes so. */
export function isPackagePurl(text: string): boolean {
  const [, type = '', name = ''] = /^pkg:([a-z]+)\/([^?#@]+)$/.exec(text) ?? [];
  const ecosystem = ecosystems.get(type);
  const plain = decode(name);
  return ecosystem !== undefined && plain !== null && licensePurl({ ecosystem, name: plain }) === text;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
