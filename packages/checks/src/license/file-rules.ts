/** Which rule a file of the package falls under. */

import { matchesPattern, type LicenseFileRule } from '@assay/model';

/** Finds the rule of a path: the first one that names it. Each path is looked up once, for archives hold many. */
export function fileRules(rules: readonly LicenseFileRule[]): (path: string) => LicenseFileRule | undefined {
  const known = new Map<string, LicenseFileRule | undefined>();
  return (path) => {
    if (!known.has(path))
      known.set(
        path,
        rules.find(({ pattern }) => matchesPattern(pattern, path)),
      );
    return known.get(path);
  };
}
