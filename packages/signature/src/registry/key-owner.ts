import { digestOf, originOf, type KeyOwner } from '@assay/model';

/** True when a registry's URL, as an attestation states it, lies at the origin whose keys these are. */
export function isOriginOf(registry: string, owner: KeyOwner): boolean {
  const origin = originOf(registry);
  if (origin === null) return false;
  return 'origin' in owner ? origin === owner.origin : digestOf('sha256', origin).value === owner.originSha256;
}
