import { isPackageName } from '../package-name.js';

/** A key of `packages`: the folder that a package lies in, as the names that lead there. */
export interface PackagePath {
  /** The name under which the package is installed. */
  readonly name: string;
  /** The key of the package in whose `node_modules` it lies; `''` for the project's own. */
  readonly owner: string;
}

/** Far beyond what real projects have; both keep the lookups of a crafted lockfile cheap. */
const longestKey = 1024;
const mostNames = 64;

/** Takes `a/@scope/b` apart, which lies in the `node_modules` of `a`; a text says why the key is none that bun writes. */
export function parsePackagePath(key: string): PackagePath | string {
  if (key.length > longestKey) return `The key is longer than ${longestKey} characters.`;
  const ends = nameEnds(key);
  if (ends === null) return 'The key is not a path of package names.';
  if (ends.length > mostNames) return `The key has more than ${mostNames} names.`;
  const owner = key.slice(0, ends.at(-2) ?? 0);
  return { owner, name: key.slice(owner === '' ? 0 : owner.length + 1) };
}

/** The keys of the packages around one, nearest first, then `''`: where node looks for what the package asks for. */
export function lookupOwners(key: string): readonly string[] {
  const owners = (nameEnds(key) ?? []).map((end) => key.slice(0, end)).reverse();
  return [...owners, ''];
}

/** Offsets at which the names of a key end; null when one of them is no package name. */
function nameEnds(key: string): readonly number[] | null {
  const ends: number[] = [];
  for (let start = 0; start <= key.length; start = (ends.at(-1) ?? 0) + 1) {
    const end = nameEnd(key, start);
    if (!isPackageName(key.slice(start, end))) return null;
    ends.push(end);
  }
  return ends;
}

/** A scope and the name after it are one name. */
function nameEnd(key: string, start: number): number {
  const slash = endOfPart(key, start);
  return key.charAt(start) === '@' && slash < key.length ? endOfPart(key, slash + 1) : slash;
}

function endOfPart(key: string, start: number): number {
  const slash = key.indexOf('/', start);
  return slash < 0 ? key.length : slash;
}
