/** The feed of what is denied: from a file, or from the address that the policy names. */

import { readBoundedFile } from '@assay/acquire';
import { AssayError } from '@assay/model';
import type { DeniedFeedRules } from '@assay/policy';
import {
  attestationCodeInfo,
  deniedFeedPredicateType,
  parseDeniedFeed,
  parseStatementLines,
  type DeniedFeed,
  type StatementLine,
} from '@assay/signature';
import { answer, type Answer } from './condition.js';
import type { GateTerms } from './gate-rules-of.js';
import type { GateMemory } from './gate-state.js';
import type { GateOptions } from './gate-options.js';
import { instant, spanText } from './instant.js';
import type { StatementOpener } from './statement-opener.js';

/** A document that should be a feed, not verified; or why there is none. */
export type FeedDocument = { readonly line: StatementLine } | { readonly answer: Answer };

/** The feed, where it may be relied on, and what is to be said of it. */
export interface FeedAtHand {
  readonly answer: Answer;
  readonly feed: DeniedFeed | null;
}

const maxBytes = 16 * 1024 * 1024;

/** Fetches the feed. A port, so that whoever gates may have a mirror. */
export type FeedFetch = (url: string) => Promise<{ readonly bytes: Uint8Array } | { readonly problem: string }>;

/**
 * Reads the feed that is asked for; null where none is. Throws AssayError `ERR_USAGE` for a file that cannot be read, and for one whose signers
 * the policy does not name.
 */
export async function readFeedDocument(
  { denied: file, offline }: Pick<GateOptions, 'denied' | 'offline'>,
  { rules: { denied } }: GateTerms,
  fetch: FeedFetch,
): Promise<FeedDocument | null> {
  if (denied === undefined) {
    if (file === undefined) return null;
    const hint = 'Write them under `gate.denied.signers`: a feed does not say itself who may sign it.';
    throw new AssayError('ERR_USAGE', 'the policy names nobody who may sign a feed', { file, hint });
  }
  if (file !== undefined) return only(await readBoundedFile(file, { maxBytes, code: 'ERR_USAGE', what: 'feed' }));
  if (denied.url === undefined) return { answer: answer('denied-feed-missing') };
  if (offline === true) return { answer: answer('denied-feed-missing', 'None is fetched offline.') };
  const fetched = await fetch(denied.url);
  return 'bytes' in fetched ? only(fetched.bytes) : { answer: answer('denied-feed-unreachable', fetched.problem) };
}

function only(bytes: Uint8Array): FeedDocument {
  const [line, ...others] = parseStatementLines(bytes);
  if (line === undefined) return { answer: answer('denied-feed-unreadable', 'There is nothing in it.') };
  return others.length === 0
    ? { line }
    : { answer: answer('denied-feed-unreadable', `It has ${String(others.length + 1)} lines, not one.`) };
}

/** What the feed is judged with. */
export interface FeedContext {
  readonly opener: StatementOpener;
  readonly terms: GateTerms;
  readonly memory: GateMemory | null;
  readonly at: string;
}

/** Verifies the feed, and whether it is still one to rely on. */
export function judgeFeed(document: FeedDocument | null, context: FeedContext): FeedAtHand {
  const { denied } = context.terms.rules;
  if (document === null || denied === undefined) return { answer: answer('denied-not-asked'), feed: null };
  if ('answer' in document) return { answer: document.answer, feed: null };
  const { line } = document;
  if (line.form === 'unreadable') return { answer: answer('denied-feed-unreadable', line.problem), feed: null };
  const opened = openFeed(line, denied, context);
  if ('code' in opened) return { answer: opened, feed: null };
  const problem =
    nameProblem(opened, denied) ?? timeProblem(opened, denied, context) ?? rollback(opened, context.memory);
  if (problem !== null) return { answer: problem, feed: null };
  const { feed, sequence, issuedAt } = opened;
  return { answer: answer('denied-feed-current', `${feed}, issue ${String(sequence)} of ${issuedAt}.`), feed: opened };
}

type Signed = Exclude<StatementLine, { readonly form: 'unreadable' }>;

/** The subject of a feed is its own contents: whether they have that digest is asked once the signature holds. */
function openFeed(line: Signed, { signers }: DeniedFeedRules, { opener, at }: FeedContext): DeniedFeed | Answer {
  const { predicateType, subjects } = line.claim;
  if (predicateType !== deniedFeedPredicateType) return answer('denied-feed-unreadable', `It is a ${predicateType}.`);
  const opened = opener.open(line, { digests: subjects[0]?.digests ?? [], signers, at });
  if (!opened.ok) {
    const isOpen = opened.code !== 'envelope-key-missing' && attestationCodeInfo(opened.code).outcome === 'unknown';
    return answer(
      isOpen ? 'denied-feed-signature-unknown' : 'denied-feed-signature-invalid',
      `${opened.code}: ${opened.detail}`,
    );
  }
  if (opened.refused !== null) return answer('denied-feed-signer-not-accepted', opened.refused.detail);
  const parsed = parseDeniedFeed(opened.statement);
  return parsed.ok ? parsed.feed : answer('denied-feed-malformed', parsed.detail);
}

function nameProblem({ feed }: DeniedFeed, { feed: asked }: DeniedFeedRules): Answer | null {
  if (asked === undefined || asked === feed) return null;
  return answer('denied-feed-other', `It is ${feed}, asked is ${asked}.`);
}

function timeProblem(
  { issuedAt, expires }: DeniedFeed,
  { maxAge }: DeniedFeedRules,
  { at, terms }: FeedContext,
): Answer | null {
  const age = instant(at) - instant(issuedAt);
  if (age < -terms.rules.clockSkew * 1000)
    return answer('denied-feed-in-future', `It was issued at ${issuedAt}, now is ${at}.`);
  if (age > maxAge * 1000) {
    return answer('denied-feed-stale', `It was issued at ${issuedAt}; allowed are ${spanText(maxAge * 1000)}.`);
  }
  return instant(expires) <= instant(at) ? answer('denied-feed-stale', `It expired at ${expires}.`) : null;
}

/** An issue of a smaller number, or another one of the same. */
function rollback({ feed, sequence, issuedAt }: DeniedFeed, memory: GateMemory | null): Answer | null {
  const seen = memory?.feeds.find((each) => each.feed === feed);
  if (seen === undefined || sequence > seen.sequence) return null;
  if (sequence === seen.sequence && issuedAt === seen.issuedAt) return null;
  return answer(
    'denied-feed-rolled-back',
    `It is issue ${String(sequence)} of ${issuedAt}; seen was ${String(seen.sequence)} of ${seen.issuedAt}.`,
  );
}
