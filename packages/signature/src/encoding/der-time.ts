import { DerError, derTag, type DerElement } from './der.js';

/**
 * UTCTime or GeneralizedTime as milliseconds since 1970 (RFC 5280 §4.1.2.5): in UTC, with seconds. A fraction of a
 * GeneralizedTime (RFC 3161 §2.4.2) is dropped; certificates have none.
 */
export function readDerTime(element: DerElement): number {
  const text = asciiOf(element.content);
  if (element.tag === derTag.utcTime && text.length === 13) {
    const year = Number(digits(text, 0, 2));
    return timeOf(`${year >= 50 ? 19 : 20}${text}`);
  }
  if (element.tag === derTag.generalizedTime) return timeOf(withoutFraction(text));
  throw new DerError('not a time');
}

function timeOf(text: string): number {
  if (text.length !== 15 || !text.endsWith('Z')) throw new DerError('not a time in UTC');
  const [year, month, day] = [digits(text, 0, 4), digits(text, 4, 6), digits(text, 6, 8)];
  const iso = `${year}-${month}-${day}T${digits(text, 8, 10)}:${digits(text, 10, 12)}:${digits(text, 12, 14)}.000Z`;
  const time = Date.parse(iso);
  // The platform may carry 31 February over into March: what comes out again must be what went in.
  if (!Number.isFinite(time) || new Date(time).toISOString() !== iso) throw new DerError('not a day that exists');
  return time;
}

/** RFC 3161 §2.4.2: the fraction has digits and does not end in zero. */
function withoutFraction(text: string): string {
  if (text.charAt(14) !== '.') return text;
  const fraction = text.slice(15, -1);
  digits(fraction, 0, fraction.length);
  if (fraction === '' || fraction.endsWith('0') || !text.endsWith('Z')) throw new DerError('not a fraction');
  return `${text.slice(0, 14)}Z`;
}

function digits(text: string, start: number, end: number): string {
  const part = text.slice(start, end);
  for (const char of part) if (char < '0' || char > '9') throw new DerError('not a time');
  return part;
}

function asciiOf(content: Uint8Array): string {
  if (content.length > 40) throw new DerError('not a time');
  return String.fromCharCode(...content);
}
