/** The origins that clients use when nobody configured another. */

import { digestOf } from './hash.js';
import { originOf } from './registry-url.js';
import type { EcosystemId } from './subject.js';

/**
 * SHA-256 (hex) of the origin (`https://` and host, no trailing slash) that is a client's built-in default. It is recognised by this
 * digest, so that trust in it comes from the tool and never from the lockfile that names it, and so that no host stands in the source as
 * something to fetch from.
 */
export const publicOriginDigests = {
  npm: '036b43b16792c643378e95923ed2f4cc78e800de141b764aeea70d47580396df',
  rubygems: '63ecb22b03941ff8baf8a8619360ad6cf498227dfc8ad32757bbbc16c589c6d9',
} as const satisfies Partial<Record<EcosystemId, string>>;

/** Likewise of Yarn: another name of npm's default, which it writes into lockfiles. */
const yarnOriginDigest = 'eebcf0cdf28f7ab85b2cc0cb42e07b627aa54ce2b60940685c20bf7b78c87382';

/** True when a URL's origin is the one that Yarn asks where no registry is configured, compared as {@link isPublicOrigin} does. */
export function isYarnOrigin(url: string): boolean {
  const origin = originOf(url);
  return origin !== null && digestOf('sha256', origin).value === yarnOriginDigest;
}

/**
 * True when a URL's origin is that of the ecosystem's built-in default. Scheme, host and port are compared whole (by digest), so neither
 * a look-alike host, nor another port, nor plain http is the default. False for anything that is no URL, and where no default is known.
 */
export function isPublicOrigin(ecosystem: EcosystemId, url: string): boolean {
  const known: Readonly<Partial<Record<EcosystemId, string>>> = publicOriginDigests;
  const origin = originOf(url);
  return origin !== null && digestOf('sha256', origin).value === known[ecosystem];
}
