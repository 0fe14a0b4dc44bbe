import type { JsonValue } from '@assay/model';
import type { DeniedFeed } from './denied-feed.js';

/** The predicate of a feed, as the digest of its subject covers it. */
export function deniedPredicate({ digests, publishers, purls, ...rest }: DeniedFeed): JsonValue {
  return {
    ...rest,
    digests: digests.map(({ digest: { alg, value }, reason, since }) => ({ alg, value, reason, since })),
    publishers: publishers.map((publisher) => ({ ...publisher })),
    purls: purls.map(({ pattern, reason }) => ({ pattern, reason })),
  };
}
