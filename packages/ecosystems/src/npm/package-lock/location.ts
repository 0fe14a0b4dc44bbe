import { isPackageName } from '../package-name.js';

/** What a key of `packages` stands for. */
export type Location =
  | { readonly kind: 'project' }
  /** A folder of (or beside) the project: a workspace member, the target of a link. */
  | { readonly kind: 'folder' }
  /** A package in the `node_modules` of `owner` (another key, or `''` for the project). */
  | { readonly kind: 'package'; readonly name: string; readonly owner: string }
  /** A key that npm never writes; `why` is one sentence. */
  | { readonly kind: 'hostile'; readonly why: string };

/** Far beyond what real projects have; it and the next keep the lookups of a crafted lockfile cheap. */
export const longestKey = 1024;
const mostSegments = 200;

/** A package at the top under a plain name, as nearly all keys of a large lockfile are: nothing in it has to be taken apart. */
const plainKey = /^node_modules\/(?:@[a-z0-9][a-z0-9._-]{0,99}\/)?[a-z0-9][a-z0-9._-]{0,99}$/;

/**
 * Reads a key of `packages`. Keys are paths, and npm resolves them as paths, so one like `node_modules/../../x` would be
 * installed outside the project; such keys are hostile (advisories of THREATS row 41). Only leading `..` of folders
 * beside the project are npm's own.
 */
export function parseLocation(key: string): Location {
  if (key === '') return { kind: 'project' };
  if (plainKey.test(key) && !key.endsWith('/node_modules')) {
    return { kind: 'package', name: key.slice('node_modules/'.length), owner: '' };
  }
  const why = hostility(key);
  if (why !== null) return { kind: 'hostile', why };
  const segments = key.split('/');
  const at = segments.lastIndexOf('node_modules');
  if (at < 0) return { kind: 'folder' };
  const name = segments.slice(at + 1).join('/');
  if (!isPackageName(name)) return { kind: 'hostile', why: 'The key does not end in a package name.' };
  return { kind: 'package', name, owner: segments.slice(0, at).join('/') };
}

/** The name npm derives from a folder: its last segment, with the scope before it. */
export function folderName(key: string): string {
  const segments = key.split('/');
  const last = segments.at(-1) ?? '';
  const scope = segments.at(-2) ?? '';
  return scope.startsWith('@') ? `${scope}/${last}` : last;
}

function hostility(key: string): string | null {
  if (key.length > longestKey) return `The key is longer than ${longestKey} characters.`;
  if (hasControl(key)) return 'The key holds control characters.';
  if (key.includes('\\')) return 'The key holds a backslash, which is a path separator on some systems.';
  if (key.startsWith('/') || key.charAt(1) === ':') return 'The key is an absolute path.';
  const segments = key.split('/');
  const inner = segments.slice(segments.findIndex((segment) => segment !== '..'));
  if (segments.every((segment) => segment === '..')) return null;
  if (inner.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    return 'The key is a path with empty or dot segments.';
  }
  return segments.length > mostSegments ? `The key has more than ${mostSegments} path segments.` : null;
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  }
  return false;
}
