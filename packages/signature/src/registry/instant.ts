/** RFC 3339 times in UTC as milliseconds since 1970, strictly: `Date.parse` alone takes nearly any text for a time. */

const dateTime = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z$/;
const fullDate = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const day = 86_400_000;

/** The text read last: one run asks about its own time for every package. */
let latest: { readonly text: string; readonly time: number | null } = { text: '', time: null };

/** The time of an RFC 3339 date-time in UTC; null for anything else, days that do not exist included. */
export function instantOf(text: string): number | null {
  if (latest.text !== text) latest = { text, time: readInstant(text) };
  return latest.time;
}

function readInstant(text: string): number | null {
  if (!dateTime.test(text)) return null;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === text.slice(0, 19) ? time : null;
}

/** Like {@link instantOf}; a date without time is its first moment. */
export function firstInstantOf(text: string): number | null {
  return fullDate.test(text) ? instantOf(`${text}T00:00:00Z`) : instantOf(text);
}

/** Like {@link instantOf}; a date without time ends when it is over: people write the last day on which something holds. */
export function endInstantOf(text: string): number | null {
  const start = firstInstantOf(text);
  return start !== null && fullDate.test(text) ? start + day : start;
}
