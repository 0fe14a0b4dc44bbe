import { AssayError, canonicalJson, digestOf } from '@assay/model';
import { encodeUtf8 } from '../encoding/bytes.js';
import { parseStatement } from '../in-toto/statement.js';
import { deniedFeedPredicateType, type DeniedFeed } from './denied-feed.js';
import { deniedPredicate } from './denied-predicate.js';
import { parseDeniedFeed } from './parse-denied-feed.js';

/**
 * The exact bytes that are to be signed: an in-toto statement in RFC 8785 JSON, whose subject is the feed by the digest of its own
 * contents. Throws AssayError `ERR_USAGE` for a feed that {@link parseDeniedFeed} would not give back.
 */
export function renderDeniedFeed(feed: DeniedFeed): Uint8Array {
  const predicate = deniedPredicate(feed);
  const { value } = digestOf('sha256', canonicalJson(predicate));
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: feed.feed, digest: { sha256: value } }],
    predicateType: deniedFeedPredicateType,
    predicate,
  };
  const bytes = encodeUtf8(canonicalJson(statement));
  const read = parseStatement(bytes);
  const parsed = typeof read === 'string' ? { ok: false as const, detail: read } : parseDeniedFeed(read);
  if (parsed.ok) return bytes;
  throw new AssayError('ERR_USAGE', `the feed cannot be made: ${parsed.detail}`);
}
