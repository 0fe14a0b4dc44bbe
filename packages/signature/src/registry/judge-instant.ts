import { AssayError } from '@assay/model';
import { instantOf } from './instant.js';

/** The judge's time as milliseconds since 1970. Throws ERR_INTERNAL for what is none: that is the caller's defect. */
export function judgeInstant(at: string): number {
  const time = instantOf(at);
  if (time === null)
    throw new AssayError('ERR_INTERNAL', `The judge's time ${JSON.stringify(at)} is no RFC 3339 time in UTC.`);
  return time;
}
