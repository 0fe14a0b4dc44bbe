/** The shape of `assay.lock`. */

import * as z from 'zod';
import { once } from '../../once.js';
import { day, text } from '../../shape-words.js';

const strong = /^(?:sha256:[\da-f]{64}|sha384:[\da-f]{96}|sha512:[\da-f]{128})$/;

const digest = (what: string) =>
  z.string().regex(/^sha256:[\da-f]{64}$/, { error: `${what} is written \`sha256:\` and 64 lowercase hex digits` });

/** Built when it is first needed. */
export const licenseLockShape = once(() => {
  const record = z.strictObject({
    package: text.describe('Canonical purl without version.'),
    platform: text.optional().describe('The platform, where the package has one for each.'),
    version: text.describe('The version; for some vendors it is the licence’s id.'),
    source: text.describe('Where it came from: the registry’s base URL, or the file’s own.'),
    digests: z
      .array(
        z.string().regex(strong, {
          error: 'a digest is written `sha256:` and 64 lowercase hex digits, or sha384, sha512 likewise',
        }),
      )
      .min(1, { error: 'at least one digest is expected' })
      .describe('Digests of the archive.'),
    contents: digest('the digest of the contents').describe('SHA-256 over the list of its files.'),
    token: digest('the digest of a token').optional().describe('SHA-256 of its token without white space.'),
    recorded: day.describe('The day it was recorded, UTC.'),
  });
  return z
    .strictObject({
      version: z.literal(1).describe('The version of this format.'),
      licenses: z.array(record).describe('Licence packages as they were seen first.'),
    })
    .describe('What Assay saw first.');
});

/** One record as it stands in the file. */
export type LicenseRecordDocument = z.infer<ReturnType<typeof licenseLockShape>>['licenses'][number];
