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
