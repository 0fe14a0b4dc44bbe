/** Milliseconds since 1970 as RFC 3339 in UTC, without a fraction that is zero. */
export function formatTime(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
