/** Patterns over identities and builders that are about nobody in particular. */

/** Servers on which everybody may open a repository: a host says nothing, an owner does. */
const sharedHosts: ReadonlySet<string> = new Set(['github.com', 'gitlab.com']);

/**
 * True for a pattern whose wildcards leave open who it is: it must spell out a scheme and host (on servers that everybody may use, the
 * owner too), or, for e-mail addresses, all that stands behind the `@`.
 */
export function isWidePattern(pattern: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return false;
  const authority = /^[a-z][a-z\d+.-]*:\/\/([^/]+)\/(.*)$/i.exec(pattern.slice(0, star));
  if (authority !== null) {
    const [, host = '', path = ''] = authority;
    return sharedHosts.has(host.toLowerCase()) && !/^[^/]+\//.test(path);
  }
  const domain = pattern.slice(pattern.lastIndexOf('@') + 1);
  return pattern.includes('://') || !pattern.includes('@') || domain.includes('*') || domain === '';
}

export const widePatternHint =
  'Spell out scheme and host before the first `*`, and on github.com and gitlab.com the owner, as in https://github.com/acme/**.';
