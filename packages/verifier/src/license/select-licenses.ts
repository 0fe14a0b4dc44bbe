/** The licence packages that a user names. */

import { AssayError, licensePhases, nearestWord, type LicensePackage, type LicensePhase } from '@assay/model';

/** Those with the ids that were named, or all. Throws AssayError `ERR_USAGE` for an id that the policy does not have. */
export function selectLicenses(
  packages: readonly LicensePackage[],
  names: readonly string[],
  file: string,
): readonly LicensePackage[] {
  if (packages.length === 0) {
    const hint = 'Describe them under `licensePackages:`; `assay help license` shows an example.';
    throw new AssayError('ERR_USAGE', 'the policy names no licence packages', { file, hint });
  }
  const ids = packages.map(({ id }) => id);
  for (const name of names) {
    if (ids.includes(name)) continue;
    const near = nearestWord(name, ids);
    const hint = near === null ? `The policy has ${ids.join(', ')}.` : `Did you mean ${near}?`;
    throw new AssayError('ERR_USAGE', `the policy has no licence package "${name}"`, { file, hint });
  }
  return names.length === 0 ? packages : packages.filter(({ id }) => names.includes(id));
}

/**
 * Phases as words. `all` is every phase that applies. Throws AssayError `ERR_USAGE` for any other word: a mistyped phase must not
 * turn into another one.
 */
export function parseLicensePhases(words: readonly string[]): readonly LicensePhase[] | undefined {
  if (words.length === 0 || (words.length === 1 && words[0] === 'all')) return undefined;
  const known: readonly string[] = [...licensePhases, 'all'];
  for (const word of words) {
    if (known.includes(word)) continue;
    const near = nearestWord(word, known);
    const hint = near === null ? `Phases are ${licensePhases.join(', ')}, or all.` : `Did you mean ${near}?`;
    throw new AssayError('ERR_USAGE', `there is no phase "${word}"`, { hint });
  }
  if (words.includes('all')) {
    throw new AssayError('ERR_USAGE', '`all` stands for every phase and is named alone', {
      hint: 'Leave out the others.',
    });
  }
  return licensePhases.filter((phase) => words.includes(phase));
}
