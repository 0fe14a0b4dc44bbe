/** What in a project looks as if it were looked at, and is not. */

import { purlOf, type Inventory, type LicensePackage, type LicenseRecord } from '@assay/model';

const mostTold = 10;

/**
 * One sentence for each lockfile that another package manager would install by and that is not read, and for each record of assay.lock
 * that no entry of the policy is about: a name that was misspelled there would otherwise disarm it.
 */
export function projectWarnings({
  inventory,
  records,
  packages,
}: {
  readonly inventory: Pick<Inventory, 'gaps'>;
  readonly records: readonly LicenseRecord[];
  readonly packages: readonly LicensePackage[];
}): readonly string[] {
  const known = new Set(packages.map((license) => key(purlOf(license.ecosystem, license.name, ''), license.platform)));
  const idle = records.filter((record) => !known.has(key(record.package, record.platform)));
  return [
    ...inventory.gaps
      .filter(({ code }) => code === 'lockfile-not-read')
      .map(({ lockfile, detail }) => `${lockfile}: ${detail}`),
    ...idle.slice(0, mostTold).map(({ package: purl, platform, line }) => {
      const what = platform === undefined ? purl : `${purl} for ${platform}`;
      return `assay.lock:${String(line)} is about ${what}, which is no licence package of the policy.`;
    }),
  ];
}

function key(purl: string, platform = ''): string {
  return `${purl} ${platform}`;
}
