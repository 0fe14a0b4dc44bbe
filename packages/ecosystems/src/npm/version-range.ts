import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';
import { normaliseVersion } from './package-version.js';

const longestRange = 256;

/**
 * True when the version lies in the range, in npm's syntax; null when the text is no range, or blank. Prereleases are ordered like any
 * version and count: a range says since when or until when something holds, so that of `<2.5.0` and `>=2.5.0` every
 * version lies in exactly one (`2.5.0-rc.1` in the first), where npm, choosing what to install, would put it into neither.
 */
export function inRange(version: string, range: string): boolean | null {
  if (range.trim() === '' || range.length > longestRange) return null;
  // Strictly: loosely, semver leaves out what it does not understand, and the range says something else.
  if (validRange(range) === null) return null;
  const normal = normaliseVersion(version);
  return normal !== null && satisfies(normal, range, { includePrerelease: true });
}
