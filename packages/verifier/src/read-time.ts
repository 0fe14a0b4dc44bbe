/** The time a run judges at: a value from here on. */

import { AssayError } from '@assay/model';

/** The given RFC 3339 time in UTC at full seconds, or now. Throws AssayError `ERR_USAGE` for anything else. */
export function readTime(given?: string): string {
  if (given === undefined) return toSeconds(new Date());
  const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
  const time = new Date(given);
  if (shape.test(given) && !Number.isNaN(time.getTime())) return toSeconds(time);
  throw new AssayError('ERR_USAGE', `"${given}" is not a time`, { hint: 'Write it as 2026-11-22T12:00:00Z.' });
}

function toSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`;
}
