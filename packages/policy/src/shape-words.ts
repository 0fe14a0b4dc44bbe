/** Scalars that several parts of a policy's shape share. */

import * as form from './form/index.js';
import { purlPatternShape } from './purl-pattern.js';

/** Any text with something in it. */
export const text = form.text().regex(/\S/, { error: 'a text is expected, but there is nothing in it' });

/** A pattern over purls. */
export const purlPattern = form.text().regex(purlPatternShape, {
  error: 'a package is named by its purl, as in pkg:npm/left-pad@1.3.0 or pkg:gem/rails-*',
});

/** Base URL of a registry. */
export const baseUrl = form.text().regex(/^https?:\/\/[^\s@/?#\\]+(?:\/[^\s?#\\]*)?$/, {
  error: 'a registry’s base URL is written https://host/path/, without credentials, query or fragment',
});

const leapYear = String.raw`(?:\d{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)`;
const dayOfYear =
  '(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8])';
const existingDay = new RegExp(String.raw`^(?:\d{4}-(?:${dayOfYear})|${leapYear}-02-29)$`);

/** An RFC 3339 date. */
export const day = form
  .text()
  .regex(existingDay, { error: 'a day is written as YYYY-MM-DD and must exist' })
  .meta({ format: 'date' });

/** A span of time, never none. */
export const duration = form.text().regex(/^[1-9]\d{0,4}[mhd]$/, {
  error: 'a span of time is written as in 30m, 12h or 7d',
});

/** A digest: base64 or hex of exactly the algorithm's length. */
export const digest = form
  .text()
  .regex(
    /^(?:sha256-[A-Za-z\d+/]{43}=|sha384-[A-Za-z\d+/]{64}|sha512-[A-Za-z\d+/]{86}==|sha256:[\dA-Fa-f]{64}|sha384:[\dA-Fa-f]{96}|sha512:[\dA-Fa-f]{128})$/,
    {
      error: 'a digest is written `sha512-…` as in the lockfile, or `sha512:hex`; SHA-256 is the shortest that counts',
    },
  );

/** A block of base64 between two PEM lines with this label; spaces around it do not count. */
export function pem(label: string): RegExp {
  return new RegExp(`^\\s*-----BEGIN ${label}-----\\r?\\n[A-Za-z\\d+/=\\r\\n]+-----END ${label}-----\\s*$`);
}
