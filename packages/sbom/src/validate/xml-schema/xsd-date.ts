import { daysOf } from '../json-schema/date-time.js';

const date = /^-?(\d{4,})-(\d{2})-(\d{2})$/;
const time = /^(\d{2}):(\d{2}):(\d{2})(\.\d+)?$/;
const zone = /(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;

/** XML Schema part 2 (1.0) §3.2.9: a zone is optional. */
export function isXsdDate(text: string): boolean {
  return isPlainDate(text.replace(zone, ''));
}

/** XML Schema part 2 (1.0) §3.2.7: a zone is optional, 24:00:00 is midnight. */
export function isXsdDateTime(text: string): boolean {
  const separator = text.indexOf('T');
  return (
    separator > 0 && isPlainDate(text.slice(0, separator)) && isPlainTime(text.slice(separator + 1).replace(zone, ''))
  );
}

function isPlainDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = date.exec(text) ?? [];
  if (/^0+$/.test(year) || (year.length > 4 && year.startsWith('0'))) return false;
  // The calendar repeats every 400 years: the last four digits and the 400 tell which are leap years.
  return Number(day) >= 1 && Number(day) <= daysOf(Number(month), Number(year.slice(-4)));
}

function isPlainTime(text: string): boolean {
  const [, hour = '', minute = '', second = '', fraction = ''] = time.exec(text) ?? [];
  if (hour === '' || Number(minute) > 59 || Number(second) > 59) return false;
  return (
    Number(hour) < 24 || (hour === '24' && Number(minute) === 0 && Number(second) === 0 && !/[1-9]/.test(fraction))
  );
}
