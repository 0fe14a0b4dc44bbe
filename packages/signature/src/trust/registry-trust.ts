import { digestOf, originOf, pathUnder, type KeyOwner, type TrustDocument } from '@assay/model';
import type { RegistryKeys } from '../registry/registry-keys.js';
import type { RegistryTrust } from './trust.js';

/** A document of registry keys. */
export interface ReadKeys {
  readonly document: TrustDocument;
  /** Null when it cannot be used. */
  readonly keys: RegistryKeys | null;
}

/** Later ones count where several speak for a registry: what somebody decided on purpose beats what came along. */
const strength: readonly TrustDocument['origin'][] = ['shipped', 'tuf', 'user', 'imported', 'policy'];

/**
 * Finds the keys for a registry: the strongest document about it, of two equally strong ones that with the longer base; then the tool's own
 * for the ecosystem's default registry. A document that cannot be used is replaced by no other: it may be what revokes a key.
 */
export function registryTrust(documents: readonly ReadKeys[], at: string): (registry: string) => RegistryTrust | null {
  const now = Date.parse(at);
  const byStrength = documents.toSorted((a, b) => strengthOf(b) - strengthOf(a) || baseLength(b) - baseLength(a));
  const byDefault = keysOfDefaultRegistry(byStrength);
  const known = new Map<string, RegistryTrust | null>();
  const find = (registry: string): RegistryTrust | null => {
    const origin = originOf(registry);
    if (origin === null) return null;
    const asked = { registry, origin, originSha256: digestOf('sha256', origin).value };
    const own = byStrength.find(({ document }) => isAbout(document, asked));
    const chosen = own ?? byDefault;
    const owner = chosen?.document.registry;
    if (chosen === undefined || chosen.keys === null || owner === undefined) return null;
    const { document, keys } = chosen;
    return { keys, owner, name: document.name, own: own !== undefined, expired: isExpired(document, now) };
  };
  return (registry) => {
    const before = known.get(registry);
    if (before !== undefined) return before;
    const found = find(registry);
    known.set(registry, found);
    return found;
  };
}

function strengthOf({ document }: ReadKeys): number {
  return strength.indexOf(document.origin);
}

/** Zero for a document about a whole origin. */
function baseLength({ document: { registry } }: ReadKeys): number {
  return registry !== undefined && 'origin' in registry ? (registry.base?.length ?? 0) : 0;
}

interface AskedRegistry {
  readonly registry: string;
  readonly origin: string;
  readonly originSha256: string;
}

function isAbout({ registry: owner }: TrustDocument, asked: AskedRegistry): boolean {
  if (owner === undefined) return false;
  if ('originSha256' in owner) return owner.originSha256 === asked.originSha256;
  if (owner.base !== undefined) return pathUnder(owner.base, asked.registry) !== null;
  return owner.origin === asked.origin;
}

/** Only the tool knows a registry by its hash; whoever states keys for the same origin has the stronger word about them. */
function keysOfDefaultRegistry(byStrength: readonly ReadKeys[]): ReadKeys | undefined {
  const hashes = byStrength.flatMap(({ document: { registry } }) =>
    registry !== undefined && 'originSha256' in registry ? [registry.originSha256] : [],
  );
  return byStrength.find(({ document: { registry } }) => registry !== undefined && hashes.includes(hashOf(registry)));
}

function hashOf(owner: KeyOwner): string {
  return 'originSha256' in owner ? owner.originSha256 : digestOf('sha256', owner.origin).value;
}

function isExpired({ expires }: TrustDocument, now: number): boolean {
  return expires !== undefined && Date.parse(expires) < now;
}
