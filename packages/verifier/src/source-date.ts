/** `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/): the time that a reproducible document states. */

import { AssayError } from '@assay/model';

/** 9999-12-31T23:59:59Z: RFC 3339 has four digits for the year. */
const latest = 253_402_300_799;

/**
 * The variable as an RFC 3339 time in UTC; undefined where it is not set. Throws AssayError `ERR_USAGE` for anything but whole seconds
 * since 1970 in ASCII digits: a wrong value must not turn into today.
 */
export function readSourceDate(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const text = env['SOURCE_DATE_EPOCH'];
  if (text === undefined) return undefined;
  const seconds = /^[0-9]{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds <= latest) return `${new Date(seconds * 1000).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`;
  throw new AssayError('ERR_USAGE', 'SOURCE_DATE_EPOCH is not a time', {
    hint: 'Set it to whole seconds since 1970, as `git log -1 --format=%ct` prints them, or unset it.',
  });
}
