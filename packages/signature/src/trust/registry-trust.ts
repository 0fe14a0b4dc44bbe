import { digestOf, originOf, type TrustDocument } from '@assay/model';
import type { RegistryKeys } from '../registry/registry-keys.js';
import type { RegistryTrust } from './trust.js';

/** A document of registry keys that could be read. */
export interface ReadKeys {
  readonly document: TrustDocument;
  readonly keys: RegistryKeys;
}

/** Later ones count where several speak for a registry: what somebody decided on purpose beats what came along. */
const strength: readonly TrustDocument['origin'][] = ['shipped', 'tuf', 'user', 'imported', 'policy'];

/**
 * Finds the keys for a registry: a document named after exactly this registry first (the policy's), then the strongest about its
 * origin, then the tool's own for the ecosystem's default registry.
 */
export function registryTrust(documents: readonly ReadKeys[], at: string): (registry: string) => RegistryTrust | null {
  const now = Date.parse(at);
  const byStrength = documents.toSorted((a, b) => strengthOf(b) - strengthOf(a));
  const known = new Map<string, RegistryTrust | null>();
  const find = (registry: string): RegistryTrust | null => {
    const origin = originOf(registry);
    if (origin === null) return null;
    const originSha256 = digestOf('sha256', origin).value;
    const own =
      byStrength.find(({ document }) => document.name === registry && isAbout(document, origin, originSha256)) ??
      byStrength.find(({ document }) => isAbout(document, origin, originSha256));
    const chosen = own ?? byStrength.find(({ document }) => isOfDefaultRegistry(document));
    const owner = chosen?.document.registry;
    if (chosen === undefined || owner === undefined) return null;
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

function isAbout({ registry }: TrustDocument, origin: string, originSha256: string): boolean {
  if (registry === undefined) return false;
  return 'origin' in registry ? registry.origin === origin : registry.originSha256 === originSha256;
}

/** Only the tool knows a registry by its hash. */
function isOfDefaultRegistry({ registry }: TrustDocument): boolean {
  return registry !== undefined && 'originSha256' in registry;
}

function isExpired({ expires }: TrustDocument, now: number): boolean {
  return expires !== undefined && Date.parse(expires) < now;
}
