const shape = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z$/;

/** True for an RFC 3339 time in UTC, as registries write it, of a day that exists (`Date` turns 31 February into March). */
export function isPublishTime(text: string): boolean {
  if (text.length > 30 || !shape.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === text.slice(0, 19);
}
