/** Answers as an evidence file keeps them, and its index of them. */

import { canonicalJson, type Evidence, type JsonValue, type UnreachableReason } from '@assay/model';

/** An answer; of found evidence only the SHA-256 of the bytes: everything else is made from them again. */
export type RecordedAnswer =
  | { readonly state: 'found'; readonly body: string }
  | { readonly state: 'absent'; readonly status: number }
  | { readonly state: 'denied'; readonly status: number }
  | { readonly state: 'unreachable'; readonly reason: UnreachableReason; readonly detail: string };

/** One line of the index. */
export interface IndexEntry {
  /** See `requestIdentity`. */
  readonly request: { readonly [field: string]: JsonValue | undefined };
  /** Only where one question got different answers: the pins that this one was asked with. */
  readonly pins?: readonly string[];
  readonly answer: RecordedAnswer;
}

/** One answer and how it was asked for. */
export interface Asked {
  readonly request: IndexEntry['request'];
  readonly pins: readonly string[];
  readonly answer: RecordedAnswer;
}

/** An answer without its body, or null when it says nothing about the world. */
export function recordedAnswer(evidence: Evidence): RecordedAnswer | null {
  if (evidence.state === 'found') {
    const body = evidence.digests.find(({ alg }) => alg === 'sha256');
    return body === undefined ? null : { state: 'found', body: body.value };
  }
  return evidence.state === 'unreachable' && evidence.reason === 'aborted' ? null : evidence;
}

/**
 * The index's entries, sorted. An answer beats "could not be reached": a later attempt, or one that allowed more bytes,
 * had it. Where answers still differ (the same URL pinned differently, one of them answered from the store), each is
 * kept with its pins.
 */
export function indexEntries(asked: readonly Asked[]): readonly IndexEntry[] {
  const byQuestion = new Map<string, Asked[]>();
  for (const one of asked) {
    const key = canonicalJson(one.request);
    const group = byQuestion.get(key);
    if (group === undefined) byQuestion.set(key, [one]);
    else group.push(one);
  }
  return [...byQuestion.keys()].sort().flatMap((key) => entriesOf(byQuestion.get(key) ?? []));
}

function entriesOf(group: readonly Asked[]): readonly IndexEntry[] {
  const answered = group.filter(({ answer }) => answer.state !== 'unreachable');
  const distinct = uniqueBy(answered.length > 0 ? answered : group, ({ answer }) => canonicalJson(answer));
  if (distinct.length === 1 || answered.length === 0) {
    return distinct.slice(0, 1).map(({ request, answer }) => ({ request, answer }));
  }
  return uniqueBy(answered, ({ pins }) => canonicalJson(pins));
}

/** The first of each kind, sorted by kind. */
function uniqueBy(items: readonly Asked[], keyOf: (item: Asked) => string): readonly Asked[] {
  const kinds = new Map<string, Asked>();
  for (const item of items) {
    const key = keyOf(item);
    if (!kinds.has(key)) kinds.set(key, item);
  }
  return [...kinds.keys()].sort().flatMap((key) => kinds.get(key) ?? []);
}
