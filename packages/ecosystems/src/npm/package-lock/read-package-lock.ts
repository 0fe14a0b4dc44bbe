import { asMap, DocMap, parseJson, type DocValue } from '@assay/documents';
import type { LockfileInput } from '@assay/model';
import { refused, unreadable, unsupported } from '../lockfile-error.js';

/** The parts of a package lock that are installed from. */
export interface PackageLockDocument {
  /** 0 when the file states none, as npm 4 and older wrote it. */
  readonly version: number;
  /** Null when there is only the section of npm 6 and older. */
  readonly packages: DocMap | null;
  /** The `dependencies` section that npm 6 and older install from; null when there is none. */
  readonly legacy: DocMap | null;
  /** Name and version of the project, as the file states them. */
  readonly identity: DocMap;
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
  return { version, packages: readPackages(input, root), legacy: readLegacy(input, root), identity: identityIn(root) };
}

/** No version, 0 and 1 are one to npm. */
function readVersion(input: LockfileInput, root: DocMap): number {
  const version = root.get('lockfileVersion');
  const line = root.lineOf('lockfileVersion');
  if (version === undefined) return 0;
  if (version === 0 || version === 1 || version === 2 || version === 3) return version;
  if (typeof version === 'number') {
    const hint = 'Use npm 11 or 12, or a newer Assay.';
    throw unsupported(input, `lockfileVersion ${version} is not read; versions 1 to 3 are.`, { line, hint });
  }
  throw unreadable(input, 'lockfileVersion is not a number.', { line, hint: regenerate });
}

/** Null for the old form, which npm 7 and later read wherever there is no `packages`, whatever version is stated. */
function readPackages(input: LockfileInput, root: DocMap): DocMap | null {
  const value = root.get('packages');
  const packages = asMap(value);
  const line = root.lineOf('packages');
  if (value === undefined && (root.has('dependencies') || root.get('lockfileVersion') === 1)) return null;
  if (packages === undefined) {
    const message = value === undefined ? 'The lockfile has no packages.' : 'packages is not a mapping.';
    throw unreadable(input, message, { line, hint: regenerate });
  }
  if (packages.size === 0 && isFilled(root.get('dependencies'))) {
    const message = 'packages is empty and dependencies is not: npm 6 installs what npm 7 and later do not see.';
    throw unsupported(input, message, { line, hint: regenerate });
  }
  refuseGarbage(input, packages);
  return packages;
}

function identityIn(root: DocMap): DocMap {
  const identity = new DocMap(root.line);
  for (const field of ['name', 'version']) {
    const value = root.get(field);
    if (value !== undefined) identity.set(field, value, root.lineOf(field));
  }
  return identity;
}

/** npm stops at the first entry that is no mapping. A few are reported one by one; a megabyte of them is no lockfile. */
function refuseGarbage(input: LockfileInput, section: DocMap): void {
  let left = mostGarbage;
  for (const [key, value] of section.entries()) {
    if (asMap(value) !== undefined || left-- > 0) continue;
    const message = `More than ${mostGarbage} entries are not mappings.`;
    throw unreadable(input, message, { line: section.lineOf(key), hint: regenerate });
  }
}

function isFilled(value: DocValue | undefined): boolean {
  return (asMap(value)?.size ?? 0) > 0;
}

function readLegacy(input: LockfileInput, root: DocMap): DocMap | null {
  const value = root.get('dependencies');
  if (value === undefined) return null;
  const legacy = asMap(value);
  if (legacy !== undefined) {
    refuseGarbage(input, legacy);
    return legacy;
  }
  throw unreadable(input, 'dependencies is not a mapping.', { line: root.lineOf('dependencies'), hint: regenerate });
}
