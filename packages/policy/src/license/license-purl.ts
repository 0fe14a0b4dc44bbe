/** Purls of licence packages. */

import { purlOf, type EcosystemId } from '@assay/model';

/** The canonical purl of a package; without a version, of all of its versions. */
export function licensePurl(ecosystem: EcosystemId, name: string, version = ''): string {
  return purlOf(ecosystem, name, version);
}
