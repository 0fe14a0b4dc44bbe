import { asText, type DocValue } from '@assay/documents';
import { withoutCredentials, type SubjectSource } from '@assay/model';
import { isSet } from './locked-pins.js';
import { isArchivePath, normalisePath } from './project-path.js';

/** What a lockfile's location of a package (`resolved`, `tarball`, a specifier) says. Never holds credentials. */
export type LockedSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'http'; readonly url: string; readonly hadCredentials: boolean }
  | { readonly kind: 'git'; readonly url: string; readonly commit?: string; readonly hadCredentials: boolean }
  | { readonly kind: 'archive'; readonly path: string }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'other'; readonly text: string };

const gitPrefixes: readonly string[] = ['git+', 'git:', 'ssh:', 'github:', 'gitlab:', 'bitbucket:', 'gist:'];

/** Reads the location; what JavaScript clients take for nothing is `none`, what they would look up anew is `other`. */
export function readSource(value: DocValue | undefined): LockedSource {
  if (!isSet(value)) return { kind: 'none' };
  const text = asText(value);
  if (text === undefined) return { kind: 'other', text: 'a value that is no text' };
  if (isGit(text)) return gitSource(text);
  const { url, hadCredentials } = withoutCredentials(text);
  if (isHttp(text)) return { kind: 'http', url, hadCredentials };
  if (isPath(text)) return pathSource(text);
  return { kind: 'other', text: url };
}

/** True for the specifiers that name an archive at a plain URL. */
export function isHttp(text: string): boolean {
  const start = text.slice(0, 8).toLowerCase();
  return start.startsWith('https:') || start.startsWith('http:');
}

/** The commit in a git location's fragment, if it is a full commit id. */
export function commitOf(text: string): string | undefined {
  const hash = text.indexOf('#');
  const fragment = hash < 0 ? '' : (text.slice(hash + 1).split('&', 1)[0] ?? '');
  return isCommit(fragment) ? fragment : undefined;
}

/** True for a full SHA-1 or SHA-256 commit id. */
export function isCommit(text: string): boolean {
  return (text.length === 40 || text.length === 64) && /^[0-9a-f]{1,64}$/.test(text);
}

function isGit(text: string): boolean {
  if (gitPrefixes.some((prefix) => text.startsWith(prefix))) return true;
  if (isHttp(text)) return (text.split(/[?#]/, 1)[0] ?? '').endsWith('.git');
  const at = text.indexOf('@');
  return at > 0 && !text.slice(0, at).includes(':') && !text.slice(0, at).includes('/') && text.includes(':', at);
}

function gitSource(text: string): LockedSource {
  const commit = commitOf(text);
  return { kind: 'git', ...withoutCredentials(text), ...(commit === undefined ? {} : { commit }) };
}

function isPath(text: string): boolean {
  return text.startsWith('file:') || text.startsWith('.') || text.startsWith('/') || /^[a-z]:[\\/]/i.test(text);
}

function pathSource(text: string): LockedSource {
  const path = normalisePath(text.startsWith('file:') ? text.slice('file:'.length) : text);
  return { kind: isArchivePath(path) ? 'archive' : 'directory', path };
}

/** A git source without what readers noted beside it. */
export function gitOf(source: Extract<LockedSource, { kind: 'git' }>): Extract<SubjectSource, { kind: 'git' }> {
  return { kind: 'git', url: source.url, ...(source.commit === undefined ? {} : { commit: source.commit }) };
}
