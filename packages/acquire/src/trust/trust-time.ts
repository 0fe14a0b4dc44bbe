/** Times of trust: RFC 3339 in UTC, compared as instants. */

const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/u;

/** True for a real time written as `2026-11-22T12:00:00Z`; a 30th of February or an hour 25 is none. */
export function isUtcTime(text: string): boolean {
  const time = shape.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === text.slice(0, 19);
}

/** True when `time` is not later than `other`; both as {@link isUtcTime} wants them. */
export function isUpTo(time: string, other: string): boolean {
  return Date.parse(time) <= Date.parse(other);
}

/** The earliest of some times; undefined for none. */
export function earliest(times: readonly string[]): string | undefined {
  return times.reduce<string | undefined>(
    (first, time) => (first === undefined || isUpTo(time, first) ? time : first),
    undefined,
  );
}
