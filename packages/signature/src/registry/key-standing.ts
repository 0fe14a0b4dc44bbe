import type { CompiledKey } from './compiled-keys.js';

/**
 * What a signature by a key counts for at a time, best first. A signature states no time of its own; it was made after the version
 * was published and before now.
 *
 * - `current`: the key may sign now.
 * - `ended-after-publishing`: the key has ended, and the version was published before that, the registry says.
 * - `publish-time-missing`: the key has ended, and nobody says when the version was published.
 * - `not-begun`: the key may not sign yet.
 * - `ended-before-publishing`: the key cannot have signed this version while it was valid.
 * - `revoked`: whatever the time.
 */
export type KeyStanding =
  'current' | 'ended-after-publishing' | 'publish-time-missing' | 'not-begun' | 'ended-before-publishing' | 'revoked';

/** All standings, best first. */
export const standings: readonly KeyStanding[] = [
  'current',
  'ended-after-publishing',
  'publish-time-missing',
  'not-begun',
  'ended-before-publishing',
  'revoked',
];

/**
 * A key's standing. Milliseconds since 1970; `publishedAt` is null when unknown. The key's start is compared with now and not with
 * the publish time: registries sign old versions again with new keys (npm's first signed everything since 1999 in 2022).
 */
export function keyStanding(key: CompiledKey, at: number, publishedAt: number | null): KeyStanding {
  if (key.revoked) return 'revoked';
  if (at < key.from) return 'not-begun';
  if (at < key.until) return 'current';
  if (publishedAt === null) return 'publish-time-missing';
  return publishedAt < key.until ? 'ended-after-publishing' : 'ended-before-publishing';
}
