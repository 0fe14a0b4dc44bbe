const fullDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const fullTime = /^(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:z|([+-])(\d{2}):(\d{2}))$/i;

const minutesOfDay = 24 * 60;

/** RFC 3339 §5.6 `full-date`. */
export function isDate(text: string): boolean {
  const [, year, month, day] = fullDate.exec(text)?.map(Number) ?? [];
  return year !== undefined && month !== undefined && day !== undefined && day >= 1 && day <= daysOf(month, year);
}

/** RFC 3339 §5.6 `date-time`. T and Z may be small, seconds may be 60 where a leap second may stand (§5.7). */
export function isDateTime(text: string): boolean {
  return /^[tT]$/.test(text.charAt(10)) && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

function isTime(text: string): boolean {
  const parts = fullTime.exec(text);
  if (parts === null) return false;
  const [hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = [1, 2, 3, 5, 6].map((at) =>
    Number(parts[at] ?? 0),
  );
  if (hour > 23 || minute > 59 || second > 60 || zoneHour > 23 || zoneMinute > 59) return false;
  const zone = (zoneHour * 60 + zoneMinute) * (parts[4] === '-' ? -1 : 1);
  return second < 60 || (hour * 60 + minute - zone + 2 * minutesOfDay) % minutesOfDay === minutesOfDay - 1;
}

/** Days of a month, 0 where there is no such month. */
export function daysOf(month: number, year: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [0, 31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 0;
}
