/** Scalars of `licensePackages:` and of vendors' profiles. */

import * as form from '../form/index.js';
import { once } from '../once.js';
import { pem } from '../shape-words.js';
import { digestTextProblem } from './digest-text-problem.js';

/** A part of a path: neither empty nor a dot segment, without backslashes, colons (drives, streams) and control characters. */
export const segment = String.raw`(?!\.{1,2}(?:\/|$))[^\/\\:\p{Cc}]+`;

const path = (error: string) =>
  form
    .text()
    .max(1024, { error: 'a path has at most 1,024 characters' })
    .regex(new RegExp(String.raw`^(?:\.\/)?${segment}(?:\/${segment})*\/?$`, 'u'), { error });

/** A URL without credentials, query and fragment. */
const url = (error: string) => form.text().regex(/^https?:\/\/[^\s@/?#\\]+(?:\/[^\s@?#\\]*)?$/, { error });

const key = () =>
  form
    .text()
    .regex(new RegExp(`(?:${pem('PUBLIC KEY').source})|(?:${pem('RSA PUBLIC KEY').source})|^[A-Za-z\\d+/]+={0,2}$`), {
      error: ({ input }) =>
        String(input).includes('PRIVATE KEY')
          ? 'this is a private key: nobody but its owner may have it. If it was committed, replace it'
          : 'a public key is written as PEM, or as base64 of its DER',
    });

const digest = () =>
  form
    .text()
    .regex(
      /^(?:sha256-[A-Za-z\d+/]{43}=|sha384-[A-Za-z\d+/]{64}|sha512-[A-Za-z\d+/]{86}==|(?:sha256:)?[\dA-Fa-f]{64}|(?:sha384:)?[\dA-Fa-f]{96}|(?:sha512:)?[\dA-Fa-f]{128})$/,
      { error: ({ input }) => digestTextProblem(String(input)) },
    );

/** Built when they are first needed. */
export const licenseWords = once(() => ({
  path: path('a path is relative to the project, as in vendor/license, without `..`'),
  packagePath: path('a path is relative to the package’s root, as in lib/license.txt, without `..`'),
  pattern: form
    .text()
    .max(1024, { error: 'a pattern has at most 1,024 characters' })
    .regex(new RegExp(String.raw`^${segment}(?:\/${segment})*$`, 'u'), {
      error: 'a pattern is relative to the package’s root, as in lib/*.rb or lib/**, without `..`',
    }),
  url: url('a URL is written https://host/path, without credentials, query or fragment'),
  origin: form.text().regex(/^https?:\/\/[^\s@/?#\\]+\/?$/, {
    error: 'an origin is written https://host, without credentials or a path',
  }),
  digest: digest(),
  sha256: form.text().regex(/^(?:sha256:)?[\dA-Fa-f]{64}$/, { error: 'a SHA-256 is expected: 64 hex digits' }),
  key: key(),
  variable: form.text().regex(/^[A-Z_][A-Z\d_]{0,127}$/, {
    error: 'the name of a variable of the environment is expected, in capitals, as in ACME_PASSWORD',
  }),
  id: form.text().regex(/^[A-Za-z\d@][\w@./-]{0,213}$/, {
    error: 'an id is written with letters, digits, `.`, `_`, `-` and `/`, as in karafka',
  }),
  contact: form.text().regex(/^(?:[^\s@/:?#]+@[^\s@/:?#]+|https:\/\/[^\s@/?#\\]+(?:\/[^\s@?#\\]*)?)$/, {
    error: 'a contact is an e-mail address, or an https URL without a query',
  }),
  count: form.wholeNumber().min(0, { error: 'a number from 0 on is expected' }),
}));
