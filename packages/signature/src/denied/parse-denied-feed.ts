import type { DocMap } from '@assay/documents';
import { canonicalJson, digestOf } from '@assay/model';
import type { Statement } from '../in-toto/statement.js';
import { refuse, type Refusal } from '../outcome.js';
import { instantOf } from '../registry/instant.js';
import { EntryRefusal, listsOf, onlyMembers, sequenceOf, textOf, timeOf } from './denied-entries.js';
import { deniedFeedPredicateType, type DeniedFeed } from './denied-feed.js';
import { deniedPredicate } from './denied-predicate.js';

/** A feed, or why a statement is none. */
export type ParsedDeniedFeed =
  { readonly ok: true; readonly feed: DeniedFeed } | Refusal<'denied-feed-other-type' | 'denied-feed-malformed'>;

/**
 * Reads a statement (whose signature the caller has verified) as an issue of a feed. A member that nobody knows is refused: what it denies
 * would be let through. Never throws.
 */
export function parseDeniedFeed({ statementType, predicateType, subjects, predicate }: Statement): ParsedDeniedFeed {
  if (statementType !== 'https://in-toto.io/Statement/v1' || predicateType !== deniedFeedPredicateType) {
    return refuse('denied-feed-other-type', `It is a ${predicateType} in a ${statementType}.`);
  }
  try {
    const feed = feedOf(predicate);
    const contradiction = contradictionIn(feed, subjects);
    return contradiction === null ? { ok: true, feed } : refuse('denied-feed-malformed', contradiction);
  } catch (error) {
    if (error instanceof EntryRefusal)
      return refuse('denied-feed-malformed', `Its entry is not one: ${error.message}.`);
    throw error;
  }
}

function feedOf(map: DocMap): DeniedFeed {
  onlyMembers(map, ['feed', 'sequence', 'issuedAt', 'expires', 'digests', 'publishers', 'purls']);
  return {
    feed: textOf(map, 'feed'),
    sequence: sequenceOf(map),
    issuedAt: timeOf(map, 'issuedAt'),
    expires: timeOf(map, 'expires'),
    ...listsOf(map),
  };
}

function contradictionIn(feed: DeniedFeed, [subject, ...others]: Statement['subjects']): string | null {
  if ((instantOf(feed.expires) ?? 0) <= (instantOf(feed.issuedAt) ?? Infinity))
    return 'It expires before it is issued.';
  const { value } = digestOf('sha256', canonicalJson(deniedPredicate(feed)));
  const isOwn =
    others.length === 0 && subject?.name === feed.feed && subject.digests.some((own) => own.value === value);
  return isOwn ? null : 'Its subject is not the feed by the digest of its contents.';
}
