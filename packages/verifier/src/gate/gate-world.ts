/** What a decision rests on, read once for all artefacts. */

import { AssayError } from '@assay/model';
import { readTime } from '../read-time.js';
import { digestFiles, readWholeFiles, type DigestedFile } from './belonging-files.js';
import { judgeFeed, readFeedDocument, type FeedAtHand, type FeedFetch } from './denied-feed-at-hand.js';
import type { GateOptions } from './gate-options.js';
import { readGateTerms, type GateTerms } from './gate-rules-of.js';
import { readGateMemory, type GateMemory } from './gate-state.js';
import type { RunFiles } from './run-components.js';
import { createStatementOpener, type StatementOpener } from './statement-opener.js';
import { readSummaryFiles, type PlacedLine } from './summary-files.js';

/** Everything that the decision rests on, read once. */
export interface GateWorld extends RunFiles {
  readonly terms: GateTerms;
  readonly lines: readonly PlacedLine[];
  readonly opener: StatementOpener;
  readonly memory: GateMemory | null;
  readonly feed: FeedAtHand;
  readonly evidence: readonly DigestedFile[];
  readonly at: string;
}

/** Reads it. Opens no socket but for the feed. Throws AssayError as `decideGate` does. */
export async function readGateWorld(options: GateOptions): Promise<GateWorld> {
  if (options.artifacts.length === 0) throw new AssayError('ERR_USAGE', 'no artefact was named');
  const { env = process.env, trustedRoot } = options;
  const at = readTime(options.at);
  const terms = await readGateTerms(options.policy);
  const lines = await readSummaryFiles(options.summaries);
  const document = await readFeedDocument(options, terms, lazyFetch(env));
  const feedLine = document !== null && 'line' in document ? [document.line] : [];
  const place = { env, at, ...(trustedRoot === undefined ? {} : { trustedRoot }) };
  const opener = await createStatementOpener([...lines, ...feedLine], place);
  const memory = options.state === undefined ? null : await readGateMemory(options.state);
  return {
    terms,
    lines,
    opener,
    memory,
    feed: judgeFeed(document, { opener, terms, memory, at }),
    sboms: await readWholeFiles(options.sboms ?? [], 'bill of materials'),
    reports: await readWholeFiles(options.reports ?? [], 'report'),
    evidence: await digestFiles(options.evidence ?? []),
    at,
  };
}

function lazyFetch(env: Readonly<Record<string, string | undefined>>): FeedFetch {
  return async (url) => (await import('./fetch-feed.js')).feedFetch(env)(url);
}
