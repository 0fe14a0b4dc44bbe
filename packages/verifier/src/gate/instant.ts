import type { RunSummary } from '@assay/model';

/** Milliseconds since 1970 of an RFC 3339 time in UTC whose form was settled where it was read. */
export function instant(time: string): number {
  return Date.parse(time);
}

/** A span in the largest unit that says it in whole numbers, rounded down: `3 days`. */
export function spanText(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  for (const [name, length] of units) {
    const whole = Math.floor(seconds / length);
    if (whole >= 1) return `${String(whole)} ${name}${whole === 1 ? '' : 's'}`;
  }
  return `${String(seconds)} second${seconds === 1 ? '' : 's'}`;
}

/**
 * As of when a summary knows what it says, RFC 3339: when its run judged, or when the recorded evidence was gathered that it judged from,
 * whichever is older. Last year's answers, judged again today, are last year's.
 */
export function knownAt({ at, evidenceAt }: Pick<RunSummary, 'at' | 'evidenceAt'>): string {
  return evidenceAt !== undefined && instant(evidenceAt) < instant(at) ? evidenceAt : at;
}
