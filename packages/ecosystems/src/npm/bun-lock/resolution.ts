import { isArchivePath, normalisePath } from '../project-path.js';
import { normaliseVersion } from '../package-version.js';
import { readSource, type LockedSource } from '../locked-source.js';

/** What the first part of a row, `name@resolution`, locks a package to. */
export type BunResolution =
  | { readonly kind: 'release'; readonly version: string }
  | { readonly kind: 'member'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'project' }
  /** A package that the machine's user linked into bun's own store. */
  | { readonly kind: 'linked'; readonly name: string }
  | { readonly kind: 'located'; readonly source: Extract<LockedSource, { kind: 'http' | 'git' | 'archive' }> }
  | { readonly kind: 'unknown'; readonly text: string };

/** Name and resolution of a row. */
export interface NamedResolution {
  readonly name: string;
  readonly resolution: BunResolution;
}

/** Takes `name@resolution` apart, in the order in which bun asks what it is. */
export function parseResolution(text: string): NamedResolution {
  const at = text.startsWith('@root:') ? 0 : text.indexOf('@', 1);
  if (at < 0) return { name: text, resolution: { kind: 'unknown', text } };
  return { name: text.slice(0, at), resolution: readResolution(text.slice(at + 1)) };
}

function readResolution(text: string): BunResolution {
  if (text.startsWith('root:')) return { kind: 'project' };
  if (text.startsWith('link:')) return { kind: 'linked', name: text.slice('link:'.length) };
  if (text.startsWith('workspace:')) return { kind: 'member', path: normalisePath(text.slice('workspace:'.length)) };
  if (text.startsWith('file:')) return { kind: 'folder', path: normalisePath(text.slice('file:'.length)) };
  const source = readSource(text);
  if (source.kind === 'git' || source.kind === 'http') return { kind: 'located', source };
  if (normaliseVersion(text) !== null) return { kind: 'release', version: text };
  if (!text.includes(':') && isArchivePath(text)) {
    return { kind: 'located', source: { kind: 'archive', path: normalisePath(text) } };
  }
  return { kind: 'unknown', text };
}
