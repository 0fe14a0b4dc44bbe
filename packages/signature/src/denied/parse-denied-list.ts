import { DocMap, parseYaml } from '@assay/documents';
import { AssayError } from '@assay/model';
import { instantOf } from '../registry/instant.js';
import {
  deniedPublisherOf,
  deniedPurlOf,
  entriesOf,
  EntryRefusal,
  listedDigestOf,
  onlyMembers,
  sequenceOf,
  textOf,
  timeOf,
} from './denied-entries.js';
import type { DeniedFeed } from './denied-feed.js';

/** A list as people write it. */
export interface DeniedListSource {
  readonly bytes: Uint8Array;
  /** As the user named it. */
  readonly file: string;
  /** RFC 3339 UTC: when the feed is issued. */
  readonly issuedAt: string;
}

const maxBytes = 16 * 1024 * 1024;

/**
 * Reads a plain list in YAML or JSON (`feed`, `sequence`, `expires`, `digests`, `publishers`, `purls`) as the issue of a feed. Throws AssayError
 * `ERR_USAGE` with file and line for anything else.
 */
export function parseDeniedList({ bytes, file, issuedAt }: DeniedListSource): DeniedFeed {
  const refuse = (line: number, message: string) =>
    new AssayError('ERR_USAGE', message, { file, line, hint: 'See `assay help gate` for what a list looks like.' });
  const result = parseYaml(bytes, { maxBytes, maxDepth: 8, anchors: 'refuse', scalars: 'decimal' });
  if (!result.ok) throw refuse(result.problem.line ?? 1, result.problem.detail);
  const [document, ...others] = result.documents;
  if (!(document?.value instanceof DocMap) || others.length > 0)
    throw refuse(1, 'a list of what is denied is a mapping');
  try {
    const feed = listOf(document.value, issuedAt);
    if ((instantOf(feed.expires) ?? 0) > (instantOf(issuedAt) ?? Infinity)) return feed;
    throw refuse(document.value.lineOf('expires'), `the list would expire at ${feed.expires}, before it is issued`);
  } catch (error) {
    if (error instanceof EntryRefusal) throw refuse(error.line, error.message);
    throw error;
  }
}

function listOf(map: DocMap, issuedAt: string): DeniedFeed {
  onlyMembers(map, ['feed', 'sequence', 'expires', 'digests', 'publishers', 'purls']);
  return {
    feed: textOf(map, 'feed'),
    sequence: sequenceOf(map),
    issuedAt,
    expires: timeOf(map, 'expires'),
    digests: entriesOf(map, 'digests', listedDigestOf),
    publishers: entriesOf(map, 'publishers', deniedPublisherOf),
    purls: entriesOf(map, 'purls', (entry) => deniedPurlOf(entry, 'purl')),
  };
}
