/** Purls of licence packages. */

import { purlOf, type EcosystemId } from '@assay/model';

const ecosystems: ReadonlyMap<string, EcosystemId> = new Map([
  ['npm', 'npm'],
  ['gem', 'rubygems'],
  ['composer', 'composer'],
  ['generic', 'generic'],
]);

/** The canonical purl of a package; without a version, of all of its versions. */
export function licensePurl(ecosystem: EcosystemId, name: string, version = ''): string {
  return purlOf(ecosystem, name, version);
}

/** True for a purl without version and qualifiers that {@link licensePurl} writes so. */
export function isPackagePurl(text: string): boolean {
  const [, type = '', name = ''] = /^pkg:([a-z]+)\/([^?#@]+)$/.exec(text) ?? [];
  const ecosystem = ecosystems.get(type);
  const plain = decode(name);
  return ecosystem !== undefined && plain !== null && licensePurl(ecosystem, plain) === text;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
