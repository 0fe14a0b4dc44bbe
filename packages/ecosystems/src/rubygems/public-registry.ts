import { digestOf, originOf } from '@assay/model';

/**
 * SHA-256 (hex) of the origin (`https://` and host, no trailing slash) of the source that RubyGems and Bundler use when nobody
 * configured another. The clients' built-in default is recognised by this digest, so that trust in it comes from the tool and
 * never from the lockfile that names it, and so that no host stands in the source as something to fetch from.
 */
export const publicRegistryOriginDigest = '63ecb22b03941ff8baf8a8619360ad6cf498227dfc8ad32757bbbc16c589c6d9';

/**
 * True when a URL's origin is that of the RubyGems clients' built-in default. Scheme, host and port are compared whole (by
 * digest), so neither a look-alike host, nor another port, nor plain http is the default. False for anything that is no URL.
 */
export function isPublicRegistry(url: string): boolean {
  const origin = originOf(url);
  return origin !== null && digestOf('sha256', origin).value === publicRegistryOriginDigest;
}
