/** Patterns over refs, bound to the version that is verified. */

import { matchesPattern } from '@assay/model';

/** Stands for a `*` that is data. No ref that git accepts holds either of them. */
const literalStar = '\uE000';

/**
 * True when a ref matches a pattern in which `{version}` stands for exactly this version (a `*` in a version is no wildcard), `*` for
 * any run without `/` and `**` for any run. Anchored at both ends.
 */
export function matchesRef(pattern: string, ref: string, version: string): boolean {
  if ([pattern, ref, version].some((text) => text.includes(literalStar))) return false;
  const bound = pattern.split('{version}').join(version.replaceAll('*', literalStar));
  return matchesPattern(bound, ref.replaceAll('*', literalStar));
}
