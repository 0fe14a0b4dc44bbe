/** Patterns over identities and builders that are about nobody in particular. */

import { isSharedMailDomain, tenantPartsOf } from './shared-hosts.js';

/**
 * True for a pattern whose wildcards leave open who it is: it must spell out a scheme and host (on servers that everybody may use, the
 * tenant's part of the path too), or, for e-mail addresses, all that stands behind the `@`; at a mail provider the whole address.
 */
export function isWidePattern(pattern: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return false;
  const authority = /^[a-z][a-z\d+.-]*:\/\/([^/]+)\/(.*)$/i.exec(pattern.slice(0, star));
  if (authority !== null) {
    const [, host = '', path = ''] = authority;
    const needed = tenantPartsOf(host);
    // What stands last is cut by the wildcard: it is no whole part.
    const tenant = path.split('/').slice(0, -1).slice(0, needed);
    return tenant.length < needed || tenant.includes('');
  }
  const domain = pattern.slice(pattern.lastIndexOf('@') + 1);
  const isAddress = !pattern.includes('://') && pattern.includes('@') && domain !== '';
  return !isAddress || domain.includes('*') || isSharedMailDomain(domain);
}

export const widePatternHint =
  'Spell out scheme and host before the first `*`, on servers that everybody may use (github.com, gitlab.com, buildkite.com …) also ' +
  'whose part of it is meant, as in https://github.com/acme/**; and e-mail addresses of mail providers in full.';
