import { digestOf, originOf, pathUnder, type KeyOwner } from '@assay/model';

/**
 * True when a registry's URL, as an attestation states it, is the one whose keys these are: its bare origin, as npm writes it, or a URL at
 * that origin; where the keys are those of one registry among several of a server, a URL under that registry's.
 */
export function isOriginOf(registry: string, owner: KeyOwner): boolean {
  const origin = originOf(registry);
  if (origin === null) return false;
  const base = 'origin' in owner ? owner.base : undefined;
  if (base !== undefined && ![origin, `${origin}/`].includes(registry) && pathUnder(base, `${registry}/`) === null)
    return false;
  return 'origin' in owner ? origin === owner.origin : digestOf('sha256', origin).value === owner.originSha256;
}
