/** npm versions: semantic versions, read as loosely as npm reads them. */

import parse from 'semver/functions/parse.js';

/**
 * The version npm makes of a text: trimmed, without a leading `v` or `=`, loose forms (`1.2.3beta`) made strict, build
 * metadata (`+…`) dropped, since no registry holds two versions that differ in it alone. Null when it is no version.
 */
export function normaliseVersion(text: string): string | null {
  const trimmed = text.trim().replace(/^[=v]{1,8}/, '');
  return trimmed.length > 256 ? null : (parse(trimmed, { loose: true })?.version ?? null);
}

/** True when npm takes two texts for the same version; texts that are no versions only when they are equal. */
export function sameVersion(a: string, b: string): boolean {
  if (a === b) return true;
  const version = normaliseVersion(a);
  return version !== null && version === normaliseVersion(b);
}
