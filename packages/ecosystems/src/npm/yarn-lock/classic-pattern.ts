import { isHttp } from '../locked-source.js';

/** What a pattern asks for, once its name is taken off. */
export type ClassicRange =
  | { readonly kind: 'registry'; readonly name: string; readonly range: string }
  | { readonly kind: 'git' | 'url' }
  | { readonly kind: 'path'; readonly path: string; readonly isLink: boolean };

/** A key of a lockfile of Yarn 1: a name, and what somebody asks for under it. */
export interface ClassicPattern {
  /** The key as it stands: dependents find it by this very text. */
  readonly text: string;
  /** The name it is installed as. */
  readonly name: string;
  readonly asks: ClassicRange;
}

/** Reads `name@range`. Without a range it is the newest version that is asked for. */
export function parsePattern(text: string): ClassicPattern {
  const at = text.indexOf('@', 1);
  const name = at < 0 ? text : text.slice(0, at);
  return { text, name, asks: readRange(name, at < 0 ? '' : text.slice(at + 1)) };
}

function readRange(name: string, range: string): ClassicRange {
  if (range.startsWith('npm:')) return aliasTarget(range.slice('npm:'.length));
  const prefix = pathPrefixes.find((candidate) => range.startsWith(candidate));
  if (prefix !== undefined) return { kind: 'path', path: range.slice(prefix.length), isLink: prefix === 'link:' };
  // `~1.2` is a range, whatever it begins like.
  if (/^(?:[./]|~\/|[a-zA-Z]:[\\/])/.test(range)) return { kind: 'path', path: range, isLink: false };
  if (isGitRange(range)) return { kind: 'git' };
  if (isHttp(range)) return { kind: 'url' };
  // `owner/repository` is one on GitHub; no range and no tag has a slash.
  return range.includes('/') || range.includes(':') ? { kind: 'git' } : { kind: 'registry', name, range };
}

const pathPrefixes: readonly string[] = ['file:', 'link:'];

/** `npm:name@range` and `npm:name`. */
function aliasTarget(target: string): ClassicRange {
  const at = target.indexOf('@', 1);
  const [name, range] = at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
  return { kind: 'registry', name, range };
}

const gitPrefixes: readonly string[] = ['git+', 'git:', 'git@', 'ssh:', 'github:', 'gitlab:', 'bitbucket:', 'gist:'];

/** Hosts on which Yarn 1 takes a URL of owner and repository for the repository. */
const gitHosts: ReadonlySet<string> = new Set(['github.com', 'gitlab.com', 'bitbucket.com', 'bitbucket.org']);

function isGitRange(range: string): boolean {
  if (gitPrefixes.some((prefix) => range.startsWith(prefix))) return true;
  if (!isHttp(range) || !URL.canParse(range)) return false;
  const { hostname, pathname } = new URL(range);
  const segments = pathname.split('/').filter((segment) => segment !== '');
  return pathname.endsWith('.git') || (gitHosts.has(hostname) && segments.length === 2);
}
