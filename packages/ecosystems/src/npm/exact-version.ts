import valid from 'semver/functions/valid.js';

/** True for one version by semver's rules. */
export function isExactVersion(text: string): boolean {
  return text.length <= 256 && valid(text) !== null;
}
