import { describe, expect, test } from 'vitest';
import { systemClock } from './clock.js';
import { deadlines } from './failure.js';
import { defaultHttpLimits as limits } from './http-limits.js';
import { retryAfterMs, statusFailure, waitAfter } from './retry.js';

const now = Date.UTC(2026, 10, 20);

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['2', 2000],
    ['315360000', 15_000],
    ['9'.repeat(60), 15_000],
    [new Date(now + 3000).toUTCString(), 3000],
    [new Date(now + 10 * 365 * 86_400_000).toUTCString(), 15_000],
  ])('%j is honoured up to the cap', (header, expected) => {
    expect(retryAfterMs(header, now, 15_000)).toBe(expected);
  });

  test.each(['-1', '-99999', 'NaN', 'Infinity', '1e9', '0x10', '', 'soon', '1.5', new Date(now - 1).toUTCString()])(
    '%j asks for nothing sensible and is ignored',
    (header) => {
      expect(retryAfterMs(header, now, 15_000)).toBeUndefined();
    },
  );

  test('a header of megabytes is not even looked at', () => {
    expect(retryAfterMs('9'.repeat(1_000_000), now, 15_000)).toBeUndefined();
  });
});

describe('waiting between attempts', () => {
  const clock = { ...systemClock, random: () => 0.5 };

  test('back-off doubles, is jittered, and ends at its cap and after the last attempt', () => {
    const failure = statusFailure(503, undefined);
    const waits = [1, 2, 3, 4, 5].map((attempt) => waitAfter(failure, attempt, limits, clock));
    expect(waits).toEqual([300, 600, 1200, 2400, null]);
    const many = { ...limits, attempts: 100 };
    expect(waitAfter(failure, 60, many, clock)).toBe(11_250);
  });

  test('a deadline is retried once, a client error never', () => {
    expect(waitAfter(deadlines.headers, 1, limits, clock)).toBe(300);
    expect(waitAfter(deadlines.headers, 2, limits, clock)).toBeNull();
    expect(waitAfter(statusFailure(418, undefined), 1, limits, clock)).toBeNull();
  });

  test.each([408, 425, 429, 500, 502, 503, 504])('status %d is retried', (status) => {
    expect(statusFailure(status, undefined).retry).toBe('yes');
  });
});
