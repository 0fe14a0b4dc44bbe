/** How a document of registry keys is called, and whose keys it says it holds. */

import { digestOf, originOf, type TrustDocument } from '@assay/model';
import { npmDefaultOriginSha256, npmKeysName } from './shipped/manifest.js';

/** True for a URL at the origin of npm's built-in default registry. */
export function isNpmDefault(registry: string): boolean {
  return digestOf('sha256', originOf(registry) ?? '').value === npmDefaultOriginSha256;
}

/**
 * For the registry at this http(s) URL. The keys of npm's built-in default take the place of those that ship, and its host is not
 * written down for them either.
 */
export function identityOfKeys(registry: string): Pick<TrustDocument, 'kind' | 'name' | 'registry'> {
  if (isNpmDefault(registry)) {
    return { kind: 'registry-keys', name: npmKeysName, registry: { originSha256: npmDefaultOriginSha256 } };
  }
  const { host, origin } = new URL(registry);
  return { kind: 'registry-keys', name: host, registry: { origin } };
}
