import { isDate, isDateTime } from './date-time.js';
import { isIdnEmail } from './idn-email.js';
import { isIri, isIriReference } from './iri.js';

/** A form that `format` names (JSON Schema draft-07 validation §7.3). */
export interface StringFormat {
  readonly matches: (text: string) => boolean;
  /** For "… is not …". */
  readonly expected: string;
}

const formats: ReadonlyMap<string, StringFormat> = new Map([
  [
    'date-time',
    { matches: isDateTime, expected: 'a date and time with its zone (RFC 3339), such as "2026-01-31T12:00:00Z"' },
  ],
  ['date', { matches: isDate, expected: 'a date (RFC 3339), such as "2026-01-31"' }],
  ['idn-email', { matches: isIdnEmail, expected: 'an e-mail address (RFC 6531)' }],
  ['iri-reference', { matches: isIriReference, expected: 'a URL or a reference relative to one (RFC 3987)' }],
  ['uri', { matches: isIri, expected: 'a URI (RFC 3986)' }],
]);

/** What the official schemas call by this name. A name that is not known here is an error of the program, never passed over. */
export function stringFormat(name: string): StringFormat {
  const format = formats.get(name);
  if (format === undefined) throw new TypeError(`the schema has the unknown format ${name}`);
  return format;
}
