import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';
import { isExactVersion } from '../exact-version.js';

/** What a dependency's specifier asks a registry for; null for folders, URLs and repositories. */
export interface RegistrySpec {
  readonly name: string;
  /** A range or a tag. */
  readonly range: string;
}

/** Reads the specifier that stands beside `alias`. */
export function readSpec(alias: string, spec: string): RegistrySpec | null {
  if (!spec.startsWith('npm:')) return /[:/]/.test(spec) ? null : { name: alias, range: spec };
  const target = spec.slice('npm:'.length);
  const at = target.indexOf('@', 1);
  if (at > 0) return { name: target.slice(0, at), range: target.slice(at + 1) };
  return isRange(target) ? { name: alias, range: target } : { name: target, range: '*' };
}

/** True when a specifier of a lockfile is the one of the manifest; which URL or repository is meant can be written in many ways. */
export function sameSpec(alias: string, locked: string, own: string): boolean {
  if (locked === own) return true;
  const [a, b] = [readSpec(alias, locked), readSpec(alias, own)];
  if (a === null || b === null) return a === b;
  return a.name === b.name && (a.range === b.range || (isAny(a.range) && isAny(b.range)));
}

function isAny(range: string): boolean {
  return range === '' || range === '*';
}

/** True for what npm reads as a range. */
export function isRange(text: string): boolean {
  return text.length <= longest && validRange(text, { loose: true }) !== null;
}

const longest = 1024;

/** True when the text is a range and the version lies in it, as clients see that of members of a workspace. */
export function isWithin(range: string, version: string): boolean {
  return isRange(range) && satisfies(version, range, { loose: true });
}

/** True when a version is one that a range allows; a tag allows any. */
export function allows(range: string, version: string): boolean {
  return !isRange(range) || satisfies(version, range, { loose: true, includePrerelease: true });
}

/** True when `spec` asks for a range of versions, and the one that is locked for it is one outside of it. */
export function isOutsideRange(alias: string, spec: string, version: string): boolean {
  const asked = readSpec(alias, spec);
  if (asked === null || asked.range === version || allows(asked.range, version)) return false;
  return isExactVersion(version);
}
