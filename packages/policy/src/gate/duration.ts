import type { EntryPlace } from '../refuse.js';

const units: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

/** Seconds of a span that is written as in `30m`, `12h` or `7d`. The shape has settled how it looks. */
export function secondsOf(text: string): number {
  return Number(text.slice(0, -1)) * (units[text.slice(-1)] ?? Number.NaN);
}

/** The same, of at most `most`. Throws what `refuse` makes for a longer one: it would limit nothing. */
export function readDuration(
  text: string,
  most: string,
  { path, refuse }: Pick<EntryPlace, 'path' | 'refuse'>,
): number {
  const seconds = secondsOf(text);
  if (seconds <= secondsOf(most)) return seconds;
  throw refuse(path, `${text} is longer than ${most}, and would limit nothing`, `Write at most ${most}.`);
}
