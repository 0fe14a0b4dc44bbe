import { commitOf, isHttp, readSource } from '../locked-source.js';
import { isRange, readSpec } from '../manifest-claims/dependency-spec.js';
import { askedFolder } from '../package-lock/asked-folder.js';
import { repositoryOf } from './repository-of.js';

/** What a specifier in a manifest asks for. */
export type AskedSource =
  | { readonly kind: 'range'; readonly name: string; readonly range: string }
  | { readonly kind: 'tag'; readonly name: string; readonly tag: string }
  | { readonly kind: 'git'; readonly repository: string | null; readonly commit?: string }
  | { readonly kind: 'url'; readonly url: string }
  /** Seen from the project. */
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'workspace' }
  | { readonly kind: 'other' };

/** Longer ones are no requirement that anybody wrote; what compares them takes time in proportion to their length at least. */
const longest = 1024;

/** Reads the specifier that stands beside `alias` in the manifest of the project in `folder`. */
export function askedSource(alias: string, spec: string, folder: string): AskedSource {
  const text = spec.trim();
  if (text.length > longest) return { kind: 'other' };
  if (text.startsWith('workspace:')) return { kind: 'workspace' };
  // First of all: `~1.2` begins like a path.
  if (isAny(text) || isRange(text)) return { kind: 'range', name: alias, range: text };
  if (isShortcut(text)) return gitSource(text);
  const source = readSource(text);
  if (source.kind === 'git') return gitSource(text);
  if (isHttp(text)) return { kind: 'url', url: withoutFragment(source.kind === 'http' ? source.url : text) };
  const path = askedFolder(withoutLink(text), folder === '.' ? '' : folder);
  if (path !== null) return { kind: 'path', path };
  const asked = readSpec(alias, text);
  if (asked === null) return { kind: 'other' };
  const { name, range } = asked;
  return isAny(range) || isRange(range) ? { kind: 'range', name, range } : { kind: 'tag', name, tag: range };
}

/** `owner/repository`, with or without a branch: neither a path nor a scoped name. */
function isShortcut(text: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,100}\/[\w.-]{1,100}(?:#|$)/.test(text);
}

function gitSource(text: string): AskedSource {
  const commit = commitOf(text);
  return { kind: 'git', repository: repositoryOf(text), ...(commit === undefined ? {} : { commit }) };
}

/** pnpm and Yarn write folders that are linked so. */
function withoutLink(text: string): string {
  const prefix = ['link:', 'portal:'].find((one) => text.startsWith(one));
  return prefix === undefined ? text : `file:${text.slice(prefix.length)}`;
}

/** A URL without its fragment, in which some clients keep a digest. */
export function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? url : url.slice(0, hash);
}

/** True for the ranges that npm takes for any version, prereleases too. */
export function isAny(range: string): boolean {
  return range === '' || range === '*' || range === 'x';
}
