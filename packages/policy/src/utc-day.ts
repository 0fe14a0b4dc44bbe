/** The day of a time. */

import { AssayError } from '@assay/model';

const utcTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** The UTC day (`2026-11-22`) of an RFC 3339 time that ends in `Z`. Throws AssayError `ERR_USAGE` for any other text. */
export function utcDay(at: string): string {
  if (utcTime.test(at)) return at.slice(0, 'YYYY-MM-DD'.length);
  throw new AssayError('ERR_USAGE', 'the time to judge at is not an RFC 3339 time in UTC', {
    hint: 'Write it as 2026-11-22T12:00:00Z.',
  });
}
