import { asMap, asText, type DocMap } from '@assay/documents';
import { isExactVersion } from '../exact-version.js';
import type { DependencyPath } from './dependency-path.js';

/** What stands between name and version in the keys of a lockfileVersion: `/name/version` in 5, `/name@version` in 6. */
export type OldSeparator = '/' | '@';

/**
 * Takes a key of `packages` of lockfileVersion 5 or 6 apart, together with its entry: `/name/1.0.0_peers` and `/name@1.0.0(peers)` are
 * of the registry that is configured for the name, `registry.example/name/1.0.0` of another, and everything else (archives at a URL,
 * repositories, folders) says its name in the entry. Null when neither names a package.
 */
export function parseOldPath(key: string, meta: DocMap | undefined, separator: OldSeparator): DependencyPath | null {
  const slash = key.startsWith('file:') ? -1 : key.indexOf('/');
  const release = slash < 0 ? null : releaseOf(key.slice(slash + 1), separator);
  const name = asText(meta?.get('name'));
  if (release === null) {
    if (slash === 0 || name === undefined || name === '') return null;
    return { name, reference: referenceOf(key, meta), isVersion: false };
  }
  const problem = releaseProblem(release, meta) ?? hostProblem(key.slice(0, slash), meta);
  return {
    name: release.name,
    reference: release.version,
    isVersion: true,
    ...(problem === null ? {} : { problem }),
  };
}

interface KeyRelease {
  readonly name: string;
  readonly version: string;
}

/** The name and exact version at a key's end, without what was added for peers and patches: neither `_` nor `(` stands in a version. */
function releaseOf(text: string, separator: OldSeparator): KeyRelease | null {
  const nameEnd = text.indexOf(separator, text.startsWith('@') ? scopeEnd(text) : 0);
  if (nameEnd <= 0) return null;
  const name = text.slice(0, nameEnd);
  const rest = text.slice(nameEnd + 1);
  const ends = [rest.indexOf('_'), separator === '@' ? rest.indexOf('(') : -1].filter((end) => end >= 0);
  const version = rest.slice(0, ends.length === 0 ? undefined : Math.min(...ends));
  return isExactVersion(version) && slashesIn(name) === (name.startsWith('@') ? 1 : 0) ? { name, version } : null;
}

/** Where the part after the scope begins. */
function scopeEnd(text: string): number {
  const slash = text.indexOf('/');
  return slash < 0 ? text.length : slash + 1;
}

function slashesIn(name: string): number {
  let slashes = 0;
  for (let at = name.indexOf('/'); at >= 0 && slashes < 2; at = name.indexOf('/', at + 1)) slashes++;
  return slashes;
}

/** pnpm takes the URL from the key and all else from the fields, so the two must not speak of different packages. */
function releaseProblem({ name, version }: KeyRelease, meta: DocMap | undefined): string | null {
  const [ownName, ownVersion] = [asText(meta?.get('name')), asText(meta?.get('version'))];
  const agree = (ownName ?? name) === name && (ownVersion ?? version) === version;
  return agree ? null : 'The key and the fields of the entry name different packages.';
}

/** pnpm writes the archive's URL beside every key that names a registry. Without, it would ask the registry that is configured. */
function hostProblem(host: string, meta: DocMap | undefined): string | null {
  const resolution = asMap(meta?.get('resolution'));
  if (host === '' || resolution === undefined || asText(resolution.get('tarball')) !== undefined) return null;
  return 'The key names a registry, but the entry no archive there.';
}

/** What stands for a version: the folder, the archive's URL, or the key, in which pnpm names repositories. */
function referenceOf(key: string, meta: DocMap | undefined): string {
  const resolution = asMap(meta?.get('resolution'));
  if (asText(resolution?.get('type')) === 'directory') return `file:${asText(resolution?.get('directory')) ?? ''}`;
  return asText(resolution?.get('tarball')) ?? withoutKeyCredentials(key);
}

/** The key that a dependency named `alias` refers to; null for links, which are folders. */
export function oldReferredKey(alias: string, reference: string, separator: OldSeparator): string | null {
  if (reference.startsWith('link:')) return null;
  if (reference.startsWith('file:')) return reference;
  const peers = separator === '@' ? reference.indexOf('(') : -1;
  const slash = reference.indexOf('/');
  return slash < 0 || (peers >= 0 && slash > peers) ? `/${alias}${separator}${reference}` : reference;
}

/** True when a key says that the package is patched after it was fetched. */
export function isPatchedKey(key: string): boolean {
  return key.includes('(patch_hash=');
}

/** A key made of a URL holds what the URL held, only `@` is in the place of its scheme: `@user:secret@host.example/a.tgz`. */
export function withoutKeyCredentials(key: string): string {
  const slash = key.indexOf('/');
  const at = key.startsWith('@') ? key.lastIndexOf('@', slash < 0 ? key.length : slash) : 0;
  return at > 0 ? `@${key.slice(at + 1)}` : key;
}
