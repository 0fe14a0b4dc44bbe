import { asMap, parseJson, type DocMap, type DocValue } from '@assay/documents';
import type { LockfileInput } from '@assay/model';
import { refused, unreadable, unsupported } from '../lockfile-error.js';

/** The parts of a package lock that are installed from. */
export interface PackageLockDocument {
  readonly version: number;
  readonly packages: DocMap;
  /** The `dependencies` section that npm 6 and older install from; null when there is none. */
  readonly legacy: DocMap | null;
}

/** Room for far more than 100,000 packages. */
const maxBytes = 256 * 1024 * 1024;

/** Each level of nesting in `dependencies` is two levels of JSON. */
const maxDepth = 400;

const mostGarbage = 100;

const regenerate = 'Write it anew with npm 7 or later: npm install --package-lock-only';

/** Reads the outer structure, or throws AssayError `ERR_LOCKFILE` or `ERR_LOCKFILE_UNSUPPORTED`. */
export function readPackageLock(input: LockfileInput): PackageLockDocument {
  const result = parseJson(input.bytes, { maxBytes, maxDepth, bom: 'accept' });
  if (!result.ok) throw refused(input, result.problem);
  const root = asMap(result.document.value);
  if (root === undefined) throw unreadable(input, 'The lockfile is not a JSON object.', { line: 1 });
  const version = readVersion(input, root);
  return { version, packages: readPackages(input, root), legacy: readLegacy(input, root) };
}

function readVersion(input: LockfileInput, root: DocMap): number {
  const version = root.get('lockfileVersion');
  const line = root.lineOf('lockfileVersion');
  if (version === 2 || version === 3) return version;
  if (version === undefined || version === 1 || version === 0) {
    const stated = version === undefined ? 'no lockfileVersion' : `lockfileVersion ${version}`;
    throw unsupported(input, `The lockfile has ${stated}; versions 2 and 3 are read.`, { line, hint: regenerate });
  }
  if (typeof version === 'number') {
    const hint = 'Use npm 11 or 12, or a newer Assay.';
    throw unsupported(input, `lockfileVersion ${version} is not read; versions 2 and 3 are.`, { line, hint });
  }
  throw unreadable(input, 'lockfileVersion is not a number.', { line, hint: regenerate });
}

function readPackages(input: LockfileInput, root: DocMap): DocMap {
  const value = root.get('packages');
  const packages = asMap(value);
  const line = root.lineOf('packages');
  if (value !== undefined && packages === undefined) {
    throw unreadable(input, 'packages is not a mapping.', { line, hint: regenerate });
  }
  if ((packages === undefined || packages.size === 0) && isFilled(root.get('dependencies'))) {
    const message = 'The lockfile has a dependencies section only, as npm 6 reads it, and no packages.';
    throw unsupported(input, message, { line, hint: regenerate });
  }
  if (packages === undefined) throw unreadable(input, 'The lockfile has no packages.', { line, hint: regenerate });
  refuseGarbage(input, packages);
  return packages;
}

/** npm stops at the first entry that is no mapping. A few are reported one by one; a megabyte of them is no lockfile. */
function refuseGarbage(input: LockfileInput, packages: DocMap): void {
  let left = mostGarbage;
  for (const [key, value] of packages.entries()) {
    if (asMap(value) !== undefined || left-- > 0) continue;
    const message = `More than ${mostGarbage} entries of packages are not mappings.`;
    throw unreadable(input, message, { line: packages.lineOf(key), hint: regenerate });
  }
}

function isFilled(value: DocValue | undefined): boolean {
  return (asMap(value)?.size ?? 0) > 0;
}

function readLegacy(input: LockfileInput, root: DocMap): DocMap | null {
  const value = root.get('dependencies');
  if (value === undefined) return null;
  const legacy = asMap(value);
  if (legacy !== undefined) return legacy;
  throw unreadable(input, 'dependencies is not a mapping.', { line: root.lineOf('dependencies'), hint: regenerate });
}
