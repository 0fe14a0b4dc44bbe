import { AssayError } from '@assay/model';

/** `30d` as a number of days. Throws AssayError `ERR_USAGE` for anything else. */
export function readDays(text: string): number {
  if (/^\d{1,4}d$/.test(text)) return Number.parseInt(text, 10);
  throw new AssayError('ERR_USAGE', `"${text}" is no number of days`, { hint: 'Write it as --within 30d.' });
}
