/** URLs that manifests name: what may be shown, and how it is written. */

import { withoutCredentials } from '@assay/model';

const longest = 2048;

const protocols: ReadonlySet<string> = new Set(
  ['http', 'https', 'git', 'ssh', 'git+http', 'git+https', 'git+ssh'].map((scheme) => `${scheme}:`),
);

/** What no URI holds unescaped (RFC 3986, section 2), but for letters of other scripts, which IRIs hold. */
const forbidden = /[\s\p{Cc}"<>\\^`{|}]|%(?![0-9a-f]{2})/iu;

const hosts: ReadonlyMap<string, string> = new Map([
  ['github', 'github.com'],
  ['gitlab', 'gitlab.com'],
  ['bitbucket', 'bitbucket.org'],
]);

/**
 * An absolute URL of the web or of a repository as it was stated, without credentials; null for anything else: paths, scripts,
 * `mailto:`, texts that are no URI, and what is longer than 2,048 characters. `git@host:a/b` is written out as `ssh://git@host/a/b`.
 */
export function publicUrl(text: string): string | null {
  if (text.length > longest) return null;
  const stated = writtenOut(text.trim());
  if (forbidden.test(stated) || !stated.isWellFormed()) return null;
  const { url } = withoutCredentials(stated);
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.host === '' || !protocols.has(parsed.protocol) || parsed.password !== '') return null;
  return /[[\]]|#.*#/.test(`${parsed.pathname}${parsed.search}${parsed.hash}`) ? null : url;
}

/** A repository as manifests state it: a URL, or npm's short form `[github:]owner/name`. Null as {@link publicUrl}. */
export function repositoryUrl(text: string): string | null {
  if (text.length > longest) return null;
  const short = /^(?:(github|gitlab|bitbucket):)?([\w.-]+)\/([\w.-]+)(#[\w./-]+)?$/.exec(text.trim());
  if (short === null) return publicUrl(text);
  const [, site = 'github', owner = '', name = '', ref = ''] = short;
  if (owner.startsWith('.')) return null;
  const bare = name.endsWith('.git') ? name.slice(0, -'.git'.length) : name;
  return publicUrl(`git+https://${hosts.get(site) ?? ''}/${owner}/${bare}.git${ref}`);
}

/** git's own short form, and the one with `ssh:` before it, in which a colon stands before the path. */
function writtenOut(text: string): string {
  const short = /^([\w.-]+@[\w.-]+):(?!\/)(.+)$/.exec(text);
  if (short !== null) return `ssh://${short[1] ?? ''}/${short[2] ?? ''}`;
  const colon = /^((?:git\+)?ssh:\/\/[\w.-]+@[\w.-]+):([a-z_~].*)$/i.exec(text);
  return colon === null ? text : `${colon[1] ?? ''}/${colon[2] ?? ''}`;
}
