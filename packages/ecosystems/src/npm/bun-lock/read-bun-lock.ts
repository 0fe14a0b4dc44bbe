import { asMap, parseJson, type DocMap } from '@assay/documents';
import type { LockfileInput } from '@assay/model';
import { refused, unreadable, unsupported } from '../lockfile-error.js';

/** The parts of a bun.lock that are installed from. */
export interface BunLockDocument {
  readonly version: number;
  readonly root: DocMap;
  /** Projects by folder; the project itself is `''`. */
  readonly workspaces: DocMap;
  readonly packages: DocMap | undefined;
}

/** Room for far more than 100,000 packages. */
const maxBytes = 256 * 1024 * 1024;

const regenerate = 'Write it anew with bun: bun install --lockfile-only';

/**
 * Reads the outer structure as bun does, trailing commas and comments included, or throws AssayError `ERR_LOCKFILE` or
 * `ERR_LOCKFILE_UNSUPPORTED`. What else bun's reader lets through (single quotes, text after the end, hexadecimal numbers) bun never
 * writes, and nothing here reads it.
 */
export function readBunLock(input: LockfileInput): BunLockDocument {
  const result = parseJson(input.bytes, { maxBytes, bom: 'accept', trailingCommas: 'accept', comments: 'accept' });
  if (!result.ok) throw refused(input, result.problem);
  const root = asMap(result.document.value);
  if (root === undefined) throw unreadable(input, 'The lockfile is not a JSON object.', { line: 1, hint: regenerate });
  const version = readVersion(input, root);
  return { version, root, workspaces: readWorkspaces(input, root), packages: readPackages(input, root) };
}

/** bun refuses a file without the project itself, or with a member that is no mapping. */
function readWorkspaces(input: LockfileInput, root: DocMap): DocMap {
  const workspaces = section(input, root, 'workspaces');
  if (workspaces?.has('') !== true) {
    const line = root.lineOf('workspaces');
    throw unreadable(input, 'workspaces does not hold the project itself.', { line, hint: regenerate });
  }
  for (const [path, value] of workspaces.entries()) {
    if (asMap(value) !== undefined) continue;
    const line = workspaces.lineOf(path);
    throw unreadable(input, 'An entry of workspaces is not a mapping.', { line, hint: regenerate });
  }
  return workspaces;
}

function readVersion(input: LockfileInput, root: DocMap): number {
  const version = root.get('lockfileVersion');
  const line = root.lineOf('lockfileVersion');
  if (typeof version !== 'number')
    throw unreadable(input, 'lockfileVersion is not a number.', { line, hint: regenerate });
  if (version === 0 || version === 1 || version === 2 || version === 3) return version;
  const hint = 'Use bun 1.4, or a newer Assay.';
  throw unsupported(input, `lockfileVersion ${version} is not read; versions 0 to 3 are.`, { line, hint });
}

/** A row that is no list makes bun refuse the whole file. */
function readPackages(input: LockfileInput, root: DocMap): DocMap | undefined {
  const packages = section(input, root, 'packages');
  for (const [key, value] of packages?.entries() ?? []) {
    if (Array.isArray(value)) continue;
    const line = packages?.lineOf(key) ?? 1;
    throw unreadable(input, 'An entry of packages is not a list.', { line, hint: regenerate });
  }
  return packages;
}

function section(input: LockfileInput, root: DocMap, name: string): DocMap | undefined {
  const value = root.get(name);
  const map = asMap(value);
  if (value === undefined || map !== undefined) return map;
  throw unreadable(input, `${name} is not a mapping.`, { line: root.lineOf(name), hint: regenerate });
}
