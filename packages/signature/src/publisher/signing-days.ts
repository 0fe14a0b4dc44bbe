/** When something was signed, against the days in which a publisher counts. */

import type { PublisherSpan, Signer, VerifiedTime } from '@assay/model';
import { shown } from '../provenance/shown.js';

/** What is known about when. */
export interface SigningTimes {
  readonly signer: Signer;
  readonly signedAt: readonly VerifiedTime[];
  /** The judge's time, RFC 3339. */
  readonly at: string;
  /** The registry's own word, unsigned. */
  readonly publishedAt?: string;
}

/** `published-at`: it rests on the registry's unsigned word. */
export type DayVerdict =
  | { readonly within: true; readonly rests: 'no-limit' | 'verified-time' | 'published-at' }
  | {
      readonly within: false;
      readonly code: 'publisher-outside-dates' | 'publisher-time-unknown';
      readonly detail: string;
    };

const utcTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/**
 * Whether every verified time of signing lies within `since` and `until`, both days included, UTC. For certificates and registry keys,
 * which sign without a clock, the registry's publishing time stands in. A time that is none, or after the judge's own, is no time.
 */
export function judgeDays(span: PublisherSpan, times: SigningTimes): DayVerdict {
  if (span.since === undefined && span.until === undefined) return { within: true, rests: 'no-limit' };
  const isVerified = times.signedAt.length > 0;
  const stated = isVerified ? times.signedAt.map(({ at }) => at) : publishedTimes(times);
  if (stated.length === 0) return unknown('There is no verified time of signing.');
  const odd = stated.find((time) => !isTimeBefore(time, times.at));
  if (odd !== undefined) return unknown(`${shown(odd)} is no time up to now.`);
  const outside = stated.find((time) => !isWithin(span, time.slice(0, 'YYYY-MM-DD'.length)));
  if (outside !== undefined)
    return { within: false, code: 'publisher-outside-dates', detail: outsideText(span, outside) };
  return { within: true, rests: isVerified ? 'verified-time' : 'published-at' };
}

function publishedTimes({ signer, publishedAt }: SigningTimes): readonly string[] {
  const signsWithoutClock = signer.kind === 'certificate' || signer.kind === 'registry-key';
  return signsWithoutClock && publishedAt !== undefined ? [publishedAt] : [];
}

/** A text that is no time gives NaN, which is not before anything. */
function isTimeBefore(time: string, now: string): boolean {
  return utcTime.test(time) && Date.parse(time) <= Date.parse(now);
}

/** RFC 3339 dates order as text. */
function isWithin({ since, until }: PublisherSpan, day: string): boolean {
  return (since === undefined || since <= day) && (until === undefined || day <= until);
}

function outsideText({ since, until }: PublisherSpan, time: string): string {
  const from = since === undefined ? '' : ` from ${since}`;
  const to = until === undefined ? '' : ` until ${until}`;
  return `It was signed at ${time}, and this publisher is allowed${from}${to}.`;
}

function unknown(detail: string): DayVerdict {
  return { within: false, code: 'publisher-time-unknown', detail };
}
