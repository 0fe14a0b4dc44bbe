/** How long to wait before the next attempt. */

import type { Clock } from './clock.js';
import type { Failure } from './failure.js';
import type { HttpLimits } from './http-limits.js';

/**
 * Milliseconds to wait after the `attempt`-th failed attempt (from 1), or null when no further one is due. Back-off
 * doubles up to its cap, the upper half of it random, so that many clients do not come back together.
 */
export function waitAfter(failure: Failure, attempt: number, limits: HttpLimits, clock: Clock): number | null {
  if (failure.retry === 'no') return null;
  if (attempt >= (failure.retry === 'yes' ? limits.attempts : limits.timeoutAttempts)) return null;
  if (failure.waitMs !== undefined) return failure.waitMs;
  const full = Math.min(limits.backoffMs * 2 ** (attempt - 1), limits.maxBackoffMs);
  return full / 2 + (full / 2) * clock.random();
}

/**
 * Milliseconds that a `Retry-After` (RFC 9110 §10.2.3: seconds or an HTTP date) asks for, at most `maxMs`. Undefined for
 * what asks for nothing sensible: negative, not a number, a date that is past or none.
 */
export function retryAfterMs(header: string | null, now: number, maxMs: number): number | undefined {
  if (header === null || header.length > 64) return undefined;
  const text = header.trim();
  if (/^\d+$/u.test(text)) return Math.min(Number(text) * 1000, maxMs);
  const date = /^[A-Z][a-z]{2}, /u.test(text) ? Date.parse(text) : Number.NaN;
  return date > now ? Math.min(date - now, maxMs) : undefined;
}

const repeatable = new Set([408, 425, 429]);

/** The failure that an HTTP error status is. */
export function statusFailure(status: number, waitMs: number | undefined): Failure {
  return {
    reason: status === 429 ? 'rate-limited' : 'http-error',
    did: status === 429 ? 'answered 429: too many requests' : `answered with status ${status}`,
    retry: repeatable.has(status) || status >= 500 ? 'yes' : 'no',
    silent: false,
    ...(waitMs === undefined ? {} : { waitMs }),
  };
}
